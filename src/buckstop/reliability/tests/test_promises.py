"""Promises by month of the house's clock, and what of them was missed to whom."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from buckstop.conversations.actions import telling
from buckstop.conversations.actions.taking_back import take_back
from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.people.settings import ZONE
from buckstop.problems.actions import fixing, moving, whose
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering
from buckstop.reliability.actions.customers import note_left
from buckstop.reliability.models import Because
from buckstop.reliability.queries import figures, promises, risk
from buckstop.reliability.queries.handled import compared, handled
from buckstop.reliability.rules.trust import Promises

LATE = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # April in Zurich


def missed(world: World, at: datetime) -> Case:
    """News of a problem of Nordbank's that was promised, and didn't come."""
    case = world.report()
    world.now = at
    while attend_commitments(at=at):
        pass
    return case


def test_a_month_begins_as_the_houses_clock_says(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(ZONE), "value", "Europe/Zurich")
    world.now = LATE - timedelta(hours=8)
    missed(world, LATE)
    [month] = promises.of_customer(world.nordbank, LATE)
    assert f"{month.begins:%Y-%m-%d %H:%M}" == "2026-04-01 00:00"
    since = LATE - timedelta(days=30)
    assert list(promises.by_part(promises.Part.MONTH, since, LATE)) == ["2026-04"]
    assert promises.missed(promises.Part.MONTH, "2026-04", since, LATE)
    assert promises.house(LATE) == Promises(0, 0, 1)


def test_what_is_missed_once_theirs_has_ended_was_not_missed_to_them(world: World) -> None:
    case = world.report()
    world.join(case.problem, world.olaf)
    fixing.confirm(case, by=answering(case), at=world.now)
    world.later(days=1)
    while attend_commitments(at=world.now):
        pass
    assert promises.house(world.now).missed
    assert risk.facts(world.now).get(world.nordbank.pk) is not None
    assert risk.facts(world.now)[world.nordbank.pk].missed == 0


def test_who_left_is_left_as_whom_they_are_now(world: World) -> None:
    missed(world, world.now + timedelta(days=1))
    by: dict[str, Any] = {"by": world.bruno.actor(), "at": world.now}
    note_left(world.nordbank, because=Because.values[0], why="They said so.", **by)
    now = customers.add(name="Nordbank Group", by=DESK, at=world.now)
    whose.merge(world.nordbank, into=now, **by)
    assert compared(world.now) == {}  # nobody stayed
    world.report(by=world.olaf)
    fjord = customers.add(name="Fjord", by=DESK, at=world.now)
    Case.objects.filter(contact=world.olaf).update(customer=fjord)
    found = compared(world.later(minutes=1))
    one = found["missed"]
    assert (one.left, one.of_left, one.stayed, one.of_stayed) == (1, 1, 0, 1)
    assert next(iter(found)) == "missed"
    assert not one.apart.clear  # of one and one nothing can be said
    assert found["hard"].apart.value == 0


def test_what_happened_after_they_left_is_not_how_they_were_handled(world: World) -> None:
    case = world.report()
    note_left(world.nordbank, because="price", why="x", by=world.bruno.actor(), at=world.now)
    world.later(days=1)
    while attend_commitments(at=world.now):
        pass
    assert promises.house(world.now).missed
    assert not dict(handled(world.now))[world.nordbank.pk].missed
    assert case.customer == world.nordbank


def test_a_case_that_moved_out_brings_the_word_that_it_had(world: World) -> None:
    case = world.report()
    theirs = world.join(case.problem, world.olaf)
    telling.reply(case, text="We look at it.", by=world.ana.actor(), at=world.later(minutes=7))
    moving.move_out(theirs, by=world.ana.actor(), at=world.later(hours=2))
    [one] = figures.seen("first-word", world.now)
    assert (one.value, one.problem) == (7, case.problem_id)


def test_news_that_was_taken_back_kept_no_promise(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUCKSTOP_UNDO_SECONDS", "15")
    case = world.report()
    told = telling.reply(case, text="Soon.", by=world.ana.actor(), at=world.now)
    assert promises.house(world.now).kept == 1
    take_back(told, by=world.ana.actor(), at=world.later(seconds=5))
    assert promises.house(world.now) == Promises(0, 0, 0)
    assert [one.promises for one in promises.of_customer(world.nordbank, world.now)] == []
    assert figures.seen("promises-kept", world.now) == []
