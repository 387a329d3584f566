"""Time is noted on a problem, listed by customer for the bill, taken back, and proved."""

from datetime import timedelta

import pytest
from django.test import Client

from buckstop.doors.components.forms.timekeeping import Minutes
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from buckstop.timekeeping.actions.noting import add_time
from buckstop.timekeeping.models import TimeSpent

PAGE = "/time-spent/"


@pytest.fixture
def case(world: World) -> Case:
    return world.report()


def note(desk: Client, case: Case, **said: str) -> None:
    made = send(desk, f"/problems/{case.problem.ref}/time-spent/new/", **said)
    assert made.status_code == 302


def test_it_is_noted_listed_and_taken_back(world: World, ana: Client, case: Case) -> None:
    note(ana, case, minutes="1:30", what="Changed the disk", billable="on")
    note(ana, case, minutes="20", billable="")
    shown = words(ana.get(PAGE))
    assert "Nordbank 1:50 h, 1:30 h on the bill" in shown.replace("\xa0", " ")
    assert "Changed the disk" in shown
    file = ana.get(f"{PAGE}list.csv").getvalue().decode()
    assert f"2026-03-02,Nordbank,{case.problem.ref},Transfers fail,Ana" in file
    sheet = words(ana.get(f"/problems/{case.problem.ref}/time-spent/new/"))
    assert "Noted so far: 1:50" in sheet
    first = TimeSpent.objects.get(minutes=90)
    ana.post(f"{PAGE}{first.pk}/removal/")
    assert "0:20 h, 0:00 h on the bill" in words(ana.get(PAGE)).replace("\xa0", " ")
    assert list(verify()) == []


def test_who_leads_sees_everybodys_and_others_their_own(
    world: World, ana: Client, seat: Seat, case: Case
) -> None:
    note(ana, case, minutes="45", billable="on")
    assert "0:45" in words(seat(world.carla).get(PAGE))
    assert "0:45" not in words(seat(world.zed).get(PAGE))
    spent = TimeSpent.objects.get()
    seat(world.zed).post(f"{PAGE}{spent.pk}/removal/")
    spent.refresh_from_db()
    assert spent.removed_at is None


@pytest.mark.parametrize("said", [{"minutes": "0"}, {"minutes": "25h"}, {"minutes": "soon"},
                                  {"day": "2026-03-03"}, {"day": "2024-03-02"}])  # fmt: skip
def test_what_can_not_be_is_said(ana: Client, case: Case, said: dict[str, str]) -> None:
    sheet = f"/problems/{case.problem.ref}/time-spent/new/"
    refused = send(ana, sheet, **({"minutes": "30"} | said))
    assert refused.status_code == 422
    assert not TimeSpent.objects.exists()


@pytest.mark.parametrize(("said", "minutes"), [
    ("90", 90), ("1:30", 90), ("1h30", 90), ("2h", 120), ("2 h 5 min", 125), ("1.5", 90),
    ("0,25h", 15), ("15min", 15),
])  # fmt: skip
def test_times_are_read_as_people_write_them(said: str, minutes: int) -> None:
    assert Minutes().clean(said) == minutes


def test_a_month_is_a_page(world: World, ana: Client, case: Case) -> None:
    before = (world.now - timedelta(days=10)).date()
    note(ana, case, minutes="30", day=before.isoformat(), billable="on")
    assert "Nothing is noted" in words(ana.get(PAGE))
    assert "0:30" in words(ana.get(f"{PAGE}?month={before:%Y-%m}"))


def test_it_is_for_the_only_customer_and_never_for_one_of_another_problem(
    world: World, case: Case
) -> None:
    by, day = world.ana.actor(), world.now.date()
    spent = add_time(case.problem, minutes=5, day=day, billable=True, by=by, at=world.now)
    assert spent.case == case
    other = world.report("The printer is quiet", by=world.olaf)
    with pytest.raises(Refused, match="moved this case"):
        add_time(case.problem, minutes=5, day=day, billable=True, case=other, by=by, at=world.now)
