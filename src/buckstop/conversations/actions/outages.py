"""The relay that takes our mail fails, and is back: one row says so to every worker and page."""

import logging
from datetime import datetime

from django.db import transaction

from buckstop.conversations.models import Outage
from buckstop.conversations.queries.outages import outage
from buckstop.conversations.rules import rest_of_relay

log = logging.getLogger(__name__)


def stands_still(why: str, *, at: datetime) -> None:
    """No mail leaves: note since when and why, and when to try again. Said once in the log."""
    Outage.objects.bulk_create(
        [Outage(began_at=at, why=why[:500], tries=0, next_try_at=at)], ignore_conflicts=True
    )
    with transaction.atomic():
        row = Outage.objects.select_for_update().filter(ended_at=None).first()
        if row is None:  # it has ended in the same moment
            return
        if row.tries == 0:
            log.warning("no mail leaves, trying again: %s", why)
        row.tries += 1
        row.why, row.next_try_at = why[:500], at + rest_of_relay(row.tries)
        row.save(update_fields=["tries", "why", "next_try_at"])


def moves_again(*, at: datetime) -> None:
    """The relay has answered about a mail: the outage, where there was one, has ended."""
    if Outage.objects.filter(ended_at=None).update(ended_at=at):
        log.warning("mail leaves again")


def is_resting(at: datetime) -> bool:
    """Whether the relay failed a moment ago, and isn't to be tried yet."""
    row = outage()
    return row is not None and at < row.next_try_at
