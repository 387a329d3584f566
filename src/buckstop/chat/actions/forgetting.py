"""Part of erasing: what somebody is called in chat, and which account is theirs."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.chat.models import Code, Link
from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding


class Accounts(Holding):
    """Their accounts in chat tools: nobody is known there as them any more."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        del erased
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        theirs = Link.objects.filter(person__in=erased.people)
        theirs.filter(until=None).update(until=act.at)
        for link in theirs:
            link.account, link.name = f"erased {link.pk.hex}", ""
            Link.objects.filter(pk=link.pk).update(account=link.account, name="")
        Code.objects.filter(person__in=erased.people).delete()
