"""What the reader of a mail of ours said of it to their provider: that it is spam, or enough.

It counts by what it proves, as reports do: one of our Message-IDs stands in it.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from buckstop.conversations.models import Message
from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.matching.reports import own_key
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.outbox.models import Delivery
from buckstop.outreach.actions.unwanted import not_wanted
from buckstop.outreach.models import How
from buckstop.problems.models import Case
from buckstop.status_page.actions.mailing import STATUS_MAILS
from buckstop.status_page.actions.subscribing import unsubscribe
from buckstop.status_page.models import StatusMail

_WANTED = ("not-spam", "auth-failure")
_ENOUGH = ("opt-out", "opt-out-list")


def complained(mail: ReadMail, at: datetime) -> bool:
    """Whether `mail` is a complaint about a mail of ours that nobody had asked for, or that one
    click ends: then they hear no more of it."""
    feedback = mail.parsed.feedback
    if not feedback or feedback in _WANTED:
        return False
    keys = [key for one in mail.parsed.reported if (key := own_key(one)) is not None]
    if not_liked(keys, How.ENOUGH if feedback in _ENOUGH else How.SPAM, at):
        _finish(mail, at)
        return True
    return False


def not_liked(keys: Sequence[UUID], how: How, at: datetime) -> bool:
    """Whether one of these is a message, or the delivery of a mail, that nobody had asked for, or
    that one click ends: then its reader hears no more of it."""
    rows = Case.objects.filter(messages__in=Message.objects.filter(pk__in=keys))
    case = rows.select_related("problem").order_by("pk").first()
    if case is not None and not_wanted(case, how=how, at=at):
        return True
    sent = Delivery.objects.filter(kind=STATUS_MAILS, pk__in=keys).values("owner")
    news = StatusMail.objects.filter(pk__in=sent).select_related("subscriber").first()
    if news is None:
        return False
    unsubscribe(news.subscriber, at=at)
    return True


def _finish(mail: ReadMail, at: datetime) -> None:
    with acting(by=DESK, at=at) as act:
        if still_held([mail.intake]):
            finish(act, mail.intake, Became.BOUNCE, None)
