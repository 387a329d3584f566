"""Which trouble opens a problem by itself, and how badly it hurts. Pure."""

from dataclasses import dataclass

from buckstop.problems.rules import impact
from buckstop.signals.tools.signal import Severity

DOUBTFUL = 0.25
"""A warning less sure than that stands on the page of signals and opens nothing."""


@dataclass(frozen=True, slots=True)
class Record:
    """What came of a signal's problems that are closed: how many were something, and how many
    ended with no customer."""

    something: int = 0
    nothing: int = 0

    @property
    def sure(self) -> float:
        """How likely the next one is something, by the rule of succession: one half of no record,
        one in five after three that came to nothing."""
        return (self.something + 1) / (self.something + self.nothing + 2)


def matters(severity: int, exposed: int, sure: float = 1.0) -> bool:
    """What is critical does, and a warning on a service that customers use which isn't doubtful."""
    if severity == Severity.CRITICAL:
        return True
    return severity == Severity.WARNING and exposed > 0 and sure >= DOUBTFUL


def how_bad(severity: int, stopped: int) -> int:
    """How it hurts: it stops them where it is critical and stops somebody."""
    if severity == Severity.CRITICAL and stopped:
        return impact.STOPS
    return impact.SLOWS
