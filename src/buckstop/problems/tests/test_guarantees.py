"""What the verbs' rules would let through by mistake, the database refuses, in the verb."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.people.actions import staff
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Commitment, Problem, Tenure
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World, answering


@pytest.fixture
def problem(world: World) -> Problem:
    return world.report().problem


def test_the_cast_begins_in_order(problem: Problem):
    assert guarantees.broken() == []


def test_g1_an_owner_may_not_vanish(world: World, problem: Problem):
    with (
        pytest.raises(IntegrityError, match=f"G1: P-{problem.number} would have no owner"),
        acting(problem, by=DESK, at=world.now) as act,
    ):
        act.change(Tenure.objects.get(problem=problem), ends_at=world.now)
    assert guarantees.broken() == []


def test_g1_the_owner_is_whose_tenure_runs(world: World, problem: Problem):
    with (
        pytest.raises(IntegrityError, match="G1: "),
        acting(problem, by=DESK, at=world.now) as act,
    ):
        act.change(act.lock(problem), owner_id=world.carla.pk)


def test_g1_there_is_one_owner(world: World, problem: Problem):
    with (
        pytest.raises(IntegrityError, match=r"one_running_tenure|tenures_do_not_overlap"),
        acting(problem, by=DESK, at=world.now) as act,
    ):
        act.add(Tenure(problem=problem, person=world.carla, how="taken", starts_at=world.now))


def test_g1_tenures_do_not_overlap(world: World, problem: Problem):
    world.later(hours=2)
    ownership.take(problem, by=world.carla.actor(), at=world.now)
    second = Tenure.objects.get(problem=problem, ends_at=None)
    with (
        pytest.raises(IntegrityError, match="tenures_do_not_overlap"),
        acting(problem, by=DESK, at=world.now) as act,
    ):
        act.change(second, starts_at=world.now - timedelta(hours=1))


def test_g1_an_owner_may_not_leave(world: World, problem: Problem):
    with pytest.raises(IntegrityError, match=f"G1: {world.ana.pk} still owns problems"):
        staff.deactivate(world.ana, by=DESK, at=world.now)


def own(problem: Problem, before: Tenure, after: Tenure, world: World) -> None:
    with acting(problem, by=DESK, at=world.now) as act:
        act.change(before, ends_at=world.now)
        act.change(problem, owner_id=after.person_id)
        act.add(after)


def test_g1_who_has_left_owns_nothing(world: World, problem: Problem):
    ownership.leave(world.bruno, by=DESK, at=world.now)
    tenure = Tenure.objects.get(problem=problem)
    theirs = Tenure(problem=problem, person=world.bruno, how="taken", starts_at=world.now)
    with pytest.raises(IntegrityError, match=f"G1: {world.bruno.pk} has left"):
        own(problem, tenure, theirs, world)


def test_the_buck_stays(world: World):
    with pytest.raises(IntegrityError, match="the buck would stop with somebody who has left"):
        staff.deactivate(world.carla, by=DESK, at=world.now)


def test_g2_a_promise_of_news_may_not_vanish(world: World, problem: Problem):
    update = Commitment.objects.get(problem=problem)
    with (
        pytest.raises(IntegrityError, match=f"G2: P-{problem.number} would have no open promise"),
        acting(problem, by=DESK, at=world.now) as act,
    ):
        act.change(update, state="kept", ended_at=world.now, attend_at=None)


def test_g2_there_is_one_promise_of_news(world: World, problem: Problem):
    with (
        pytest.raises(IntegrityError, match="one_open_update"),
        acting(problem, by=DESK, at=world.now) as act,
    ):
        act.add(
            Commitment(
                problem=problem, kind="update", state="promised", debtor=world.ana,
                made_at=world.now, due=world.now,
            )
        )  # fmt: skip


def test_g2_news_is_due_when_it_was_promised(world: World, problem: Problem):
    with (
        pytest.raises(IntegrityError, match="G2: "),
        acting(problem, by=DESK, at=world.now) as act,
    ):
        act.change(act.lock(problem), news_due=world.now)


def test_a_problem_without_its_parts_is_refused(world: World):
    with (
        pytest.raises(IntegrityError, match="G1: P-7 would have no owner"),
        acting(by=DESK, at=world.now) as act,
    ):
        act.add(
            Problem(
                chain=act.begin("problem"), number=7, title="x", kind="problem",
                opened_at=world.now, owner=world.ana, owner_since=world.now,
            )
        )  # fmt: skip


def test_nothing_is_owed_on_what_is_closed(world: World):
    case = world.report()
    fixing.confirm(case, by=answering(case), at=world.later(hours=1))
    case.problem.refresh_from_db()
    assert case.problem.is_closed
    with (
        pytest.raises(IntegrityError, match="is closed but something is still owed"),
        acting(case.problem, by=DESK, at=world.now) as act,
    ):
        act.add(
            Commitment(
                problem=case.problem, kind="step", state="promised", debtor=world.ana,
                made_at=world.now, due=world.now, attend_at=world.now,
            )
        )  # fmt: skip


def test_what_ended_has_ended(world: World, problem: Problem):
    due = world.now + timedelta(hours=3)
    step = add_step(
        problem, what="Look", debtor=world.ana, due=due, by=world.ana.actor(), at=world.now
    )
    with (
        pytest.raises(IntegrityError, match="commitment_ended"),
        acting(problem, by=DESK, at=world.now) as act,
    ):
        act.change(step, state="kept")


@pytest.mark.parametrize("table", ["problems_word", "problems_understanding"])
def test_words_and_understandings_are_for_ever(world: World, problem: Problem, table: str):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgtype & 60 FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
            " AND tgfoid = 'buckstop_append_only'::regproc",
            [table],
        )
        guarded = [row[0] for row in cursor.fetchall()]
    assert sorted(guarded) == [8 | 16, 32], "DELETE and UPDATE of rows, and TRUNCATE"
