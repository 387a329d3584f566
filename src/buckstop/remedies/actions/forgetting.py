"""Part of erasing: the apologies to somebody are emptied; that and how much was given stays."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding
from buckstop.remedies.models import Remedy


class Given(Holding):
    """What was written with what was given, and what it was."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        given = Remedy.objects.filter(case__in=erased.cases)
        for text, why in given.values_list("text", "beyond_why"):
            yield from (key for key in (text, why) if key)

    def forget(self, act: Act, erased: Erased) -> None:
        del act
        Remedy.objects.filter(case__in=erased.cases).update(what="")
