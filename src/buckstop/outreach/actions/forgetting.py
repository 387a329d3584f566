"""Part of erasing: which services of theirs somebody was told of is emptied."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.ledger.transaction import Act
from buckstop.outreach.models import Recipient
from buckstop.people.holdings import Erased, Holding


class Told(Holding):
    """The services and sites that stand beside who was told."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        """What was said to all is no one's."""
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        for row in Recipient.objects.filter(customer__in=erased.customers):
            act.change(row, services=[])
