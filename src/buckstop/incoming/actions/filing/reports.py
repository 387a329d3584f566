"""A mail of ours that came back: its delivery is marked, and its problem's owner is told.

A report is about us by what it proves, never by whom it names: the return path it was sent to, one
of our Message-IDs in it, or the token of a case. Which of a letter's deliveries it means is then
read from the recipients it names.
"""

from datetime import datetime

from buckstop.conversations.queries.mails import LETTER
from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.matching.reports import OF_NOTICE, delivery_of, is_about_notice
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.kit.return_paths import read_return_path
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.mail.parsed import Bounce
from buckstop.outbox import source
from buckstop.outbox.actions.noting import mark_returned
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import abouts


def came_back(mail: ReadMail, at: datetime) -> bool:
    """Whether `mail` is a report about a mail of ours, which is then marked as returned.

    Where it isn't, nothing was done with the mail: it is somebody's to read.
    """
    if is_about_notice(mail):
        _notice_came_back(mail, at)
        return True
    bounce = mail.parsed.bounce
    delivery = delivery_of(mail, bounce) if bounce is not None else None
    if bounce is None or delivery is None:
        return False
    _came_back(mail, delivery, bounce, at)
    return True


def _came_back(mail: ReadMail, delivery: Delivery, bounce: Bounce, at: datetime) -> None:
    about = abouts([delivery])
    with acting(*source.chains([delivery], about), by=DESK, at=at) as act:
        if still_held([mail.intake]):
            held = act.lock(delivery)
            mark_returned(act, held, about, permanent=bounce.permanent, why=bounce.reason)
            became_of = delivery.owner if delivery.kind == LETTER else None
            finish(act, mail.intake, Became.BOUNCE, became_of)


def _notice_came_back(mail: ReadMail, at: datetime) -> None:
    """A notice didn't reach one of us; an automatic answer to one is noted nowhere but here.

    So is a report about a notice of an older Buckstop, whose path named its problem.
    """
    key = read_return_path(mail.intake.recipient, OF_NOTICE)
    delivery = Delivery.objects.filter(pk=key).first() if key is not None else None
    if delivery is not None and mail.parsed.bounce is not None:
        _came_back(mail, delivery, mail.parsed.bounce, at)
        return
    with acting(by=DESK, at=at) as act:
        if still_held([mail.intake]):
            finish(act, mail.intake, Became.BOUNCE, None)
