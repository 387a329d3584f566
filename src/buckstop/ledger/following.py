"""What follows entries, drained in batches, in the order of each chain."""

import logging
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet

from buckstop.kit.reading import Given, reading
from buckstop.ledger.models import Following
from buckstop.ledger.reactions import REACTIONS

BATCH = 400
BESIDE = 2  # so many workers find something to do beside each other
TOGETHER = 100  # of one chain in a batch: others find room beside them
WINDOW = 2000
GIVE_UP_AFTER = 5
log = logging.getLogger(__name__)


def drain(*, at: datetime, limit: int = BATCH) -> int:
    """Run what is called for; returns how many rows were done or tried.

    Each row is done in the transaction that marks it done: once, whatever crashes. A row waits for
    the earlier ones of its chain, but not for those that were given up and stand on a page; so a
    batch has one row of each chain, and the same reactions of many chains run together. Of a
    reaction that takes them together it has all that wait behind each other.
    """
    with transaction.atomic():
        rows = _take(at, limit)
        for name, group in groupby(rows, key=lambda row: row.reaction):
            _run(name, list(group), at)
    return len(rows)


def _take(at: datetime, limit: int) -> list[Following]:
    """Lock the first rows of so many chains; what another worker holds is left to it, and with it
    all that waits behind it."""
    first = dict(islice(_first_of_chains(at), limit * BESIDE))
    if not first:
        return []
    found = Following.objects.filter(
        pk__in=list(first), done_at__isnull=True, failed_at__isnull=True
    )
    rows = found.select_for_update(skip_locked=True, of=("self",))
    taken = list(rows.select_related("entry").order_by("pk")[:limit])
    there = {row.pk for row in taken}
    return sorted((r for r in taken if first[r.pk] in there), key=lambda row: row.reaction)


def _first_of_chains(at: datetime) -> Iterator[tuple[int, int]]:
    """Of every chain the first open row, where its time has come, and those behind it that are
    taken together with it; each with that first one; the oldest first.

    Read in windows, in the order of keys: asked of the database in one query, each row would look
    for an earlier one of its chain, all over again for each batch of a long backlog.
    """
    begun: dict[UUID, tuple[int, str]] = {}  # which was first, and of what more goes with it
    counted: Counter[UUID] = Counter()
    last = 0
    while window := _window(after=last):
        for last, chain, reaction, next_try_at in window:
            first, goes_on = begun.get(chain, (last, reaction))
            more = ""
            if next_try_at <= at and goes_on == reaction:
                yield last, first
                counted[chain] += 1
                known = REACTIONS.get(reaction)
                if known and known.together and counted[chain] < TOGETHER:
                    more = reaction
            begun[chain] = first, more
        if len(window) < WINDOW:
            return


@reading
def _window() -> "QuerySet[Following, tuple[int, UUID, str, datetime]]":
    last: Any = Given("after")
    waiting = Following.objects.filter(done_at__isnull=True, failed_at__isnull=True, pk__gt=last)
    columns = ("pk", "chain_id", "reaction", "next_try_at")
    return waiting.order_by("pk").values_list(*columns)[:WINDOW]


def _run(name: str, rows: list[Following], at: datetime) -> None:
    try:
        with transaction.atomic():
            REACTIONS[name].run([row.entry for row in rows], at)
            _mark(rows, done_at=at)
    except Exception as failure:
        if isinstance(failure, OperationalError | InterfaceError) and not connection.is_usable():
            raise  # no reaction is at fault where the database is gone
        if len(rows) > 1:
            for row in rows:
                _run(name, [row], at)
            return
        _failed(rows[0], failure, at)


def _mark(rows: list[Following], **values: object) -> None:
    Following.objects.filter(pk__in=[row.pk for row in rows]).update(**values)


def _failed(row: Following, failure: Exception, at: datetime) -> None:
    row.tries += 1
    log.error(
        "reaction %s of entry %s failed: %s", row.reaction, row.entry_id, type(failure).__name__
    )
    error = "".join(traceback.format_exception_only(failure)).strip()[:1000]
    given_up = at if row.tries >= GIVE_UP_AFTER else None
    pause = timedelta(seconds=2**row.tries)
    _mark([row], tries=row.tries, error=error, failed_at=given_up, next_try_at=at + pause)


def retry(row: Following, *, at: datetime) -> None:
    """Somebody looked at it: try it again from the beginning."""
    Following.objects.filter(pk=row.pk, done_at=None).update(
        failed_at=None, tries=0, next_try_at=at
    )


def given_up() -> "list[Following]":
    """The reactions that keep failing, oldest first, with their entries."""
    rows = Following.objects.filter(done_at=None, failed_at__isnull=False)
    return list(rows.select_related("entry").order_by("pk")[:200])
