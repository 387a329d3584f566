"""A channel fails, and is back: one row says so to every worker and page."""

import logging
from datetime import datetime

from django.db import transaction

from buckstop.outbox.models import Outage
from buckstop.outbox.queries.outages import label, outage
from buckstop.outbox.rules import rest_of_channel

log = logging.getLogger(__name__)


def stands_still(channel: str, why: str, *, at: datetime) -> None:
    """Nothing leaves by it: note since when, why, and when to try again. Said once in the log."""
    Outage.objects.bulk_create(
        [Outage(channel=channel, began_at=at, why=why[:500], tries=0, next_try_at=at)],
        ignore_conflicts=True,
    )
    with transaction.atomic():
        row = Outage.objects.select_for_update().filter(channel=channel, ended_at=None).first()
        if row is None:  # it has ended in the same moment
            return
        if row.tries == 0:
            log.warning("no %s leaves, trying again: %s", label(channel), why)
        row.tries += 1
        row.why, row.next_try_at = why[:500], at + rest_of_channel(row.tries)
        row.save(update_fields=["tries", "why", "next_try_at"])


def moves_again(channel: str, *, at: datetime) -> None:
    """It has answered about one thing: the outage, where there was one, has ended."""
    if Outage.objects.filter(channel=channel, ended_at=None).update(ended_at=at):
        log.warning("%s leaves again", label(channel))


def is_resting(channel: str, at: datetime) -> bool:
    """Whether it failed a moment ago, and isn't to be tried yet."""
    row = outage(channel)
    return row is not None and at < row.next_try_at
