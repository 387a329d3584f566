"""What is written down of time."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class TimeAdded(Fact, code="time-added", says=_("{by} noted {minutes} minutes of work of {day}")):
    spent: UUID
    minutes: int
    day: str  # as 2026-11-27
    billable: bool
    what: Digest


@dataclass(frozen=True)
class TimeRemoved(Fact, code="time-removed", says=_("{by} took noted time back")):
    spent: UUID
