"""Whoever leaves hands on what they own and owe first."""

from datetime import timedelta

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.models import Person
from buckstop.problems.actions import ownership
from buckstop.problems.commitments import escalation, handoff
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Commitment, Problem, Tenure
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World


@pytest.fixture
def problem(world: World) -> Problem:
    return world.report().problem


def owner(problem: Problem) -> Person:
    return Problem.objects.select_related("owner").get(pk=problem.pk).owner


def test_what_they_own_and_owe_moves(world: World, problem: Problem):
    by, at = world.ana.actor(), world.now
    due = at + timedelta(hours=5)
    add_step(problem, what="Look", debtor=world.ana, due=due, by=by, at=at)
    handoff.offer(problem, to=world.bruno, brief="x", by=by, at=at)
    ownership.leave(world.ana, by=DESK, at=at)
    assert owner(problem) == world.carla, "nobody else is on shift"
    assert Tenure.objects.get(problem=problem, ends_at=None).how == "succeeded"
    assert not Commitment.objects.filter(debtor=world.ana, ended_at=None).exists()
    assert guarantees.broken() == []


def test_an_offer_to_them_lapses(world: World, problem: Problem):
    handoff.offer(problem, to=world.bruno, brief="x", by=world.ana.actor(), at=world.now)
    ownership.leave(world.bruno, by=DESK, at=world.now)
    assert Commitment.objects.get(kind="handoff").state == "withdrawn"
    assert owner(problem) == world.ana


def test_who_called_for_help_does_not_owe_it_to_themselves(world: World, problem: Problem):
    raised = escalation.escalate(problem, reason="x", by=world.ana.actor(), at=world.now)
    assert raised.debtor == world.bruno
    ownership.leave(world.bruno, by=DESK, at=world.now)
    raised.refresh_from_db()
    assert raised.debtor == world.carla


def test_who_goes_to_another_place_owns_nothing_there(world: World, problem: Problem):
    ownership.change_role(world.ana, role="lead", by=DESK, at=world.now)
    assert owner(problem) == world.ana
    ownership.change_role(world.ana, role="colleague", by=DESK, at=world.now)
    assert owner(problem) == world.carla
    assert guarantees.broken() == []


@pytest.mark.parametrize("leaves", [ownership.leave, ownership.change_role])
def test_with_whom_the_buck_stops_stays(world: World, leaves):
    more = {} if leaves is ownership.leave else {"role": "colleague"}
    with pytest.raises(Refused, match="The buck stops with Carla"):
        leaves(world.carla, by=DESK, at=world.now, **more)


def test_who_leaves_the_desk_accepts_no_offer_any_more(world: World, problem: Problem):
    offer = handoff.offer(problem, to=world.bruno, brief="x", by=world.ana.actor(), at=world.now)
    before = world.bruno.actor()  # as a page that was opened before has it
    ownership.change_role(world.bruno, role="colleague", by=DESK, at=world.now)
    assert Commitment.objects.get(kind="handoff").state == "withdrawn"
    with pytest.raises(Refused):
        handoff.accept(offer, by=before, at=world.now)
    assert owner(problem) == world.ana


def test_nobody_takes_a_problem_with_a_role_they_had(world: World, problem: Problem):
    before = world.bruno.actor()
    ownership.change_role(world.bruno, role="colleague", by=DESK, at=world.now)
    with pytest.raises(Refused, match="don't work at the desk"):
        ownership.take(problem, by=before, at=world.now)


def test_the_owners_own_steps_go_over_with_the_problem(world: World):
    case = world.report()
    due, ana = world.now + timedelta(hours=2), world.ana.actor()
    add_step(case.problem, what="Mine", debtor=world.ana, due=due, by=ana, at=world.now)
    add_step(case.problem, what="Theirs", debtor=world.zed, due=due, by=ana, at=world.now)
    ownership.take(case.problem, by=world.bruno.actor(), at=world.now)
    owed = Commitment.objects.filter(kind="step").values_list("what__text", "debtor", "creditor")
    bruno = world.bruno.pk
    assert set(owed) == {("Mine", bruno, bruno), ("Theirs", world.zed.pk, bruno)}
