"""The status page: computed, never green by hand, and there without a database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from buckstop.configuration import current
from buckstop.conversations.actions.telling import reply, update_all
from buckstop.doors.status import keeping, view
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.outreach.actions.telling import Saying, tell, tell_next
from buckstop.people.actions import customers
from buckstop.problems.actions import fixing
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering
from buckstop.services.actions.services import add_service, need
from buckstop.services.actions.uses import use
from buckstop.services.models import Service
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.naming import name_service
from buckstop.status_page.address import secret, url
from buckstop.status_page.rules import Lasted, Standing, days, stands_there
from buckstop.status_page.settings import STATUS_PAGE


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    settings.DATA = tmp_path
    world = World.here()
    monkeypatch.setattr(clock, "now", lambda: world.now)
    return world


@pytest.fixture
def payments(world: World) -> Service:
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    found = add_service(terms=Terms(name="Payments", about="Transfers and cards"), **by)
    disks = add_service(terms=Terms(name="db-07"), **by)
    need(found, on=disks, **by)
    use(found, customer=world.nordbank, usage=Usage(), **by)
    customers.join(world.ines, world.nordbank, on=world.nordbank, **by)
    return disks


def says(at: str = "/status/") -> str:
    keeping.write(at=clock.now())  # as the worker does
    answer = Client().get(at)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def choose(kind: str) -> None:
    current.keep({STATUS_PAGE.name: kind})


def test_it_says_what_all_were_told_and_nothing_else(
    world: World, payments: Service, monkeypatch: pytest.MonkeyPatch
):
    choose("public")
    assert "Everything works, as far as we know." in says()
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    problem = open_problem(title="db-07 out of disk", hurts=2, by=DESK, at=world.now)
    name_service(problem, service=payments, **by)
    assert "Everything works" in says(), "one customer's matter is nobody else's"
    due = world.now + timedelta(hours=2)
    tell(problem, saying=Saying("Payments wait", "Transfers queue up.", due), **by)
    tell_next(at=world.later(minutes=1))
    page = says()
    assert "1 service doesn’t work as it should." in page
    assert "Transfers queue up." in page
    assert 'title="Monday 2 March 2026, 10:00 UTC">by 10:00 today</time>' in page
    case = Case.objects.get()
    by["at"] = world.later(minutes=5)
    reply(case, text="For Nordbank alone: your file is safe.", **by)
    update_all(problem, text="Half of them are through.", **by)
    page = says()
    assert "Half of them are through." in page
    assert "What we said before" in page
    assert "Half of them are through." in says(at="/status/feed.atom")
    for inside in ("db-07", "Nordbank", "your file is safe", problem.ref):
        assert inside not in page, inside
    problem.refresh_from_db()
    fixing.fix(problem, by=world.ana.actor(), at=world.later(minutes=5))
    assert "We believe that it is fixed, and watch it." in says()
    case.refresh_from_db()
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    page = says()
    assert "Everything works" in page
    assert "trouble on 1 day of 90" in page
    world.later(days=91)
    assert "no trouble in 90 days" in says()


def test_it_is_there_while_the_database_is_away(
    world: World, payments: Service, monkeypatch: pytest.MonkeyPatch
):
    choose("public")
    assert keeping.write(at=world.now) == 8, "the page and its feed, in each language"
    assert keeping.write(at=world.now) == 0, "what didn't change isn't written"

    def away(**_at: object) -> int:
        raise OperationalError("no database")

    monkeypatch.setattr(view, "write", away)
    assert "Everything works" in Client().get("/status/").content.decode()
    assert Client().get("/status/banner.html").status_code == 200


def test_it_speaks_its_readers_language(
    world: World, payments: Service, monkeypatch: pytest.MonkeyPatch
):
    choose("public")
    german = Client().get("/status/", headers={"Accept-Language": "de-CH,fr;q=0.5"})
    assert '<html lang="de"' in german.content.decode()
    assert "Everything works" not in german.content.decode()
    assert "Accept-Language" in german["Vary"]
    banner = Client().get("/status/banner.html", headers={"Accept-Language": "fr"})
    assert '<html lang="fr"' in banner.content.decode()
    assert "Everything works" in says()
    kept = {one.name for one in keeping.place("public", "", "").parent.iterdir()}
    choose("customers")
    keeping.write(at=world.now)
    now = {one.name for one in keeping.place("public", "", "").parent.iterdir()}
    assert (len(kept), len(now), kept & now) == (12, 12, set())


def test_it_is_for_whom_it_was_made_for(
    world: World, payments: Service, monkeypatch: pytest.MonkeyPatch
):
    assert Client().get("/status/").status_code == 404
    assert url() == ""
    choose("customers")
    assert Client().get("/status/").status_code == 404
    assert Client().get("/status/guessed/").status_code == 404
    assert "Payments" in says(at=f"/status/{secret()}/")
    theirs = Client().get(f"/status/{secret()}/")
    assert "noindex" in theirs["X-Robots-Tag"]
    assert "private" in theirs["Cache-Control"]
    assert url().endswith(f"/status/{secret()}/")
    choose("off")
    keeping.write(at=world.now)
    assert Client().get(f"/status/{secret()}/").status_code == 404


def test_no_request_writes_what_is_there(world: World, payments: Service):
    choose("public")
    assert "Everything works" in Client().get("/status/").content.decode(), "the first one writes"
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    problem = open_problem(title="db-07 out of disk", hurts=2, by=DESK, at=world.now)
    name_service(problem, service=payments, **by)
    tell(problem, saying=Saying("Payments wait", "Transfers queue up."), **by)
    before = keeping.place("public", keeping.PAGE, "en").read_bytes()
    assert Client().get("/status/").content == before, "however old it is"
    assert "Payments wait" in says()


def test_it_has_a_host_name_of_its_own(world: World, payments: Service, settings: Any):
    settings.STATUS_URL = "https://status.halden.example"
    settings.ALLOWED_HOSTS = ["status.halden.example", "testserver"]
    choose("public")
    keeping.write(at=world.now)
    there = Client(headers={"host": "status.halden.example"})
    page = there.get("/").content.decode()
    assert "Everything works" in page
    assert 'href="https://status.halden.example/mails/"' in page
    assert there.get("/mails/").status_code == 200
    assert 'href="https://status.halden.example/programs/"' in page
    assert there.get("/programs/").status_code == 200
    assert there.get("/feed.atom").status_code == 200
    for path in ("/log-in/", "/my-work/", "/api/v1/problems/", "/c/x/"):
        assert there.get(path).status_code == 404, path
    assert url() == "https://status.halden.example/"
    assert "Everything works" in Client().get("/status/").content.decode()


NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@given(begins=st.integers(0, 120 * 24), lasts=st.integers(0, 400) | st.none())
def test_each_day_that_it_touched_is_marked(begins: int, lasts: int | None):
    began = NOW - timedelta(hours=begins)
    until = None if lasts is None else min(NOW, began + timedelta(hours=lasts))
    found = days([Lasted(began, until, Standing.STOPPED)], now=NOW, zone=UTC)
    assert len(found) == 90
    assert found[-1][0] == NOW.date()
    for day, worst in found:
        touched = began.date() <= day <= (until or NOW).date()
        assert worst == (Standing.STOPPED if touched else Standing.WORKS)


def test_what_one_customer_told_us_stays_theirs():
    one = {"told": False, "shown_by_signal": False, "closed": False}
    assert not stands_there(**one, customers=2)
    assert stands_there(**one, customers=3)
    assert stands_there(**(one | {"shown_by_signal": True}), customers=0)
    assert not stands_there(**(one | {"shown_by_signal": True, "closed": True}), customers=0)
