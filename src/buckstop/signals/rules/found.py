"""Which trouble opens a problem by itself, and how badly it hurts. Pure."""

from buckstop.problems.rules import impact
from buckstop.signals.tools.signal import Severity


def matters(severity: int, exposed: int) -> bool:
    """What is critical does, and a warning on a service that customers use."""
    if severity == Severity.CRITICAL:
        return True
    return severity == Severity.WARNING and exposed > 0


def how_bad(severity: int, stopped: int) -> int:
    """How it hurts: it stops them where it is critical and stops somebody."""
    if severity == Severity.CRITICAL and stopped:
        return impact.STOPS
    return impact.SLOWS
