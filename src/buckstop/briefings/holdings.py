"""What of customers stands in what was written about their problems."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.briefings.models import Statement
from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding, hold


class Written(Holding):
    """All that was written about problems of theirs: it may name them."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        written = Statement.objects.filter(problem__cases__in=erased.cases)
        yield from written.values_list("text", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        """Nothing of it stands anywhere else."""


hold(Written())
