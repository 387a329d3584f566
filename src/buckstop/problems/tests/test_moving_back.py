"""A case that was moved by mistake goes back where it came from."""

import pytest

from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.actions import fixing, moving
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests.world import World


def moved(world: World) -> tuple[Case, Problem, Problem]:
    """A case, the problem that it came from, and the one it was moved to by mistake."""
    into, case = world.report().problem, world.report("Printers")
    source = case.problem
    moving.move_case(case, to=into, by=world.ana.actor(), at=world.later(minutes=5))
    return Case.objects.select_related("problem").get(pk=case.pk), source, into


def test_what_it_came_from_runs_again_and_owes_news(world: World):
    case, source, into = moved(world)
    assert Problem.objects.get(pk=source.pk).outcome == "moved"
    moving.move_back(case, by=world.bruno.actor(), at=world.later(minutes=5))
    source.refresh_from_db()
    into.refresh_from_db()
    assert (source.state, source.waiting_cases, into.waiting_cases) == ("open", 1, 1)
    assert Commitment.objects.get(problem=source, ended_at=None).due == source.news_due
    assert list(verify()) == []


def test_a_problem_of_its_own_is_given_up(world: World):
    first = world.report()
    case = world.join(first.problem, world.olaf)
    own = moving.move_out(case, by=world.ana.actor(), at=world.now).problem
    case = Case.objects.select_related("problem").get(pk=case.pk)
    assert moving.move_back(case, by=world.ana.actor(), at=world.now).problem == first.problem
    assert Problem.objects.get(pk=own.pk).outcome == "moved"
    assert list(verify()) == []


def test_not_once_the_customer_was_asked_there(world: World):
    case, _source, into = moved(world)
    fixing.fix(into, by=world.ana.actor(), at=world.later(minutes=5))
    with pytest.raises(Refused, match="asked here whether it is solved"):
        moving.move_back(case, by=world.ana.actor(), at=world.now)


def test_not_what_was_never_moved_nor_by_a_colleague(world: World):
    with pytest.raises(Refused, match="no other problem"):
        moving.move_back(world.report(), by=world.ana.actor(), at=world.now)
    case, *_both = moved(world)
    with pytest.raises(Refused, match="Only people of the desk"):
        moving.move_back(case, by=world.zed.actor(), at=world.now)
