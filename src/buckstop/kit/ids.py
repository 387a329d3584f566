"""Identifiers: time-ordered keys for rows, and the references that people say aloud."""

import os
import threading
import time
from uuid import UUID

_one_at_a_time = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random.

    In one process each is greater than the one before, also within a millisecond (section 6.2,
    method 2), so that rows made at the same instant have an order. Python has it from 3.14 on.
    """
    global _last
    random = int.from_bytes(os.urandom(10)) >> 6
    with _one_at_a_time:
        soonest = _last + 1 + (random >> 42)
        _last = max((time.time_ns() // 1_000_000) << 74 | random, soonest)
        made = _last
    high, low = made >> 62, made & (1 << 62) - 1
    return UUID(int=(high >> 12) << 80 | 0x7 << 76 | (high & 0xFFF) << 64 | 0x2 << 62 | low)


def key_of(text: str) -> UUID | None:
    """The key that an address or a form says, or None where it is something else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def reference(number: int) -> str:
    """The name people use for problem `number`: `P-1042`."""
    return f"P-{number}"


def number_of(text: str) -> int | None:
    """The number in a reference as people type it (`P-1042`, `p1042`, `1042`), or None."""
    digits = text.strip().lstrip("#").removeprefix("P").removeprefix("p").removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        return None
    return int(digits)
