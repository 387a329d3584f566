"""Who is on duty, at an instant or over a time. Pure.

A turn is whose layer says so; unless a swap made it somebody else's; unless an override puts
another in their place for some hours; unless they are absent, when their stand-in is there. Who
works here no more is never there. What is left with nobody is a gap, and has a cause.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from buckstop.coverage.rules import wall_clock
from buckstop.coverage.rules.layers import Absence, Override, Rotation, Rows, Turn, Weekly

INSTANT = timedelta(microseconds=1)
NOBODY = UUID(int=0)


class Cause(StrEnum):
    """Why nobody is there when somebody should be."""

    ABSENT = "absent"  # and nobody stands in
    LEFT = "left"


class Span(NamedTuple):
    """`person` is on duty from an instant to another; or None and why."""

    person: UUID | None
    starts: datetime
    ends: datetime
    of: UUID  # whose turn it is by the roster
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class _Window[R: (Absence, Override)]:
    """A row with the instants between which it holds."""

    row: R
    starts: datetime
    ends: datetime

    def holds(self, at: datetime) -> bool:
        return self.starts <= at < self.ends


class Duty:
    """A roster's rows made ready to be asked."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._overrides = _windows(rows.overrides, rows.zone)
        self._absences = _windows(rows.absences, rows.zone)
        self._edges = {
            *(edge for one in self._overrides for edge in (one.starts, one.ends)),
            *(edge for one in self._absences for edge in (one.starts, one.ends)),
        }
        self._instead = _by((one.row.instead_of, one) for one in self._overrides)
        self._away = _by((one.row.person, one) for one in self._absences)
        self._touched = {*self._instead, *self._away}
        self._covers = {(cover.layer, cover.day): cover.person for cover in rows.covers}

    def who(self, at: datetime) -> dict[UUID, datetime]:
        """Who is on duty at `at`, and until when."""
        found: dict[UUID, datetime] = {}
        for span in self._spans(at, at + INSTANT):
            if span.person is not None and span.starts <= at < span.ends:
                found[span.person] = max(span.ends, found.get(span.person, span.ends))
        return found

    def spans(self, start: datetime, end: datetime) -> list[Span]:
        """Who is on duty from `start` to `end`, turn by turn; each clipped to that time."""
        found = _clipped(self._spans(start, end), start, end)
        return sorted(found, key=lambda span: (span.starts, span.ends, span.of))

    def gaps(self, start: datetime, end: datetime) -> list[Span]:
        """The turns of that time that are nobody's, while nobody else is there either."""
        found = self.spans(start, end)
        there = sorted((s.starts, s.ends) for s in found if s.person is not None)
        return [piece for span in found if span.person is None for piece in _without(span, there)]

    def on_call(self, start: datetime, end: datetime) -> list[Span]:
        """The turns of rotations alone: a weekly shift is work, a rotation is being reachable."""
        layers = [layer for layer in self._rows.layers if isinstance(layer, Rotation)]
        return list(
            _clipped((p for one in layers for p in self._turns(one, start, end)), start, end)
        )

    def _spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        for layer in self._rows.layers:
            yield from self._turns(layer, start, end)
        for window in self._overrides:
            row = window.row
            if row.instead_of is None and window.starts < end and start < window.ends:
                turn = Turn(
                    row.person, window.starts.date(), row.person, window.starts, window.ends
                )
                yield from self._pieces(turn)

    def _turns(self, layer: Weekly | Rotation, start: datetime, end: datetime) -> Iterator[Span]:
        before: UUID | None = None
        whole, cause = False, None
        for turn in layer.turns(start, end, self._rows.zone):
            if turn.person is not before:  # most layers are one person's: asked once of each
                before = turn.person
                whole = not self._covers and before not in self._touched
                cause = None if before in self._rows.able else Cause.LEFT
            if whole:
                there = before if cause is None else None
                yield Span(there, turn.starts, turn.ends, turn.person, cause)
            else:
                yield from self._pieces(turn)

    def _pieces(self, turn: Turn) -> Iterator[Span]:
        """A turn, cut where somebody else takes over."""
        whose = self._covers.get((turn.layer, turn.day), turn.person)
        if whose not in self._touched:
            yield self._whole(whose, turn)
            return
        cuts = {turn.starts, turn.ends}
        cuts.update(cut for cut in self._edges if turn.starts < cut < turn.ends)
        edges = sorted(cuts)
        before: Span | None = None
        for starts, ends in pairwise(edges):
            person, cause = self._is_there(whose, starts)
            if before and (before.person, before.cause) == (person, cause):
                before = Span(person, before.starts, ends, whose, cause)
                continue
            if before:
                yield before
            before = Span(person, starts, ends, whose, cause)
        if before:
            yield before

    def _whole(self, whose: UUID, turn: Turn) -> Span:
        """The turn of somebody whom no override and no absence concerns."""
        able = whose in self._rows.able
        return Span(
            whose if able else None, turn.starts, turn.ends, whose, None if able else Cause.LEFT
        )

    def _is_there(self, whose: UUID, at: datetime) -> tuple[UUID | None, Cause | None]:
        """Who is there for `whose` at `at`; nobody, and why."""
        person = whose
        for window in self._instead.get(whose, ()):
            if window.holds(at):
                person = window.row.person
        asked = {person}
        while absence := self._absence(person, at):
            if absence.stand_in is None or absence.stand_in in asked:
                return None, Cause.ABSENT
            person = absence.stand_in
            asked.add(person)
        return (person, None) if person in self._rows.able else (None, Cause.LEFT)

    def _absence(self, person: UUID, at: datetime) -> Absence | None:
        """The absence of somebody at `at`; of two, the later."""
        found = [w.row for w in self._away.get(person, ()) if w.holds(at)]
        return found[-1] if found else None


