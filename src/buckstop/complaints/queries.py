"""Of which cases a final answer is to be owed, is owed, and was given."""

from typing import Any

from django.db.models import Case as First
from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Value, When

from buckstop.coverage.rules.levels import Levels
from buckstop.problems.models import Case, Commitment
from buckstop.problems.models.case import CaseState
from buckstop.problems.queries.weighing import fits

CODE = "final-answer"
ANSWERED = (CaseState.CONFIRMED, CaseState.LAPSED, CaseState.ANSWERED, CaseState.DECLINED)
"""How a case ends of which the customer had our answer, whatever they said to it."""


def open_of(case: Case) -> "QuerySet[Commitment]":
    """What is owed of it now."""
    rows = Commitment.objects.filter(case=case, kind=CODE, ended_at=None)
    return rows.select_related("problem", "debtor", "case")


def to_owe(levels: Levels, most: int) -> list[tuple[Case, int]]:
    """Open cases whose level has a limit and of which nothing is owed, with the days of it.

    The database chooses the level, as `Levels.level` does: where all is owed that is to be, no row
    comes, however many cases run. Problems are read of those that come alone, but where a level
    goes by them; that of an open case isn't closed.
    """
    limited = {place: days for place, level in enumerate(levels.others)
               if (days := level.times.legal_days)}  # fmt: skip
    if not limited:
        return []
    first = [When(fits(level), then=Value(place)) for place, level in enumerate(levels.others)]
    owed = Commitment.objects.filter(case=OuterRef("pk"), kind=CODE, ended_at=None)
    rows: Any = Case.objects.filter(~Exists(owed), state=CaseState.OPEN)
    rows = rows.annotate(level=First(*first, default=None, output_field=IntegerField()))
    found = rows.filter(level__in=limited).order_by("opened_at", "pk")[:most]
    levels_of = dict(found.values_list("pk", "level"))
    cases = Case.objects.filter(pk__in=levels_of).select_related("problem")
    return [(case, limited[levels_of[case.pk]]) for case in cases.order_by("opened_at", "pk")]


def answered(most: int) -> list[Commitment]:
    """What is owed still though we said that it is fixed, and asked them."""
    rows = Commitment.objects.filter(kind=CODE, ended_at=None, case__state=CaseState.ASKED)
    return list(rows.select_related("problem").order_by("due", "pk")[:most])
