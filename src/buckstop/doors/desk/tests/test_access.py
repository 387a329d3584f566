"""Every address of the desk, for every audience; and a GET changes nothing."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from buckstop.doors.desk.guard import AUDIENCES, Who
from buckstop.doors.desk.tests.filled import Filled, places
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.problems.actions import ownership
from buckstop.problems.commitments.ask import ask
from buckstop.problems.tests.world import World

RANKS = {
    "colleague": {Who.ANYBODY},
    "front line": {Who.ANYBODY, Who.DESK},
    "lead": {Who.ANYBODY, Who.DESK, Who.LEADERS},
    "executive": {Who.ANYBODY, Who.DESK, Who.LEADERS},
    "admin": {Who.ANYBODY, Who.DESK, Who.LEADERS, Who.ADMINS},
}
"""For whom addresses may be there, that are there for each role."""


@pytest.fixture
def filled(world: World) -> Filled:
    return Filled(world)


def test_every_address_has_a_name():
    assert [str(place.pattern) for place in places() if not place.name] == []
    assert len({place.name for place in places()}) == len(places())


def test_strangers_log_in_first(filled: Filled):
    stranger = Client()
    for place in places():
        at = filled.address(place)
        answer = stranger.get(at)
        assert (answer.status_code, answer["Location"][:8]) == (302, "/log-in/"), at
        assert stranger.post(at).status_code == 302, at
        gone = stranger.post(at, HTTP_HX_REQUEST="true")
        assert (gone.status_code, gone["HX-Redirect"]) == (204, "/log-in/"), at


def test_who_left_is_out(filled: Filled, seat):
    world = filled.world
    browser = seat(world.ana)
    ownership.leave(world.ana, by=DESK, at=world.now)
    assert browser.get("/")["Location"].startswith("/log-in/")


def test_each_role_reaches_what_is_theirs(filled: Filled, seat):
    """Of who is new and has a part in nothing: what an address says of itself is what one meets."""
    for role, theirs in RANKS.items():
        browser = seat(_somebody(role, filled))
        for place in places():
            who, at = AUDIENCES[str(place.name)], filled.address(place)
            if who is Who.PARTIES and role != "colleague":
                continue  # whoever sees all has a part in all
            if who not in theirs:
                _nothing_is_there(browser, at)
            elif role == "colleague":
                answers = {browser.get(at).status_code, browser.post(at).status_code}
                assert answers <= {200, 302, 405, 422}, at


def _somebody(role: str, filled: Filled) -> Person:
    mail = f"{role.replace(' ', '-')}@desk.example"
    return staff.add(name=role.title(), email=mail, role=role, by=DESK, at=filled.world.now)


def _nothing_is_there(browser: Client, at: str) -> None:
    got, posted = browser.get(at), browser.post(at)
    # a method that an address never takes is refused before anything is looked for
    assert {got.status_code, posted.status_code} <= {404, 405, 302}, at
    assert 404 in (got.status_code, posted.status_code), at
    if got.status_code == 302:  # to the sheet, which isn't there
        assert browser.get(got["Location"]).status_code == 404, at


def test_a_colleague_sees_what_they_have_a_part_in_and_no_more(filled: Filled, seat):
    world = filled.world
    due = world.now.replace(hour=14)
    other = reported(world, "Another matter")
    ask(other.problem, what="Which?", of=world.zed, due=due, by=world.ana.actor(), at=world.now)
    zed = seat(world.zed)
    assert zed.get(home(other)).status_code == 200
    assert zed.get(home(filled.case)).status_code == 404
    assert b"Another matter" in zed.get("/problems/").content
    assert b"Transfers fail" not in zed.get("/problems/?q=Transfers").content
    assert b"Transfers fail" not in zed.get("/log/similar/?words=Transfers+fail").content


OF_SOMETHING = ("widenings", "frictions", "journeys/logs", "/times/", "/readers/")
"""Sheets of what an address alone doesn’t name, or of one person; their own tests open them."""


def test_an_admin_reaches_all(filled: Filled, seat):
    ada = staff.add(
        name="Ada", email="ada@desk.example", role="admin", by=DESK, at=filled.world.now
    )
    browser = seat(ada)
    sheets = [at for place in places() if (at := filled.address(place)).endswith("/new/")]
    named = [at for at in sheets if not any(one in at for one in OF_SOMETHING)]
    assert [at for at in named if browser.get(at).status_code != 200] == []


APART = ("sessions.Session", "meters.Total", "meters.Process")


def counts() -> dict[str, int]:
    """How many rows each table has; sessions, which logging in makes, and what is counted of
    requests themselves, apart."""
    tables = [model for model in apps.get_models() if model._meta.label not in APART]
    return {model._meta.label: model._default_manager.count() for model in tables}


@pytest.mark.parametrize("who", ["bruno", "zed"])
def test_a_get_changes_nothing(filled: Filled, seat, who: str):
    browser = seat(getattr(filled.world, who))
    before = counts()
    rows = {m._meta.label: list(m._default_manager.order_by("pk").values()) for m in _watched()}
    for place in places():
        at = filled.address(place)
        if "exports/" not in at and "/tables/" not in at:  # what goes out is on record
            browser.get(at)
    for extra in ("problems/?q=transfers", f"{home(filled.case)[1:]}ledger/?verify=1"):
        browser.get(f"/{extra}")
    assert counts() == before
    assert rows == {
        m._meta.label: list(m._default_manager.order_by("pk").values()) for m in _watched()
    }


def _watched() -> list[Any]:
    names = ("problems.Problem", "problems.Commitment", "problems.Case", "notices.Notice")
    return [apps.get_model(name) for name in (*names, "ledger.Chain", "outbox.Delivery")]
