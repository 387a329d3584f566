"""What a probe says of itself: its key, signed, where no mail server changes anything. Pure."""

import re
from base64 import b32encode
from uuid import UUID

from buckstop.kit import signatures

_SUBJECT = re.compile(r"Probe ([0-9a-f]{32})\.([a-z2-7]{26})\b")
_FOR = "incoming.probe"


def subject_of(key: UUID) -> str:
    """The subject of a probe."""
    return f"Probe {key.hex}.{_mark(signatures.signature(_FOR, key.hex))}"


def probe_in(subject: str) -> UUID | None:
    """The probe that has this subject; None where we made none."""
    found = _SUBJECT.search(subject)
    if found is None or not signatures.is_ours(found[2], _FOR, found[1], _mark):
        return None
    return UUID(found[1])


def _mark(signature: bytes) -> str:
    return b32encode(signature[:16]).decode().lower().rstrip("=")
