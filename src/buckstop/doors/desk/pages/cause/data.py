"""A cause as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.reader import Reader
from buckstop.prevention.models import Because
from buckstop.prevention.queries import Known


@dataclass(frozen=True, slots=True)
class Happened:
    """A problem that it let happen."""

    ref: str
    title: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Also:
    """What was taken into it, in its own words."""

    what: str
    apart: Button | None


def problems(rows: Iterable[Because]) -> list[Happened]:
    """The newest first."""
    return [
        Happened(
            row.problem.ref,
            row.problem.title,
            PROBLEM.url(row.problem.number),
            row.problem.opened_at,
        )
        for row in rows
    ]


def also(known: Known, reader: Reader) -> list[Also]:
    """What was taken into it."""
    return [
        Also(str(one), button(Spot.CAUSE_MERGED, Subject(reader=reader, row=one)))
        for one in known.also
    ]
