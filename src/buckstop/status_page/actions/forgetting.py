"""Part of erasing: an address that wanted to hear of the status page hears no more, and is gone."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding
from buckstop.status_page.models import News, StatusMail, Subscriber


class Subscribers(Holding):
    """Who subscribed, and the mails that they got, whose links are theirs."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        """What is said to all is no one's."""
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        rows = Subscriber.objects.filter(address__in=erased.addresses)
        News.objects.filter(subscriber__in=rows).delete()
        StatusMail.objects.filter(subscriber__in=rows).update(text="")
        for row in rows:
            act.change(row, address="", ended_at=row.ended_at or act.at)
