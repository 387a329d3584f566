"""Who is erased, is known here by no provider and no directory any more."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.identity.models import Account, Entrant, GroupMember
from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding


class Accounts(Holding):
    """An account goes with its person."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        Account.objects.filter(person__in=erased.people).delete()
        GroupMember.objects.filter(person__in=erased.people).delete()
        Entrant.objects.filter(person__in=erased.people).delete()
