"""The aim for the fix: from the level, kept by saying so; it waits for a customer alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from buckstop.coverage.queries import service_level
from buckstop.kit import clock
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.transaction import acting
from buckstop.ledger.verify import verify
from buckstop.problems.actions import fixing, hearing, moving, ownership
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.commitments import owed
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.tests.test_levels import gold, level
from buckstop.problems.tests.world import World, answering

HOUR = timedelta(hours=1)


@pytest.fixture
def case(world: World) -> Case:
    """A problem that we aim to have fixed within four working hours: by one o'clock."""
    type(service_level()).objects.update(fix_aim=240, opens="08:00", closes="18:00")
    return world.report()


def aim_of(problem: Problem) -> Commitment:
    return Commitment.objects.filter(problem=problem, kind="aim").latest("made_at", "pk")


def asked(world: World, case: Case, hours: float = 3) -> Commitment:
    """A step of the customer's."""
    return add_step(
        case.problem, what="Send the log", debtor=case.contact, due=world.now + hours * HOUR,
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip


def by_ana(world: World) -> dict[str, Any]:
    return {"by": world.ana.actor(), "at": world.now}


def heard(world: World, case: Case) -> None:
    with acting(case, by=answering(case), at=world.now) as act:
        hearing.hear(case, message=act.body("Here"), by=answering(case), at=world.now)


def test_without_an_aim_there_is_none(world: World):
    assert not Commitment.objects.filter(problem=world.report().problem, kind="aim").exists()


def test_it_is_owed_by_the_owner_and_kept_by_the_fix(world: World, case: Case):
    aim = aim_of(case.problem)
    assert (aim.debtor, aim.due - world.now) == (world.ana, 4 * HOUR)
    ownership.take(case.problem, by=world.carla.actor(), at=world.now)
    assert aim_of(case.problem).debtor == world.carla
    fixing.fix(case.problem, by=world.carla.actor(), at=world.later(hours=1))
    assert aim_of(case.problem).state == CommitmentState.KEPT
    fixing.still_broken(case, by=answering(case), at=world.later(hours=1))
    assert aim_of(case.problem).due - world.now == 4 * HOUR  # owed again, from now on
    fixing.confirm(case, by=answering(case), at=world.later(minutes=1))
    assert aim_of(case.problem).state == CommitmentState.KEPT
    assert list(verify()) == []


def test_it_waits_only_while_the_one_customer_owes_us_something(world: World, case: Case):
    world.later(hours=1)
    step = asked(world, case)
    aim = aim_of(case.problem)
    assert (aim.waits_for, aim.left) == (step, 180)
    assert aim.due - world.now == 6 * HOUR  # theirs in three hours, and three are left
    with clock.set_to(world.later(hours=8)):
        attend_commitments(at=world.now)
    assert aim_of(case.problem).state == CommitmentState.PROMISED  # late for nobody
    world.later(hours=15)
    owed.report(step, by=answering(case), at=world.now)
    aim = aim_of(case.problem)
    assert (aim.waits_for, aim.due - world.now) == (None, 3 * HOUR)
    owed.give_back(step, due=world.now + HOUR, **by_ana(world))
    assert aim_of(case.problem).waits_for == step
    assert list(verify()) == []


@pytest.mark.parametrize("how", ["wrote", "said", "joined"])
def test_what_a_customer_says_ends_the_waiting(world: World, case: Case, how: str):
    step = asked(world, case)
    world.later(minutes=30)
    if how == "wrote":
        heard(world, case)
    elif how == "said":
        owed.not_waiting_for_me(step, by=answering(case), at=world.now)
    else:
        world.join(case.problem, world.olaf)
    aim = aim_of(case.problem)
    assert (aim.waits_for, aim.due - world.now) == (None, 4 * HOUR)
    assert getattr(fact_of(Entry.objects.get(code="aim-runs-on")), "because", "") == how
    assert list(verify()) == []


def test_where_several_wait_none_waits_for_another(world: World, case: Case):
    world.join(case.problem, world.olaf)
    asked(world, case)
    assert aim_of(case.problem).waits_for is None


def test_missed_it_is_on_record_and_the_customers_hear_soon(world: World, case: Case):
    aim = aim_of(case.problem)
    Problem.objects.update(news_due=aim.due + HOUR)
    Commitment.objects.filter(kind="update").update(due=aim.due + HOUR, attend_at=aim.due + HOUR)
    world.now = aim.due
    attend_commitments(at=world.now)
    aim.refresh_from_db()
    assert aim.state == CommitmentState.MISSED
    assert aim_of(case.problem).due - world.now == 4 * HOUR
    case.problem.refresh_from_db()
    assert case.problem.news_due
    assert case.problem.news_due - world.now < HOUR


def test_who_joins_with_a_stricter_level_brings_it_forward(world: World):
    level(tier="gold", fix_aim=60)
    problem = world.report(by=world.olaf).problem
    gold(world)
    world.join(problem, world.ines)
    assert aim_of(problem).due - world.now == HOUR


def test_it_goes_along_with_a_case_that_moves(world: World, case: Case):
    other = world.report(by=world.olaf).problem
    due: datetime = aim_of(other).due
    Commitment.objects.filter(problem=other, kind="aim").update(due=due + HOUR)
    moving.move_case(case, to=other, **by_ana(world))
    assert aim_of(other).due == due
    assert aim_of(case.problem).state == CommitmentState.WITHDRAWN
