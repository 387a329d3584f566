"""What somebody puts first: before what costs customers more, on record, until a shift ends."""

from datetime import timedelta

import pytest

from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import sentence
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.actions import pins
from buckstop.problems.actions.understandings import change_hurt
from buckstop.problems.models import Problem
from buckstop.problems.queries.filters import Sort, Wanted
from buckstop.problems.queries.lists import page
from buckstop.problems.queries.work import work_of
from buckstop.problems.tests.world import World


def order_of(world: World) -> list[str]:
    found = work_of(world.ana, on_duty=who_is_on_duty(world.now), at=world.now)
    return [thing.problem.title for thing in [*found.now, *found.later]]


def test_a_pin_goes_before_what_costs_more_and_ends_with_the_shift(world: World):
    badly, small = world.report("All is down").problem, world.report("A typo").problem
    change_hurt(badly, hurts=2, by=world.ana.actor(), at=world.now)
    assert order_of(world)[0] == "All is down"
    row = pins.pin(small, why="The board comes.", by=world.bruno.actor(), at=world.now)
    assert row.until == world.now + timedelta(hours=9)  # 18:00 in Zurich, Ana's shift
    assert order_of(world)[0] == "A typo"
    wanted = Wanted(sort=Sort.COST, at=world.now)
    assert page(world.ana.actor(), wanted).rows[0] == small
    entry = Entry.objects.get(code="pinned")
    assert b'"delays":1' in bytes(entry.content).replace(b" ", b"")
    said = sentence(entry, names={}, say_time=lambda at: "18:00")
    assert said.endswith("put it first until 18:00; costs customers more and waits for it: 1")
    world.later(hours=9)
    assert order_of(world)[0] == "All is down"
    assert list(verify()) == []


def test_who_puts_it_first_says_why_and_takes_it_back(world: World):
    small = world.report("A typo").problem
    with pytest.raises(Refused, match="Say why"):
        pins.pin(small, why=" ", by=world.ana.actor(), at=world.now)
    with pytest.raises(Refused, match="Only people of the desk"):
        pins.pin(small, why="Mine.", by=world.zed.actor(), at=world.now)
    with pytest.raises(Refused, match="isn’t pinned"):
        pins.unpin(small, by=world.ana.actor(), at=world.now)
    pins.pin(small, why="Mine.", by=world.ana.actor(), at=world.now)
    pins.unpin(small, by=world.bruno.actor(), at=world.now)
    assert Problem.objects.get(pk=small.pk).pinned_until is None
