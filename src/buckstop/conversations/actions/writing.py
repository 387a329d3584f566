"""Parts of delivering: each mail is written by itself, so that one that can't be fails alone."""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import Error

from buckstop.conversations.models import Delivery
from buckstop.conversations.queries.envelopes import envelopes
from buckstop.conversations.rendering import Envelope, write_out
from buckstop.mail.compose import NotSendable

log = logging.getLogger(__name__)
_LEDGER = re.compile(rb"^X-Buckstop-Ledger: (\d+) ([0-9a-f]{64})\r$", re.M)
_HEAD = 20_000  # bytes; the head of a mail of ours is shorter


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a mail, and the head of the ledger's chain that they carry."""

    raw: bytes
    chain_number: int
    chain_head: bytes


@dataclass(frozen=True, slots=True)
class Unwritable:
    """Why a mail can't be written, as a sentence."""

    why: str


def write_each(mails: Iterable[Delivery], at: datetime) -> dict[UUID, Written | Unwritable]:
    """The bytes of each mail, or why it has none; what was written once stays as it is."""
    batch = list(mails)
    known = _known([delivery for delivery in batch if delivery.raw is None])
    return {delivery.pk: _write(delivery, known.get(delivery.pk), at) for delivery in batch}


def _known(mails: list[Delivery]) -> dict[UUID, Envelope]:
    """The envelopes of all in a few queries; none where one of them can't be put together."""
    try:
        return envelopes(mails) if mails else {}
    except Error:
        raise
    except Exception as failure:  # noqa: BLE001 - each is tried by itself, and fails by itself
        log.warning("a batch of %s mails is written one by one: %s", len(mails), failure)
        return {}


def _write(delivery: Delivery, known: Envelope | None, at: datetime) -> Written | Unwritable:
    if delivery.raw is not None:
        return _written_before(delivery)
    try:
        envelope = known or envelopes([delivery])[delivery.pk]
        raw = write_out(delivery, envelope, at)
    except NotSendable as failure:
        return Unwritable(str(failure))
    except Error:
        raise
    except Exception as failure:  # a poison mail must not stop the others
        log.exception("mail %s can't be written", delivery.pk)
        return Unwritable(f"Buckstop could not write this mail: {type(failure).__name__}.")
    return Written(raw, envelope.chain_number, envelope.chain_head)


def _written_before(delivery: Delivery) -> Written | Unwritable:
    assert delivery.raw is not None
    if delivery.raw.erased_at is not None:
        return Unwritable("What it said was erased before it left.")
    raw = delivery.raw.content()
    carried = _LEDGER.search(raw, 0, _HEAD)
    number, head = (int(carried[1]), bytes.fromhex(carried[2].decode())) if carried else (0, b"")
    return Written(raw, number, head)
