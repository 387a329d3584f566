"""A mail of ours that came back: its delivery is marked, and its problem's owner is told."""

from datetime import datetime
from uuid import UUID

from buckstop.conversations import entries
from buckstop.conversations.actions.intake import still_held
from buckstop.conversations.actions.reading import Letter
from buckstop.conversations.models import Delivery
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting


def came_back(letter: Letter, at: datetime) -> bool:
    """Whether the report in `letter` is about a mail of ours, which is then marked as returned.

    Where it isn't, nothing was done with the letter: it is somebody's to read.
    """
    bounce = letter.mail.bounce
    assert bounce is not None
    key = own_key(bounce.message_id)
    sent = Delivery.objects.filter(message_id=key) if key else Delivery.objects.none()
    if bounce.recipient:
        sent = sent.filter(address=bounce.recipient)
    delivery = sent.select_related("message__problem", "message__case__problem").first()
    if delivery is None or delivery.message.case is None:
        return False
    case = delivery.message.case
    with acting(case, by=DESK, at=at) as act:
        if not still_held([letter.intake]):
            return True
        if bounce.permanent:
            act.change(act.fresh(delivery), state="bounced", why=bounce.reason[:500])
            act.record(entries.MailBounced(delivery=delivery.pk), on=case, cases=(case.pk,))
        act.change(letter.intake, done_at=act.at)
    return True


def own_key(message_id: str) -> UUID | None:
    """The message behind one of our Message-IDs."""
    left = message_id.strip("<>").partition(".")[0]
    return UUID(hex=left) if len(left) == 32 and set(left) <= set("0123456789abcdef") else None
