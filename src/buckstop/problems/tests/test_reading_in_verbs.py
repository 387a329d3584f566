"""What a verb reads is this transaction's own: one copy of each row, with what was done so far."""

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.problems.actions.routed import routing_of
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World

pytestmark = pytest.mark.django_db


def test_what_came_along_with_a_row_is_the_transactions_copy():
    world = World()
    case = world.report()
    with acting(case, by=DESK, at=world.now) as act:
        problem = act.lock(case.problem)
        [read] = act.rows(Case.objects.filter(pk=case.pk).select_related("problem"))
        assert read.problem is problem
        act.change(read.problem, title="Another title")
        assert problem.title == "Another title"


def test_what_came_along_first_is_the_one_that_is_locked_later():
    world = World()
    case = world.report()
    with acting(case, by=DESK, at=world.now) as act:
        [read] = act.rows(Case.objects.filter(pk=case.pk).select_related("problem"))
        assert act.lock(case.problem) is read.problem


def test_what_this_verb_did_counts_where_somebody_is_routed_a_problem():
    world = World()
    problem = world.report().problem
    with acting(problem, by=DESK, at=world.now) as act:
        assert routing_of(act).loads == {world.ana.pk: 1}
        act.change(act.lock(problem), owner_id=world.carla.pk)
        assert routing_of(act).loads == {}
        act.change(act.lock(problem), owner_id=world.ana.pk)
