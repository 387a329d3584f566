"""Settings, read by programs, and changed by those that act as an admin."""

import json
from typing import Any

import pytest

from buckstop.configuration.setting import SETTINGS
from buckstop.doors.api.tests.conftest import V1, Program
from buckstop.ledger.models import Entry
from buckstop.ledger.verify import verify
from buckstop.problems.tests.world import World


@pytest.fixture
def admin(world: World) -> Program:
    return Program(world, "write", person=world.hire("Ada Admin", "admin"))


def put(program: Program, name: str, value: Any, **headers: str) -> Any:
    return program.client.put(
        f"{V1}settings/{name}", json.dumps({"value": value}), content_type="application/json",
        headers=program.headers | headers,
    )  # fmt: skip


def test_what_is_chosen_holds_and_stands_in_the_houses_chain(world: World, admin: Program):
    answer = put(admin, "organisation-name", "Halden IT")
    assert (answer.status_code, answer.json()["value"]) == (200, "Halden IT"), answer.content
    assert SETTINGS["organisation-name"].value == "Halden IT"
    read = admin.read("settings/organisation-name")
    assert (read["origin"], read["is_set"], read["group"]) == ("chosen", True, "organisation")
    entry = Entry.objects.filter(code="setting-changed").get()
    assert entry.actor_id == admin.key.person_id
    assert put(admin, "organisation-name", "Halden IT").status_code == 200
    assert Entry.objects.filter(code="setting-changed").count() == 1  # twice is as once
    assert put(admin, "organisation-name", None).json()["origin"] == "default"
    assert list(verify()) == []


def test_every_setting_with_a_form_is_listed_and_no_secret_is(world: World, admin: Program):
    secret = next(one for one in SETTINGS.values() if one.secret and not one.group.own_page)
    assert put(admin, secret.name, "s3cret").status_code == 200
    items = {one["name"]: one for one in admin.read("settings")["items"]}
    assert set(items) == {name for name, one in SETTINGS.items() if not one.group.own_page}
    shown = items[secret.name]
    assert (shown["value"], shown["is_secret"], shown["is_set"]) == (None, True, True)
    assert "s3cret" not in json.dumps(items)


def test_what_cant_be_is_refused_with_a_sentence(
    world: World, admin: Program, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BUCKSTOP_HOUSE", "Halden")
    refused = put(admin, "organisation-name", "Other")
    assert (refused.status_code, refused.json()["field"]) == (422, "organisation-name")
    assert "BUCKSTOP_HOUSE says what this is" in refused.json()["detail"]
    monkeypatch.delenv("BUCKSTOP_HOUSE")
    assert put(admin, "zone", "Europe/Nowhere").json()["field"] == "zone"
    assert put(admin, "nothing", "x").status_code == 404
    tag = admin.get("settings/organisation-name")["ETag"]
    put(admin, "organisation-name", "First")
    late = put(admin, "organisation-name", "Second", **{"If-Match": tag})
    assert (late.status_code, SETTINGS["organisation-name"].value) == (412, "First")


def test_only_who_acts_as_an_admin_changes_them(world: World, writer: Program, reader: Program):
    lead = Program(world, "write", person=world.bruno)
    for program in (reader, writer, lead):
        assert put(program, "organisation-name", "Mine").status_code == 403
        assert program.get("settings").status_code == 200
    assert put(Program(world, "read", person=world.hire("Ada", "admin")), "organisation",
               "Mine").status_code == 403  # fmt: skip
