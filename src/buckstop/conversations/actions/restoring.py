"""After a backup was read in: what was waiting to leave then may have left since."""

from datetime import datetime

from buckstop.conversations import entries
from buckstop.conversations.models import Delivery
from buckstop.conversations.models.delivery import UNDER_WAY
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting

BATCH = 200
WHY = "It was waiting to leave when the backup was made; it may have left since."


def doubt_waiting(*, at: datetime) -> int:
    """Mark every mail that waits as uncertain, so that a person decides; returns how many."""
    count = 0
    while rows := _waiting():
        cases = [row.message.case for row in rows if row.message.case]
        with acting(*cases, by=DESK, at=at) as act:
            for delivery in rows:
                case = delivery.message.case
                act.change(delivery, state="uncertain", why=WHY)
                if case is not None:
                    act.record(
                        entries.MailUncertain(delivery=delivery.pk), on=case, cases=(case.pk,)
                    )
        count += len(rows)
    return count


def _waiting() -> list[Delivery]:
    waiting = Delivery.objects.filter(state__in=UNDER_WAY).order_by("pk")
    return list(waiting.select_related("message__case__problem", "message__problem")[:BATCH])
