"""Part of erasing: the mails that somebody sent are emptied with them, whatever they became."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.incoming.models import Block, Intake
from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding


class Mails(Holding):
    """Mails of theirs as they came, and who they say sent them."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        return _mails(erased).values_list("raw", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        for block in act.rows(Block.objects.filter(sender__in=erased.addresses)):
            act.change(block, sender=f"(erased {block.pk})", until=block.until or act.at)
        _mails(erased).update(envelope_from="", sender="", crowd="")


def _mails(erased: Erased) -> "QuerySet[Intake]":
    theirs = Q(envelope_from__in=erased.addresses) | Q(sender__in=erased.addresses)
    return Intake.objects.filter(theirs | Q(raw__in=erased.bodies))
