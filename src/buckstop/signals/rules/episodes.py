"""How an episode goes on with each signal. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from buckstop.kit.text import shortened
from buckstop.signals.tools.signal import Signal

FIRING, QUIET = "firing", "quiet"
PAST = timedelta(days=7)
"""A clock that is further behind doesn't count: then a signal happened when it came."""


@dataclass(kw_only=True)
class Course:
    """An episode as it stands; the same names as the columns of its row."""

    state: str
    title: str
    url: str
    severity: int
    worst: int
    began_at: datetime
    last_at: datetime
    fired_upto: datetime | None = None
    recovered_upto: datetime | None = None
    quiet_since: datetime | None = None
    signals: int = 0
    flaps: int = 0


def happened(signal: Signal, received: datetime) -> datetime:
    """When it happened, by the tool's clock where that can be true, else when it came."""
    at = signal.at
    if at is None or at > received or at < received - PAST:
        return received
    return at


def begun(signal: Signal, received: datetime) -> Course:
    """The course of an episode that begins with this signal; one that recovers is quiet at once."""
    at = happened(signal, received)
    return Course(
        state=FIRING if signal.firing else QUIET,
        title=shortened(signal.title, 200),
        url=signal.url[:1000],
        severity=signal.severity,
        worst=signal.severity,
        began_at=at,
        last_at=received,
        fired_upto=at if signal.firing else None,
        recovered_upto=None if signal.firing else at,
        quiet_since=None if signal.firing else received,
        signals=1,
    )


def goes_on(course: Course, signal: Signal, received: datetime) -> None:
    """One more signal of the same trouble; what happened before what we know, changes no state."""
    at = happened(signal, received)
    course.signals += 1
    if signal.firing:
        if course.recovered_upto is not None and at < course.recovered_upto:
            return
        course.title, course.url = shortened(signal.title, 200), signal.url[:1000]
        course.severity = signal.severity
        course.worst = max(course.worst, signal.severity)
        course.fired_upto = max(at, course.fired_upto or at)
        course.last_at = max(received, course.last_at)
        if course.state == QUIET:
            course.state, course.quiet_since = FIRING, None
            course.flaps += 1
    elif course.fired_upto is None or at >= course.fired_upto:
        course.recovered_upto = max(at, course.recovered_upto or at)
        if course.state == FIRING:
            course.state, course.quiet_since = QUIET, received