def _by[R: (Absence, Override)](
    windows: Iterable[tuple[UUID | None, _Window[R]]],
) -> dict[UUID | None, list[_Window[R]]]:
    """Each person's, in their order."""
    found: dict[UUID | None, list[_Window[R]]] = {}
    for person, window in windows:
        found.setdefault(person, []).append(window)
    return found


def _windows[R: (Absence, Override)](rows: Iterable[R], zone: str) -> list[_Window[R]]:
    """When each holds; one that was taken back holds until then, and none before it was said."""
    return [
        _Window(
            row,
            max(wall_clock.first(row.starts, zone), row.since),
            min(wall_clock.last(row.ends, zone), row.until),
        )
        for row in rows
    ]


def who(rows: Rows, at: datetime) -> dict[UUID, datetime]:
    """Who is on duty at `at`, and until when."""
    return Duty(rows).who(at)


def spans(rows: Rows, start: datetime, end: datetime) -> list[Span]:
    """Who is on duty from `start` to `end`, turn by turn."""
    return Duty(rows).spans(start, end)


def _clipped(spans: Iterable[Span], start: datetime, end: datetime) -> Iterator[Span]:
    """What of each is within that time."""
    for span in spans:
        if start <= span.starts and span.ends <= end:
            yield span
        elif span.starts < end and start < span.ends:
            yield span._replace(starts=max(span.starts, start), ends=min(span.ends, end))


def time_on(spans: Iterable[Span]) -> dict[UUID, timedelta]:
    """For how long each is on duty; turns of one person that overlap count once."""
    found: dict[UUID, timedelta] = {}
    until: dict[UUID, datetime] = {}
    for span in sorted(spans, key=lambda one: one.starts):
        if span.person is None:
            continue
        starts = max(span.starts, until.get(span.person, span.starts))
        if starts < span.ends:
            found[span.person] = found.get(span.person, timedelta()) + (span.ends - starts)
            until[span.person] = span.ends
    return found


def gaps(rows: Rows, start: datetime, end: datetime) -> list[Span]:
    """The turns from `start` to `end` that are nobody's, while nobody else is there either."""
    return Duty(rows).gaps(start, end)


def uncovered(
    spans: Iterable[Span], start: datetime, end: datetime
) -> list[tuple[datetime, datetime]]:
    """From when to when nobody is there, whether or not somebody should be."""
    whole = Span(None, start, end, NOBODY)
    there = sorted((s.starts, s.ends) for s in spans if s.person is not None)
    return [(span.starts, span.ends) for span in _without(whole, there)]


def _without(span: Span, there: list[tuple[datetime, datetime]]) -> Iterator[Span]:
    """The parts of a span at which nobody of `there`, sorted, is there."""
    at = span.starts
    for starts, ends in there:
        if ends <= at or starts >= span.ends:
            continue
        if starts > at:
            yield Span(None, at, starts, span.of, span.cause)
        at = max(at, ends)
    if at < span.ends:
        yield Span(None, at, span.ends, span.of, span.cause)
