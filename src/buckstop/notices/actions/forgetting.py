"""Part of erasing: the gateways by which somebody was told are emptied; nothing is sent there."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.ledger.transaction import Act
from buckstop.notices.models import LogInMail, Way
from buckstop.people.holdings import Erased, Holding


class Ways(Holding):
    """Their addresses, which are sealed, and what somebody called them."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        del erased
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        del act
        Way.objects.filter(person__in=erased.people).update(name="", sealed="")


class LogInMails(Holding):
    """Where mails about logging in went, and who asked for one by that address."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        del erased
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        del act
        LogInMail.objects.filter(address__in=erased.addresses).update(address="")
