"""Part of erasing: why a customer was, or wasn't, affected is emptied; that it was said stays."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding
from buckstop.signals.models import Correction


class Corrections(Holding):
    """The reasons that people wrote."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        theirs = Correction.objects.filter(customer__in=erased.customers)
        return theirs.values_list("why", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        """No column says anything of them."""
