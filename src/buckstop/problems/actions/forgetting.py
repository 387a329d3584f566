"""Part of erasing: what stands in the fields of a problem that was theirs alone is emptied."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding
from buckstop.problems.models import Case, Labelling


class Fields(Holding):
    """That a field was filled in stays; its value is gone."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        return _theirs(erased).values_list("said", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        for row in act.rows(_theirs(erased)):
            act.change(row, value="")


def _theirs(erased: Erased) -> "QuerySet[Labelling]":
    mine = Case.objects.filter(pk__in=erased.cases).values("problem")
    others = Case.objects.exclude(pk__in=erased.cases).values("problem")
    rows = Labelling.objects.exclude(value="").filter(problem__in=mine)
    return rows.exclude(problem__in=others)
