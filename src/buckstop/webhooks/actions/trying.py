"""Parts of sending, of whatever is posted: held while it is tried, and what came of it."""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from buckstop.kit.bulk import update_many
from buckstop.webhooks.models import Posting, SendingState
from buckstop.webhooks.rules import Result, next_wait

LEASE = timedelta(minutes=2)
"""After this long without a result another worker takes it: it is tried twice rather than not."""
_CHANGED = ("state", "tries", "next_try_at", "held_until", "last_at", "status", "sentence", "took")


def hold[Row: Posting](rows: QuerySet[Row], *, limit: int, at: datetime) -> list[Row]:
    """Take in hand what is due of these, the longest due first."""
    free = Q(held_until=None) | Q(held_until__lt=at)
    due = rows.filter(free, state=SendingState.WAITING, next_try_at__lte=at)
    with transaction.atomic():
        locked = due.select_for_update(skip_locked=True, of=("self",))
        held = list(locked.order_by("next_try_at", "pk")[:limit])
        rows.model._default_manager.filter(pk__in=[row.pk for row in held]).update(
            held_until=at + LEASE
        )
    return held


def let_go(model: type[Posting], keys: Iterable[UUID]) -> None:
    """What was in hand and wasn't tried."""
    model._default_manager.filter(pk__in=keys).update(held_until=None)


def settle[Row: Posting](
    model: type[Row], rows: Iterable[Row], results: Mapping[UUID, Result], at: datetime
) -> None:
    """Write down how each try went, and when the next is."""
    settled = list(rows)
    for row in settled:
        _settle(row, results[row.pk], at)
    update_many(model, settled, _CHANGED)


def _settle(row: Posting, result: Result, at: datetime) -> None:
    row.tries += 1
    row.held_until = None
    row.last_at, row.status = at, result.status
    row.sentence, row.took = result.sentence, result.took
    if result.taken:
        row.state = SendingState.TAKEN
        return
    wait = next_wait(row.tries, random.random(), result.retry_after)
    if wait is None or row.is_ping:  # which asks once
        row.state = SendingState.GIVEN_UP
    else:
        row.next_try_at = at + wait
