"""Parts of verbs: a mail to a subscriber is a row, and a delivery that takes it out."""

from datetime import datetime, timedelta

from buckstop.outbox.models import Delivery
from buckstop.status_page.models import StatusMail, Subscriber

STATUS_MAILS = "status"
"""Stands in the deliveries of these; their owner is the row."""
TOO_LATE = timedelta(days=1)
"""What was so a day ago may be otherwise now."""


def mail(subscriber: Subscriber, subject: str, text: str, at: datetime) -> None:
    """Let it leave."""
    row = StatusMail.objects.create(subscriber=subscriber, subject=subject, text=text, made_at=at)
    Delivery.objects.create(
        kind=STATUS_MAILS, owner=row.pk, address=subscriber.address, made_at=at, next_try_at=at,
        expires_at=at + TOO_LATE,
    )  # fmt: skip
