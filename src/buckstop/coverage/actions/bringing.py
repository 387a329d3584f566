"""Turns that another program had: kept as weekly shifts and as turns besides the roster's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from buckstop.coverage.actions import add_shift
from buckstop.coverage.actions.instead import override
from buckstop.coverage.calendar_files import Line, Weekly
from buckstop.coverage.models import Roster
from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person


@dataclass(frozen=True, slots=True)
class Brought:
    """A line of a calendar, and who of us that is."""

    line: Line
    person: Person


def bring_turns(roster: Roster, turns: Sequence[Brought], *, by: Actor, at: datetime) -> int:
    """Keep each on `roster`, all or none; returns how many there are."""
    with acting(roster, by=by, at=at):
        for one in turns:
            line, person = one.line, one.person
            if isinstance(line, Weekly):
                add_shift(
                    roster, person=person, weekday=line.weekday, starts=line.starts,
                    ends=line.ends, zone=line.zone, by=by, at=at,
                )  # fmt: skip
            else:
                override(
                    roster, person=person, instead_of=None, starts=line.starts, ends=line.ends,
                    by=by, at=at,
                )  # fmt: skip
    return len(turns)
