"""Identifiers: time-ordered keys for rows, and the references that people say aloud."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random.

    Python has one of its own from 3.14 on.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return UUID(int=value)


def reference(number: int) -> str:
    """The name people use for problem `number`: `P-1042`."""
    return f"P-{number}"


def number_of(text: str) -> int | None:
    """The number in a reference as people type it (`P-1042`, `p1042`, `1042`), or None."""
    digits = text.strip().lstrip("#").removeprefix("P").removeprefix("p").removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        return None
    return int(digits)
