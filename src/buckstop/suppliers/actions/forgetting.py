"""Part of erasing: what somebody of a supplier wrote, and what was written to them, is emptied."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding
from buckstop.people.models import Address
from buckstop.suppliers.models import AskFile, AskMessage


class Words(Holding):
    """Messages on asks, with their files."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        said = _said(erased)
        for text, raw in said.values_list("text", "raw"):
            yield from (key for key in (text, raw) if key)
        yield from AskFile.objects.filter(message__in=said).values_list("file", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        """No column says anything of them; where our mails went, the outbox forgets."""


def _said(erased: Erased) -> "QuerySet[AskMessage]":
    people = Address.objects.filter(email__in=erased.addresses).values("person")
    theirs = Q(said_by__in=people) & ~Q(kind="asked")
    return AskMessage.objects.filter(theirs | Q(raw__in=erased.bodies))
