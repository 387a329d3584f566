"""Signals of a source become what they are: episodes that begin and go on."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from buckstop.kit.bulk import new_row
from buckstop.ledger.transaction import Act
from buckstop.services.queries import services
from buckstop.signals import entries
from buckstop.signals.actions.heartbeats import course_of
from buckstop.signals.models import Episode, EpisodeState, Source
from buckstop.signals.rules.episodes import Course, begun, goes_on
from buckstop.signals.tools.signal import Signal


def take_in(act: Act, source: Source, said: list[tuple[Signal, datetime]]) -> None:
    """Part of verbs: every signal and when it was received, each trouble's in one change."""
    prints = {_fingerprint(signal) for signal, _received in said}
    running = Episode.objects.filter(source=source, fingerprint__in=prints)
    rows = act.rows(running.exclude(state=EpisodeState.OVER))
    episodes = {row.fingerprint: row for row in rows}
    courses = {key: course_of(row) for key, row in episodes.items()}
    first: dict[str, Signal] = {}
    for signal, received in said:
        key = _fingerprint(signal)
        if key in courses:
            goes_on(courses[key], signal, received)
        else:
            courses[key] = begun(signal, received)
            first[key] = signal
    for key, row in episodes.items():
        act.change(row, **asdict(courses[key]))
    known = _names() if any(one.names for one in first.values()) else {}
    for key, signal in first.items():
        _begin(act, source, key, courses[key], _service(signal, known) or source.service_id)


def _begin(act: Act, source: Source, key: str, course: Course, service: UUID | None) -> None:
    values = asdict(course)
    row = act.add(new_row(Episode, source=source, fingerprint=key, service_id=service, **values))
    made = entries.EpisodeBegan(episode=row.pk, service=service, severity=course.severity)
    act.record(made, on=source)


def _fingerprint(signal: Signal) -> str:
    return hashlib.sha256(signal.identity.encode(errors="replace")).hexdigest()


def _names() -> Mapping[str, UUID]:
    """Services by what tools may call them: their key, their name."""
    found: dict[str, UUID] = {}
    for one in services():
        found.setdefault(one.name.casefold(), one.pk)
    return found | {one.key: one.pk for one in services()}


def _service(signal: Signal, known: Mapping[str, UUID]) -> UUID | None:
    """The service that a signal names, where we know it."""
    names = (name.casefold() for name in signal.names)
    return next((known[name] for name in names if name in known), None)
