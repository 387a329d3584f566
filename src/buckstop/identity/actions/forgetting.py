"""Who is erased, is known here by no provider and no directory any more."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.identity.models import Account, CustomerProvider, Entrant, GroupMember
from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding


class Accounts(Holding):
    """An account goes with its person, and a customer’s own provider with it."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        for row in act.rows(CustomerProvider.objects.filter(customer__in=erased.customers)):
            gone = {"name": "", "issuer": "", "client": "", "secret": "", "domains": []}
            act.change(row, ended_at=row.ended_at or act.at, over_at=act.at, **gone)
        Account.objects.filter(person__in=erased.people).delete()
        GroupMember.objects.filter(person__in=erased.people).delete()
        Entrant.objects.filter(person__in=erased.people).delete()
