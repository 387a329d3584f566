"""The part of an address that is a key: what it opens, for whom, since when, signed.

Pure but for the secret. Links of one purpose open nothing of another.
"""

import base64
import binascii
import struct
from datetime import UTC, datetime
from uuid import UUID

from buckstop.kit import signatures

_PACKED = struct.Struct(">16s16sI")
_SIGNATURE = 18


def make(purpose: str, what: UUID, whom: UUID, at: datetime) -> str:
    """The link to `what` for `whom`, made at `at`."""
    packed = _PACKED.pack(what.bytes, whom.bytes, int(at.timestamp()))
    return _spelled(packed + _cut(signatures.signature(purpose, packed)))


def read(purpose: str, text: str) -> tuple[UUID, UUID, datetime] | None:
    """To what, for whom and since when; None where it isn't one that we made for that."""
    try:
        both = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    if _spelled(both) != text:  # the decoder passes over what isn't of its letters
        return None
    packed, signature = both[: _PACKED.size], both[_PACKED.size :]
    if len(both) != _PACKED.size + _SIGNATURE:
        return None
    if not signatures.is_ours(signature, purpose, packed, _cut):
        return None
    what, whom, made = _PACKED.unpack(packed)
    return UUID(bytes=what), UUID(bytes=whom), datetime.fromtimestamp(made, UTC)


def _cut(signature: bytes) -> bytes:
    return signature[:_SIGNATURE]


def _spelled(both: bytes) -> str:
    return base64.urlsafe_b64encode(both).decode().rstrip("=")
