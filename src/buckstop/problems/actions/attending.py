"""What the clock does with commitments and cases that are due: many at a time, none twice."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.actions import fixing
from buckstop.problems.actions.levels import times_for
from buckstop.problems.commitments import kind
from buckstop.problems.entries import cases as case_entries
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.queries.desk import routing
from buckstop.problems.rules.promises import LAPSE_AFTER
from buckstop.problems.rules.routing import Routing

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
        rows = act.rows(again.select_related("problem", "debtor").order_by("attend_at", "pk"))
        known = routing(at)
        for commitment in rows:
            _attend(act, commitment, known)
    return len(rows)


def _attend(act: Act, commitment: Commitment, known: Routing) -> None:
    if not commitment.is_owed:
        return  # another one of this batch ended it
    kind.of(commitment).on_due(act, commitment, known)


def attend_cases(*, at: datetime, limit: int = BATCH) -> int:
    """Remind once the customers who were asked, then let their cases lapse; returns how many."""
    found = _due(Case.objects.filter(attend_at__lte=at), limit)
    if not found:
        return 0
    with acting(*found, by=DESK, at=at, skip_locked=True, at_most=limit) as act:
        held = [row.pk for row in found if act.holds(row)]
        again = Case.objects.filter(pk__in=held, attend_at__lte=at, state=CaseState.ASKED)
        rows = act.rows(again.select_related("problem"))
        known = routing(at)
        for case in rows:
            problem = case.problem
            if case.reminded_at is None:
                _remind(act, case, problem, known)
            else:
                _lapse(act, case, problem)
    return len(rows)


def _remind(act: Act, case: Case, problem: Problem, known: Routing) -> None:
    times = times_for(act, problem, known.on_duty.levels)
    lapses_at = times.after(act.at, LAPSE_AFTER)
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
