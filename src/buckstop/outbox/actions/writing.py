"""Parts of delivering: each source writes what is its own; what was written once stays as it is."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import Error

from buckstop.outbox.models import Delivery
from buckstop.outbox.source import SOURCES, NotNeeded, Source, Unwritable, Writing, Written

_LEDGER = re.compile(rb"^X-Buckstop-Ledger: (\d+) ([0-9a-f]{64})\r$", re.M)
_HEAD = 20_000  # bytes; the head of a mail of ours is shorter
log = logging.getLogger(__name__)
GONE = Unwritable("What it was about is not there any more.")

TOO_LATE = NotNeeded("It was of no more use by then.")


def write_each(
    deliveries: Iterable[Delivery], about: Mapping[UUID, Any], at: datetime
) -> dict[UUID, Writing]:
    """The bytes of each, or why it has none."""
    written: dict[UUID, Writing] = {}
    fresh: dict[str, list[Delivery]] = defaultdict(list)
    for one in deliveries:
        if one.expires_at is not None and one.expires_at <= at:
            written[one.pk] = TOO_LATE
        elif one.raw is not None:
            written[one.pk] = _written_before(one)
        elif one.pk in about:
            fresh[one.kind].append(one)
        else:
            written[one.pk] = GONE
    for kind, of_kind in fresh.items():
        written.update(_write(SOURCES[kind], [(one, about[one.pk]) for one in of_kind], at))
    return written


def _write(
    by: Source[Any], batch: Sequence[tuple[Delivery, Any]], at: datetime
) -> Mapping[UUID, Writing]:
    """What the source writes; where it can't write all of them, each alone, so that the others
    leave."""
    try:
        return by.write(batch, at)
    except Error:
        raise
    except Exception as failure:  # a poison mail must not stop the others
        if len(batch) > 1:
            log.warning("%s of %s are written one by one: %s", len(batch), by.kind, failure)
            return {one.pk: _write(by, [(one, it)], at)[one.pk] for one, it in batch}
        [(one, _)] = batch
        log.exception("mail %s can't be written", one.pk)
        why = f"Buckstop could not write this mail: {type(failure).__name__}."
        return {one.pk: Unwritable(why)}


def _written_before(delivery: Delivery) -> Writing:
    assert delivery.raw is not None
    if delivery.raw.erased_at is not None:
        return Unwritable("What it said was erased before it left.")
    raw = delivery.raw.content()
    carried = _LEDGER.search(raw, 0, _HEAD)
    number, head = (int(carried[1]), bytes.fromhex(carried[2].decode())) if carried else (0, b"")
    return Written(raw, number, head)
