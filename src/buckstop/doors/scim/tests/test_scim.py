"""Joiners and leavers, as Entra ID and Okta send them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.coverage.actions import teams
from buckstop.coverage.queries import teams_of, who_is_on_duty
from buckstop.doors.scim import groups as scim_groups
from buckstop.doors.scim import users as scim_users
from buckstop.doors.scim.tests.conftest import Ask, patch
from buckstop.identity.actions import directories, groups, policy
from buckstop.identity.actions.leaving import WAITS, finish_leaving
from buckstop.identity.models import Directory
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.people.actions import staff
from buckstop.people.backends import BY_NAME
from buckstop.people.models import Person
from buckstop.problems.models import Handoff
from buckstop.problems.tests.world import World

NORA: dict[str, Any] = {
    "schemas": [
        "urn:ietf:params:scim:schemas:core:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    ],
    "externalId": "0a21f0f2",
    "userName": "nora@desk.example",
    "active": True,
    "displayName": "Nora Lind",
    "emails": [{"primary": True, "type": "work", "value": "Nora@desk.example"}],
    "name": {"formatted": "Nora Lind", "familyName": "Lind", "givenName": "Nora"},
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Payments"},
}


def test_without_its_token_nothing_opens(world: World, entra: tuple[Directory, str], ask: Ask):
    assert ask("GET", "Users", Authorization="Bearer bs_guessed").status_code == 401
    assert Client().get("/scim/v2/Users").status_code == 401
    token = entra[1]
    assert token not in str(Directory.objects.values_list())
    directories.end_directory(entra[0], by=DESK, at=world.now)
    assert ask("GET", "Users").status_code == 401


def test_entra_looks_adds_and_changes_as_it_does(world: World, ask: Ask):
    probe = ask("GET", 'Users?filter=userName eq "nora@desk.example"')
    assert (probe.status_code, probe.said["totalResults"]) == (200, 0)
    made = ask("POST", "Users", NORA)
    assert made.status_code == 201, made.said
    nora = Person.objects.get(email="nora@desk.example")
    assert (nora.name, nora.role, made.said["id"]) == ("Nora Lind", "colleague", str(nora.pk))
    assert ask("POST", "Users", NORA).said["scimType"] == "uniqueness"
    found = ask("GET", 'Users?filter=USERNAME eq "NORA@desk.example" and active eq true').said
    assert [one["id"] for one in found["Resources"]] == [str(nora.pk)]
    at = f"Users/{nora.pk}"
    renamed = ask(
        "PATCH",
        at,
        patch(
            {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "n.l@desk.example"},
            {"op": "Add", "path": "displayName", "value": "Nora Lindqvist"},
            {"op": "Replace", "value": {"name.familyName": "Lindqvist", "externalId": "other"}},
        ),
    )
    assert renamed.status_code == 200, renamed.said
    nora.refresh_from_db()
    assert (nora.name, nora.email) == ("Nora Lindqvist", "n.l@desk.example")
    assert (renamed.said["name"]["familyName"], renamed.said["externalId"]) == (
        "Lindqvist", "other",
    )  # fmt: skip


def test_versions_pages_and_what_cant_be_read(world: World, ask: Ask):
    made = [
        ask("POST", "Users", NORA | {"userName": f"p{n}@desk.example", "emails": []}).said
        for n in range(3)
    ]
    page = ask("GET", "Users?startIndex=2&count=1").said
    assert (page["totalResults"], page["itemsPerPage"]) == (3, 1)
    assert page["Resources"][0]["id"] == made[1]["id"]
    at, version = f"Users/{made[0]['id']}", made[0]["meta"]["version"]
    assert ask("GET", at, **{"If-None-Match": version}).status_code == 304
    off = patch({"op": "replace", "path": "displayName", "value": "Pia"})
    assert ask("PATCH", at, off, **{"If-Match": version}).status_code == 200
    assert ask("PATCH", at, off, **{"If-Match": version}).status_code == 412
    assert ask("GET", "Users?filter=userName eq").said["scimType"] == "invalidFilter"
    assert ask("PATCH", at, patch({"op": "remove"})).said["scimType"] == "noTarget"
    assert ask("POST", "Users", {"active": True}).status_code == 400
    assert ask("GET", f"Users/{world.ana.pk}").status_code == 404  # it never sent her
    assert ask("GET", "ServiceProviderConfig").said["patch"] == {"supported": True}
    assert ask("GET", "Schemas").said["totalResults"] == 2


def test_of_two_who_change_one_thing_at_one_moment_nothing_is_lost(
    world: World, ask: Ask, monkeypatch: pytest.MonkeyPatch
):
    """Entra ID adds members one by one, several at a time."""
    people = [
        ask("POST", "Users", NORA | {"userName": f"p{n}@desk.example", "emails": []}).said["id"]
        for n in range(3)
    ]
    at = f"Groups/{ask('POST', 'Groups', {'displayName': 'Desk'}).said['id']}"
    add = [patch({"op": "add", "path": "members", "value": [{"value": one}]}) for one in people]

    def meanwhile(path: str, said: dict[str, Any], on: Any) -> None:
        """Somebody else is served between the reading and the writing of the next request."""
        read = on.changed

        def changed(request: Any, there: Any) -> Any:
            monkeypatch.setattr(on, "changed", read)
            assert ask("PATCH", path, said).status_code == 200
            return read(request, there)

        monkeypatch.setattr(on, "changed", changed)

    meanwhile(at, add[1], scim_groups)
    both = ask("PATCH", at, add[0])
    assert {one["value"] for one in both.said["members"]} == set(people[:2])
    version = both["ETag"]
    meanwhile(at, add[2], scim_groups)
    assert ask("PATCH", at, add[0], **{"If-Match": version}).status_code == 412
    who = f"Users/{people[0]}"
    named = patch({"op": "replace", "path": "displayName", "value": "Pia"})
    meanwhile(who, patch({"op": "replace", "path": "externalId", "value": "e-1"}), scim_users)
    said = ask("PATCH", who, named).said
    assert (said["displayName"], said["externalId"]) == ("Pia", "e-1")


def test_a_version_is_named_strong_or_weak_or_as_any(world: World, ask: Ask):
    made = ask("POST", "Users", NORA)
    at, version = f"Users/{made.said['id']}", made["ETag"]
    named = patch({"op": "replace", "path": "displayName", "value": "Pia"})
    for wrong in ('W/"*"', '"another", W/"one"', 'W/"a*"'):
        assert ask("PATCH", at, named, **{"If-Match": wrong}).status_code == 412, wrong
        assert ask("DELETE", at, **{"If-Match": wrong}).status_code == 412, wrong
    assert ask("GET", at, **{"If-None-Match": version.removeprefix("W/")}).status_code == 304
    strong = ask("PATCH", at, named, **{"If-Match": f'"x", {version.removeprefix("W/")}'})
    assert strong.status_code == 200
    assert ask("PATCH", at, named, **{"If-Match": "*"}).status_code == 200


def test_a_leaver_is_out_at_once_and_what_they_own_is_offered_on_first(world: World, ask: Ask):
    problem = world.report().problem
    assert problem.owner_id == world.ana.pk
    ana = {"userName": world.ana.email, "displayName": world.ana.name, "externalId": "a"}
    assert ask("POST", "Users", NORA | ana | {"emails": []}).status_code == 201
    browser = Client()
    browser.force_login(world.ana, backend=BY_NAME)
    assert browser.get("/").status_code == 200
    key, _secret = staff.add_key(name="mine", scope="read", person=world.ana, by=DESK, at=world.now)
    gone = ask("PATCH", f"Users/{world.ana.pk}",
               patch({"op": "Replace", "path": "active", "value": "False"}))  # fmt: skip
    assert (gone.status_code, gone.said.get("active")) == (200, False), gone.said
    assert browser.get("/").status_code == 302
    key.refresh_from_db()
    assert not key.opens(world.now)
    problem.refresh_from_db()
    assert problem.owner_id == world.ana.pk  # still theirs, until somebody says yes
    assert Handoff.objects.filter(commitment__problem=problem).exists()
    assert world.ana.pk not in who_is_on_duty(world.now).on_shift
    assert Entry.objects.filter(code="let-go").count() == 1
    assert finish_leaving(at=world.now + timedelta(minutes=5)) == 0
    assert finish_leaving(at=world.now + WAITS) == 1
    problem.refresh_from_db()
    assert problem.owner_id != world.ana.pk
    assert Person.objects.get(pk=world.ana.pk).deactivated_at is not None
    back = ask("PATCH", f"Users/{world.ana.pk}",
               patch({"op": "replace", "value": {"active": True}}))  # fmt: skip
    assert back.said["active"] is True
    assert world.ana.pk in who_is_on_duty(world.now).on_shift


def test_who_owns_nothing_is_gone_at_once_and_the_emergency_person_stays(world: World, ask: Ask):
    made = ask("POST", "Users", NORA).said
    assert ask("DELETE", f"Users/{made['id']}").status_code == 204
    assert ask("GET", f"Users/{made['id']}").status_code == 404
    assert Person.objects.get(pk=made["id"]).deactivated_at is not None
    again = ask("POST", "Users", NORA).said
    assert (again["id"], again["active"]) == (made["id"], True)
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    staff.choose_password(ada, "a long walk home", by=ada.actor(), at=world.now)
    policy.set_passwords(on=True, emergency=ada, by=DESK, at=world.now)
    hers = ask(
        "POST", "Users", NORA | {"userName": ada.email, "emails": [], "externalId": "x"}
    ).said
    refused = ask(
        "PATCH", f"Users/{hers['id']}", patch({"op": "replace", "value": {"active": False}})
    )
    assert (refused.status_code, "emergency person" in refused.said["detail"]) == (403, True)


def test_groups_give_roles_and_teams(world: World, ask: Ask):
    team = teams.add_team(name="Payments", lead=None, by=DESK, at=world.now)
    groups.add_rule(group="Desk", role="front line", team=None, by=DESK, at=world.now)
    groups.add_rule(group="Pay", role="", team=team, by=DESK, at=world.now)
    nora = Person.objects.get(pk=ask("POST", "Users", NORA).said["id"])
    desk = ask("POST", "Groups", {"displayName": "Desk", "members": []}).said
    pay = ask("POST", "Groups", {"displayName": "Pay"}).said
    members = [{"value": str(nora.pk)}]
    add = patch({"op": "Add", "path": "members", "value": members})
    assert ask("PATCH", f"Groups/{desk['id']}", add).status_code == 200
    ask("PATCH", f"Groups/{pay['id']}", add)
    nora.refresh_from_db()
    assert (nora.role, teams_of(nora.pk)) == ("front line", [team])
    drop = patch({"op": "remove", "path": f'members[value eq "{nora.pk}"]'})
    assert ask("PATCH", f"Groups/{pay['id']}", drop).said["members"] == []
    assert teams_of(nora.pk) == []
    by_value = patch({"op": "Remove", "path": "members", "value": members})
    ask("PATCH", f"Groups/{desk['id']}", by_value)
    nora.refresh_from_db()
    assert nora.role == "colleague"
    okta = patch({"op": "replace", "value": {"id": pay["id"], "displayName": "Payments"}})
    assert ask("PATCH", f"Groups/{pay['id']}", okta).said["displayName"] == "Payments"
    found = ask("GET", 'Groups?excludedAttributes=members&filter=displayName eq "payments"').said
    assert found["totalResults"] == 1
    assert "members" not in found["Resources"][0]
    strange = patch({"op": "add", "path": "members", "value": [{"value": str(world.ana.pk)}]})
    assert ask("PATCH", f"Groups/{desk['id']}", strange).status_code == 400
    assert ask("DELETE", f"Groups/{desk['id']}").status_code == 204


def test_what_is_made_to_break_it_is_refused_in_words(world: World, ask: Ask):
    at = f"Users/{ask('POST', 'Users', NORA).said['id']}"
    into = ask("PATCH", at, patch({"op": "add", "path": "userName.x", "value": "y"}))
    assert into.said["scimType"] == "invalidPath"
    assert ask("GET", f"Users?count={'9' * 5000}").status_code == 200
    named = ask("PUT", at, NORA | {"userName": "no\x00ra@desk.example", "externalId": "\ud800"})
    assert named.status_code == 200, named.said
    deep: Any = {}
    for _level in range(900):
        deep = {"a": deep}
    assert ask("POST", "Users", NORA | {"name": deep}).status_code == 409


def test_a_directory_doesnt_take_over_the_emergency_person(world: World, ask: Ask):
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    staff.choose_password(ada, "a long walk home", by=ada.actor(), at=world.now)
    policy.set_passwords(on=True, emergency=ada, by=DESK, at=world.now)
    hers = ask("POST", "Users", NORA | {"userName": ada.email, "emails": []}).said
    mail = patch({"op": "replace", "path": "emails", "value": [{"value": "mine@evil.example"}]})
    moved = ask("PATCH", f"Users/{hers['id']}", mail)
    assert (moved.status_code, Person.objects.get(pk=ada.pk).email) == (403, "ada@desk.example")


def test_of_two_admins_one_stays_though_the_other_is_barred_and_not_yet_gone(
    world: World, ask: Ask
):
    world.report()
    staff.change_role(world.ana, role="admin", by=DESK, at=world.now)
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    Person.objects.filter(role="admin").exclude(pk__in=[ada.pk, world.ana.pk]).update(role="lead")
    off = patch({"op": "replace", "path": "active", "value": False})
    codes = []
    for person in (world.ana, ada):
        said: dict[str, Any] = {"userName": person.email, "displayName": person.name, "emails": []}
        ask("POST", "Users", NORA | said)
        codes.append(ask("PATCH", f"Users/{person.pk}", off).status_code)
    assert (codes, Person.objects.get(pk=world.ana.pk).deactivated_at) == ([200, 403], None)
