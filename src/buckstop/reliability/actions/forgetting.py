"""Part of erasing: what was said with a customer, and why they left, is emptied."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding
from buckstop.reliability.models import Call, Left


class Spoken(Holding):
    """That it was said stays."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        theirs = Call.objects.filter(customer__in=erased.customers)
        yield from theirs.values_list("what", flat=True)
        gone = Left.objects.filter(customer__in=erased.customers)
        yield from gone.values_list("why", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        """No column says anything of them."""
