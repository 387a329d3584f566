"""Signed links: one contact, one case, until a day. Pure but for the key.

The link is the key and needs no password, so it says as little as possible and ends by itself.
"""

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LIVES = timedelta(days=90)
_PACKED = struct.Struct(">16s16sI")
_SIGNATURE = 18


@dataclass(frozen=True, slots=True)
class Link:
    """For whom, about what, since when."""

    case: UUID
    contact: UUID
    made_at: datetime

    def has_expired(self, at: datetime) -> bool:
        return at > self.made_at + LIVES


def make(case: UUID, contact: UUID, at: datetime) -> str:
    """The part of the address that lets `contact` see `case` for 90 days."""
    packed = _PACKED.pack(case.bytes, contact.bytes, int(at.timestamp()))
    return base64.urlsafe_b64encode(packed + _signature(packed)).decode().rstrip("=")


def read(text: str) -> Link | None:
    """What a link says, or None where it isn't one that we made."""
    try:
        both = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    packed, signature = both[: _PACKED.size], both[_PACKED.size :]
    if len(both) != _PACKED.size + _SIGNATURE:
        return None
    if not constant_time_compare(signature, _signature(packed)):
        return None
    case, contact, made = _PACKED.unpack(packed)
    return Link(UUID(bytes=case), UUID(bytes=contact), datetime.fromtimestamp(made, UTC))


def url(case: UUID, contact: UUID, at: datetime) -> str:
    """The whole address."""
    return f"{settings.BASE_URL}/c/{make(case, contact, at)}/"


def _signature(packed: bytes) -> bytes:
    return salted_hmac("buckstop.case", packed, algorithm="sha256").digest()[:_SIGNATURE]
