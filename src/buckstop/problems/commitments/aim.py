"""By when we aim to have it fixed, as the service level says. It waits for nobody but a customer.

It waits while the one customer who has the problem owes us something: they read for what, and
*Not waiting for me*, any word of theirs, and whatever becomes of what they owe end that. Where
several customers wait, none of them waits for another one: then it counts always.
"""

from datetime import datetime
from enum import StrEnum
from math import ceil
from uuid import UUID

from django.utils.translation import gettext_noop

from buckstop.coverage.rules.ladders import Rung, When, Whom
from buckstop.coverage.service_times import ServiceTimes
from buckstop.ledger.entries import Audience
from buckstop.ledger.transaction import Act
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments import kind as kinds
from buckstop.problems.commitments import machine
from buckstop.problems.commitments.kind import Kind, Section, in_time
from buckstop.problems.commitments.machine import Turn, take
from buckstop.problems.commitments.update import bring_forward as bring_news_forward
from buckstop.problems.entries import aiming, promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.rules.order import Expected
from buckstop.problems.rules.promises import NEWS_AFTER_A_MISS_WITHIN
from buckstop.problems.rules.routing import Routing


class Because(StrEnum):
    """Why it counts again."""

    TURN = "turn"  # what the customer owes was done, declined, taken back
    WROTE = "wrote"
    SAID = "said"  # that we don't wait for them
    JOINED = "joined"


class Aim(Kind, code="aim"):
    """Owed by the owner to every customer of a problem; kept by saying that it is fixed."""

    one = gettext_noop("the aim for the fix")
    begins = gettext_noop("The aim for the fix")
    label = gettext_noop("The fix")
    what = gettext_noop("The fix, as we aim")
    thing = "aim for the fix"
    audience = Audience.CUSTOMER
    section = Section.PLAN
    turns = frozenset({Turn.MOVE})
    at_desk = True
    ladder = (Rung(When.SHARE, 75, Whom.WATCH), Rung(When.AFTER, 0, Whom.ABOVE))
    work = Expected(minutes=60, asks=gettext_noop("You aim to have it fixed."))
    asks = gettext_noop("fix")
    answers = False
    awaited = gettext_noop("the fix of “%(title)s”")

    @classmethod
    def stands(cls, owed: Commitment) -> str:
        if not owed.is_owed:
            return ""
        return gettext_noop("waits for a customer") if owed.waits_for_id else gettext_noop("aim")

    @classmethod
    def on_time(cls, act: Act, problem: Problem, owed: Commitment, due: datetime) -> None:
        super().on_time(act, problem, owed, due)
        if owed.waits_for_id:  # moved meanwhile: it is another time that it waits with
            left = _left(times_for(act, problem), act.at, due)
            act.change(owed, left=left, attend_at=None)

    @classmethod
    def on_due(cls, act: Act, owed: Commitment, there: Routing) -> None:
        super().on_due(act, owed, there)
        if owed.state == CommitmentState.MISSED:  # they hear of it soon
            times = times_for(act, owed.problem, there.on_duty.levels)
            due = times.after(act.at, NEWS_AFTER_A_MISS_WITHIN)
            bring_news_forward(act, act.lock(owed.problem), due)

    @classmethod
    def on_late(cls, act: Act, owed: Commitment, there: Routing) -> Commitment:
        """Missed; aimed at anew, within as much time again."""
        times = times_for(act, owed.problem, there.on_duty.levels)
        due = times.fix_due(act.at) or times.next_news_due(act.at, hurts_badly=True)
        return machine.owe_again(act, owed, due)

    @classmethod
    def on_owner_change(
        cls, act: Act, problem: Problem, owed: Commitment, before: UUID, owner: UUID
    ) -> None:
        del before, owner
        machine.hand_over(act, owed, problem.owner_id)

    @classmethod
    def on_problem_end(cls, act: Act, owed: Commitment) -> None:
        """Kept where a customer says that it is solved; else it ends with the problem."""
        problem = act.lock(owed.problem)
        act.change(problem, paused_since=None)
        cases = act.rows(Case.objects.filter(problem=problem))
        if any(case.state in (CaseState.CONFIRMED, CaseState.ANSWERED) for case in cases):
            _keep(act, owed)
        else:
            super().on_problem_end(act, owed)


