"""A mail as it came through the door."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Received:
    """`envelope_from` is "" for the null sender; `recipients` are ours, as they were written."""

    envelope_from: str
    recipients: tuple[str, ...]
    raw: bytes
