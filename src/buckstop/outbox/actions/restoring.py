"""After a backup was read in: what was waiting to leave then may have left since."""

from datetime import datetime

from django.db.models import Q, QuerySet

from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.outbox import source
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.outbox.source import Event, abouts

BATCH = 200
WHY = "It was waiting to leave when the backup was made; it may have left since."


def doubt_waiting(*, at: datetime) -> int:
    """Mark what may have left by now as uncertain, so that a person decides; returns how many.

    What was to be tried at a later time than this has surely not left since the backup: it waits
    on, and leaves when it is its time.
    """
    count = 0
    while rows := list(_may_have_left(at).order_by("pk")[:BATCH]):
        about = abouts(rows)
        with acting(*source.chains(rows, about), by=DESK, at=at) as act:
            for delivery in rows:
                act.change(delivery, state=DeliveryState.UNCERTAIN, why=WHY)
                source.record(act, delivery, about, Event.UNCERTAIN)
        count += len(rows)
    return count


def _may_have_left(at: datetime) -> "QuerySet[Delivery]":
    due = Q(state=DeliveryState.PENDING, next_try_at__lte=at)
    return Delivery.objects.filter(Q(state=DeliveryState.HANDING) | due)
