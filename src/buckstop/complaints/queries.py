"""Of which cases a final answer is to be owed, is owed, and was given."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from buckstop.coverage.rules.levels import Level, Levels
from buckstop.problems.models import Case, Commitment
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.problem import State
from buckstop.problems.queries.levels import need_of

CODE = "final-answer"
ANSWERED = (CaseState.CONFIRMED, CaseState.LAPSED, CaseState.ANSWERED, CaseState.DECLINED)
"""How a case ends of which the customer had our answer, whatever they said to it."""


def open_of(case: Case) -> "QuerySet[Commitment]":
    """What is owed of it now."""
    rows = Commitment.objects.filter(case=case, kind=CODE, ended_at=None)
    return rows.select_related("problem", "debtor", "case")


def to_owe(levels: Levels, most: int) -> list[tuple[Case, int]]:
    """Open cases whose level has a limit and of which nothing is owed, with the days of it."""
    limited = [level for level in levels.others if level.times.legal_days]
    if not limited:
        return []
    fits = Q()
    for level in limited:
        fits |= _fits(level)
    owed = Commitment.objects.filter(case=OuterRef("pk"), kind=CODE, ended_at=None)
    rows = Case.objects.filter(fits, ~Exists(owed), state=CaseState.OPEN).exclude(
        problem__state=State.CLOSED
    )
    found = []
    for case in rows.select_related("problem", "customer").order_by("opened_at", "pk"):
        chosen = levels.level(need_of(case.customer, case.problem))
        if chosen is not None and chosen.times.legal_days:
            found.append((case, chosen.times.legal_days))
        if len(found) == most:
            break
    return found


def _fits(level: Level) -> Q:
    """Whom the level may be for; which one is for them, `levels` says."""
    fits = Q(pk__isnull=False)
    if level.tier:
        fits &= Q(customer__tier__iexact=level.tier)
    if level.hurts is not None:
        fits &= Q(problem__hurts=level.hurts)
    return fits & Q(problem__kind=level.kind) if level.kind else fits


def answered(most: int) -> list[Commitment]:
    """What is owed still though we said that it is fixed, and asked them."""
    rows = Commitment.objects.filter(kind=CODE, ended_at=None, case__state=CaseState.ASKED)
    return list(rows.select_related("problem")[:most])
