"""What the clock does with commitments and cases that are due: many at a time, none twice."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions import escalations, fixing, handoffs, news
from buckstop.problems.entries import cases as case_entries
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.commitment import CommitmentKind, CommitmentState
from buckstop.problems.queries.desk import Desk, desk
from buckstop.problems.rules.promises import LAPSE_AFTER, NEWS_AFTER_A_MISS_WITHIN

BATCH = 200
BESIDE = 4  # so many workers find something to do beside each other


class Due(NamedTuple):
    """A row whose time has come, and where its history is."""

    pk: UUID
    chain_id: UUID


def _due(rows: "QuerySet[Commitment] | QuerySet[Case]", limit: int) -> list[Due]:
    found = rows.order_by("attend_at", "pk").values_list("pk", "problem__chain")
    return [Due(*row) for row in found[: limit * BESIDE]]


def attend_commitments(*, at: datetime, limit: int = BATCH) -> int:
    """Look at the commitments whose time has come; returns how many. Others may do so beside us."""
    found = _due(Commitment.objects.filter(attend_at__lte=at), limit)
    if not found:
        return 0
    with acting(*found, by=DESK, at=at, skip_locked=True, at_most=limit) as act:
        held = [row.pk for row in found if act.holds(row)]
        again = Commitment.objects.filter(pk__in=held, attend_at__lte=at)
        rows = act.known(again.select_related("problem", "debtor").order_by("attend_at", "pk"))
        known = desk(at)
        for commitment in rows:
            commitment.problem = act.fresh_of(commitment.problem)
            _attend(act, commitment, known)
    return len(rows)


def _attend(act: Act, commitment: Commitment, known: Desk) -> None:
    if not commitment.is_owed:
        return  # another one of this batch ended it
    if commitment.kind == CommitmentKind.UPDATE:
        if commitment.due > act.at:
            _warn(act, commitment, known)
        else:
            _miss_news(act, commitment, known)
    elif commitment.kind == CommitmentKind.HANDOFF:
        handoffs.lapse(act, commitment)
    elif commitment.kind == CommitmentKind.ESCALATION:
        escalations.climb(act, commitment)
    elif commitment.debtor.is_staff_member:
        _miss_owed(act, commitment, known)
    else:
        _still_waiting(act, commitment, known)


def _watch(problem: Problem, known: Desk) -> UUID:
    """Who can be reached now: the owner when on duty, else who is on shift, else the buck."""
    if problem.owner_id in known.duty.on_shift:
        return problem.owner_id
    return min(known.duty.watch, key=str)


def _warn(act: Act, commitment: Commitment, known: Desk) -> None:
    watch = _watch(commitment.problem, known)
    act.change(commitment, warned_at=act.at, attend_at=commitment.due)
    act.record(
        promising.MissNear(commitment=commitment.pk, watch=watch, due=commitment.due),
        on=commitment.problem,
    )


def _miss_news(act: Act, missed: Commitment, known: Desk) -> None:
    """Missed, for ever on record; the watch owes the next news, soon."""
    problem = missed.problem
    watch = _watch(problem, known)
    due = known.level.after(act.at, NEWS_AFTER_A_MISS_WITHIN)
    news.end(act, missed, CommitmentState.MISSED)
    successor = news.promise(act, problem, debtor=watch, due=due, follows=missed)
    act.record(
        promising.NewsMissed(
            commitment=missed.pk,
            debtor=missed.debtor_id,
            due=missed.due,
            successor=successor.pk,
            next_due=due,
            next_debtor=watch,
        ),
        on=problem,
    )


def _miss_owed(act: Act, missed: Commitment, known: Desk) -> None:
    news.end(act, missed, CommitmentState.MISSED)
    due = known.level.after(act.at, known.level.news_while_hurting)
    successor = Commitment(
        problem=missed.problem,
        case=missed.case,
        kind=missed.kind,
        state=CommitmentState.REQUESTED,
        debtor_id=missed.debtor_id,
        creditor_id=missed.creditor_id,
        what=missed.what,
        made_at=act.at,
        due=due,
        attend_at=due,
        follows=missed,
    )
    act.add(successor)
    act.record(
        promising.OwedMissed(
            commitment=missed.pk,
            kind=missed.kind,
            debtor=missed.debtor_id,
            due=missed.due,
            successor=successor.pk,
        ),
        on=missed.problem,
    )


def _still_waiting(act: Act, commitment: Commitment, known: Desk) -> None:
    """A customer never misses: it is still waiting for them, and we look again in a day."""
    act.change(commitment, attend_at=known.level.after(act.at, known.level.news_otherwise))
    act.record(
        promising.StillWaiting(commitment=commitment.pk, debtor=commitment.debtor_id),
        on=commitment.problem,
        cases=(commitment.case_id,) if commitment.case_id else (),
    )


def attend_cases(*, at: datetime, limit: int = BATCH) -> int:
    """Remind once the customers who were asked, then let their cases lapse; returns how many."""
    found = _due(Case.objects.filter(attend_at__lte=at), limit)
    if not found:
        return 0
    with acting(*found, by=DESK, at=at, skip_locked=True, at_most=limit) as act:
        held = [row.pk for row in found if act.holds(row)]
        again = Case.objects.filter(pk__in=held, attend_at__lte=at, state=CaseState.ASKED)
        rows = act.known(again.select_related("problem"))
        known = desk(at)
        for case in rows:
            problem = act.fresh_of(case.problem)
            if case.reminded_at is None:
                _remind(act, case, problem, known)
            else:
                _lapse(act, case, problem)
    return len(rows)


def _remind(act: Act, case: Case, problem: Problem, known: Desk) -> None:
    lapses_at = known.level.after(act.at, LAPSE_AFTER)
    act.change(case, reminded_at=act.at, attend_at=lapses_at)
    act.record(
        case_entries.CaseReminded(case=case.pk, contact=case.contact_id),
        on=problem,
        cases=(case.pk,),
    )


def _lapse(act: Act, case: Case, problem: Problem) -> None:
    act.record(
        case_entries.CaseLapsed(case=case.pk, contact=case.contact_id),
        on=problem,
        cases=(case.pk,),
    )
    fixing.end_case(act, case, problem, CaseState.LAPSED)
