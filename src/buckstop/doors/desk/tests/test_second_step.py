"""A second step by role, from where the desk opens, keys of one's own, sessions of others."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.people.actions import staff
from buckstop.people.actions.keys import tell_of_ends
from buckstop.people.models import Key, Person
from buckstop.problems.tests.world import World

PAGE = "/who-may-come-in/"
HERE = "127.0.0.1"


@pytest.fixture
def ada(world: World, seat: Any) -> Client:
    made = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    return seat(made)


def test_a_role_that_needs_a_second_step_is_told_and_then_led_to_it(
    world: World, ada: Client, ana: Client, seat: Any
):
    send(ada, f"{PAGE}second-step/new/", roles=["front line"], days="14")
    assert "Front line need one, 14 days after" in words(ada.get(PAGE))
    assert "Your role needs a second step" in words(ana.get("/"))
    with clock.set_to(world.now + timedelta(days=15)):
        assert ana.get("/problems/")["Location"] == "/log-in/second-step/"
        assert ana.get("/", HTTP_HX_REQUEST="true")["HX-Redirect"] == "/log-in/second-step/"
        assert "First, a second step" in words(ana.get("/log-in/second-step/"))
        assert seat(world.bruno).get("/").status_code == 200
        assert "Go to work" in words(seat(world.bruno).get("/log-in/second-step/"))
        session = ana.session
        session["by"] = {"provider": "elsewhere", "strong": True}
        session.save()
        assert ana.get("/").status_code == 200  # it was done where she came from
        session["by"]["strong"] = False
        session.save()
        assert ana.get("/").status_code == 302


def test_the_desk_opens_from_named_networks_and_nobody_shuts_themselves_out(
    ada: Client, ana: Client
):
    at = f"{PAGE}networks/new/"
    assert "you would shut yourself out" in words(send(ada, at, networks="192.0.2.0/24"))
    assert "is no network" in words(send(ada, at, networks="the office"))
    send(ada, at, networks="192.0.2.7/24\n127.0.0.0/8")
    assert "192.0.2.0/24, 127.0.0.0/8" in words(ada.get(PAGE))
    for path in ("/", "/log-in/", "/problems/", "/log-in/keys/", "/log-in/password/"):
        outside = ana.get(path, REMOTE_ADDR="198.51.100.9")
        assert (outside.status_code, "you come from 198.51.100.9" in words(outside)) == (403, True)
        assert ana.get(path, REMOTE_ADDR="::ffff:192.0.2.99").status_code in (200, 302)
    assert ana.get("/contact/", REMOTE_ADDR="198.51.100.9").status_code == 200


def test_a_key_of_ones_own_ends_is_told_of_and_opens_from_its_networks(
    world: World, ana: Client, seat: Any
):
    at, today = "/you/keys/", world.now.date()
    far = {"name": "report", "ends_on": str(today + timedelta(days=500))}
    assert "within a year" in words(send(ana, at, f"{at}additions/", **far))
    more = {"ends_on": str(today + timedelta(days=10)), "networks": "192.0.2.0/24"}
    page = send(ana, at, f"{at}additions/", name="report", **more)
    secret = next(word for word in words(page).split() if word.startswith("bk_"))
    key = Key.objects.get()
    assert (key.person, key.networks) == (world.ana, ["192.0.2.0/24"])
    bearer = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/problems", headers=bearer).status_code == 401
    inside = Client().get("/api/v1/problems", REMOTE_ADDR="192.0.2.5", headers=bearer)
    assert inside.status_code == 200
    assert tell_of_ends(at=world.now) == 0
    assert tell_of_ends(at=world.now + timedelta(days=4)) == 1
    assert tell_of_ends(at=world.now + timedelta(days=5)) == 0
    assert Entry.objects.filter(code="key-ends-soon").count() == 1
    assert seat(world.bruno).post(f"{at}{key.pk}/removal/").status_code == 404
    ana.post(f"{at}{key.pk}/removal/")
    assert "No key yet." in words(ana.get(at))


def test_an_admin_sees_and_ends_the_sessions_of_others(world: World, ada: Client, ana: Client):
    ana.get("/")
    person = f"/people/{world.ana.pk}/"
    assert "Where they are logged in" in words(ada.get(person))
    assert "Where they are logged in" not in words(ana.get(person))
    assert ana.post(f"{person}sessions/end/").status_code == 404
    send(ada, f"{person}sessions/end/new/")
    assert ana.get("/").status_code == 302
    assert Entry.objects.filter(code="sessions-ended").count() == 1
    assert Person.objects.get(pk=world.ana.pk).is_active
