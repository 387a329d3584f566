"""A promise that has passed is missed, whichever verb comes upon it before the clock does."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.problems.actions import fixing, kinds, moving, ownership, understandings
from buckstop.problems.commitments import escalation, handoff, owed, update
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World, answering

type Verb = Callable[[World, Case], object]


def state(row: Commitment) -> str:
    return Commitment.objects.get(pk=row.pk).state


def fresh(case: Case) -> Case:
    return Case.objects.select_related("problem").get(pk=case.pk)


def open_news(problem: Problem) -> Commitment:
    return Commitment.objects.get(problem=problem, kind="update", ended_at=None)


NEWS_VERBS: dict[str, Verb] = {
    "sent": lambda w, c: update.keep(c.problem, by=w.ana.actor(), at=w.now),
    "fixed": lambda w, c: fixing.fix(c.problem, by=w.ana.actor(), at=w.now),
    "solved": lambda w, c: fixing.confirm(c, by=answering(c), at=w.now),
    "void": lambda w, c: kinds.void(c, why="spam", by=w.ana.actor(), at=w.now),
    "moved": lambda w, c: moving.move_case(
        c, to=w.report("Other").problem, by=w.ana.actor(), at=w.now
    ),
    "can't wait": lambda w, c: understandings.cannot_wait(c, by=answering(c), at=w.now),
    "taken": lambda w, c: ownership.take(c.problem, by=w.bruno.actor(), at=w.now),
    "owed again": lambda w, c: update.owe_again(c, why="bounced", by=DESK, at=w.now),
}


@pytest.mark.parametrize("name", NEWS_VERBS)
@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=2)])
def test_late_news_is_missed_whatever_comes_first(world: World, name: str, late: timedelta):
    case = world.report()
    promised = open_news(case.problem)
    world.now = promised.due + late
    NEWS_VERBS[name](world, fresh(case))
    assert state(promised) == "missed"
    missed = Entry.objects.get(code="news-missed")
    assert (missed.actor_kind, missed.audience) == ("desk", "customer")
    assert guarantees.broken() == []


def test_news_in_time_is_kept(world: World):
    case = world.report()
    promised = open_news(case.problem)
    update.keep(case.problem, by=world.ana.actor(), at=promised.due - timedelta(seconds=1))
    assert state(promised) == "kept"


def test_the_late_news_keeps_the_promise_that_followed(world: World):
    case = world.report()
    promised = open_news(case.problem)
    world.now = promised.due
    update.keep(case.problem, by=world.ana.actor(), at=world.now)
    followed = Commitment.objects.get(follows=promised)
    assert followed.state == "kept"
    assert open_news(case.problem).follows_id == followed.pk


def step(world: World, case: Case, debtor: str = "bruno") -> Commitment:
    return add_step(
        case.problem, what="Restart", debtor=getattr(world, debtor),
        due=world.now + timedelta(hours=1), by=world.ana.actor(), at=world.now, case=case,
    )  # fmt: skip


def test_a_late_step_is_missed_and_its_successor_reported(world: World):
    case = world.report()
    late = step(world, case)
    owed.report(late, by=world.bruno.actor(), at=world.later(hours=1))
    assert state(late) == "missed"
    assert Commitment.objects.get(follows=late).state == "reported"
    assert guarantees.broken() == []


def test_what_was_reported_in_time_may_be_found_done_later(world: World):
    case = world.report()
    done = step(world, case)
    owed.report(done, by=world.bruno.actor(), at=world.later(minutes=30))
    owed.accept(done, by=world.ana.actor(), at=world.later(hours=2))
    assert state(done) == "kept"


def test_the_page_of_a_missed_step_reports_what_followed(world: World):
    case = world.report()
    late = step(world, case)
    world.later(hours=1)
    owed.promise(late, by=world.bruno.actor(), at=world.now)
    owed.report(late, by=world.bruno.actor(), at=world.later(minutes=5))
    assert Commitment.objects.get(follows=late).state == "reported"


def test_a_customer_never_misses(world: World):
    case = world.report()
    theirs = step(world, case, "ines")
    owed.report(theirs, by=answering(case), at=world.later(hours=5))
    assert state(theirs) == "reported"


def test_an_offer_can_not_be_accepted_once_its_time_has_passed(world: World):
    case = world.report()
    offer = handoff.offer(
        case.problem, to=world.bruno, brief="All", by=world.ana.actor(), at=world.now
    )
    late = offer.commitment.due
    with pytest.raises(Refused, match="isn't open any more"):
        handoff.accept(offer, by=world.bruno.actor(), at=late)
    ownership.take(case.problem, by=world.carla.actor(), at=late)
    assert Entry.objects.filter(code="handoff-lapsed").count() == 1
    assert not Entry.objects.filter(code="handoff-withdrawn").exists()


def test_a_late_answer_of_a_leader_is_missed_and_answered(world: World):
    case = world.report()
    asked = escalation.escalate(case.problem, reason="Too long", by=world.ana.actor(), at=world.now)
    by = asked.debtor.actor()
    answered = escalation.answer(asked, text="Go on", backs_owner=True, by=by, at=asked.due)
    assert state(asked) == "missed"
    assert answered.commitment.state == "kept"
    assert guarantees.broken() == []


def test_the_closing_of_a_problem_leaves_no_late_promise_unmissed(world: World):
    case = world.report()
    late = step(world, case)
    fixing.confirm(case, by=answering(case), at=world.later(hours=2))
    assert state(late) == "missed"
    assert Commitment.objects.get(follows=late).state == "withdrawn"


def test_what_ends_with_a_problem_ends_by_itself(world: World):
    case = world.report()
    step(world, case)
    escalation.escalate(case.problem, reason="Long", by=world.ana.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    ended = Entry.objects.filter(code="owed-ended")
    assert ended.count() == 3
    assert set(ended.values_list("actor_kind", flat=True)) == {"desk"}
    assert not Entry.objects.filter(code="owed-withdrawn").exists()