def begin(act: Act, problem: Problem, times: ServiceTimes) -> None:
    """Part of verbs that open a problem: an aim, where a level of these times has one."""
    if due := times.fix_due(act.at):
        _make(act, problem, due)


def aim_by(act: Act, problem: Problem, due: datetime | None) -> None:
    """Part of verbs: it is aimed at by `due`, where that is earlier than what is promised."""
    if due is None:
        return
    open_one = _open(act, problem)
    if open_one is None:
        _make(act, problem, due)
    elif due < open_one.due and not open_one.waits_for_id:
        was = open_one.due
        Aim.on_time(act, problem, open_one, due)
        act.by_the_desk().record(
            aiming.AimBroughtForward(commitment=open_one.pk, was=was, due=due), on=problem
        )


def keep_the_earlier(act: Act, source: Problem, to: Problem) -> None:
    """Part of moving a case: the aim that its customer was promised stands, where it is earlier."""
    if found := _open(act, source):
        aim_by(act, to, found.due)


def keep(act: Act, problem: Problem) -> None:
    """Part of saying that it is fixed."""
    act.change(problem, paused_since=None)
    if found := _open(act, problem):
        _keep(act, in_time(act, found))


def wait_for(act: Act, owed: Commitment) -> None:
    """Part of asking something of a customer: the aim waits for it, where they alone wait."""
    problem = act.lock(owed.problem)
    if problem.waiting_cases != 1 or problem.paused_since:
        return
    found = _open(act, problem)
    if found is None:
        return
    aim, times = in_time(act, found), times_for(act, problem)
    left = _left(times, act.at, aim.due)
    due = times.after(max(owed.due, act.at), left)
    act.change(aim, waits_for=owed, left=left, due=due, attend_at=None)
    act.change(problem, paused_since=act.at)
    act.by_the_desk().record(
        aiming.AimWaits(
            commitment=aim.pk, waits_for=owed.pk, customer=owed.debtor_id, left=left, due=due
        ),
        on=problem,
    )


def run_on(act: Act, problem: Problem, because: Because, of: Commitment | None = None) -> None:
    """Part of verbs by which the waiting ends; `of`: only where it waits for that."""
    problem = act.lock(problem)
    if problem.paused_since is None:
        return
    aim = _open(act, problem)
    if aim is None or aim.left is None or (of is not None and aim.waits_for_id != of.pk):
        return
    due = times_for(act, problem).after(act.at, aim.left)
    act.change(problem, paused_since=None)
    act.change(aim, waits_for=None, left=None)
    Aim.on_time(act, problem, aim, due)
    act.by_the_desk().record(
        aiming.AimRunsOn(commitment=aim.pk, due=due, because=because), on=problem
    )


def _make(act: Act, problem: Problem, due: datetime) -> None:
    aim = kinds.make(
        act,
        Aim,
        problem,
        debtor=problem.owner_id,
        due=due,
        creditor=None,
        state=CommitmentState.PROMISED,
    )
    made = aiming.AimSet(commitment=aim.pk, debtor=problem.owner_id, due=due)
    act.by_the_desk().record(made, on=problem)


def _open(act: Act, problem: Problem) -> Commitment | None:
    rows = Commitment.objects.filter(problem=problem, kind=Aim.code, ended_at=None)
    return next(iter(act.rows(rows.select_related("problem", "debtor"))), None)


def _keep(act: Act, owed: Commitment) -> None:
    take(act, owed, Turn.ACCEPT)
    act.record(promising.OwedKept(commitment=owed.pk, kind=owed.kind), on=owed.problem)


def _left(times: ServiceTimes, at: datetime, due: datetime) -> int:
    """Minutes of working time until `due`; some are left always."""
    return max(ceil(times.calendar.working_minutes(at, due)), 1)
