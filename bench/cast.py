"""Run inside a house: puts people at its desk, in shifts around the clock, with the real verbs."""

import sys
from datetime import datetime, time

import buckstop.ready as _ready  # sets Django up before the models below are imported
from buckstop.coverage import actions as coverage
from buckstop.coverage.models import Roster
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person

STAFF = int(sys.argv[1]) if sys.argv[1:] else 20
"""People at the desk, all on shift: so that work spreads as it does in a desk of this size."""

__all__ = ["STAFF", "_ready"]


def put(person: Person, roster: Roster, at: datetime) -> None:
    """On shift all day, every day, with room for what a benchmark opens."""
    for weekday in range(7):
        coverage.add_shift(
            roster, person=person, weekday=weekday, starts=time(0), ends=time(0), by=DESK, at=at
        )
    coverage.set_limit(roster, person=person, limit=1000, by=DESK, at=at)


def main() -> None:
    """Twenty people: one lead, with whom the buck stops, the others at the front line."""
    now = clock.now()
    people = [
        staff.add(
            name=f"Agent {number:02}",
            email=f"agent{number:02}@desk.example",
            role="lead" if number == 0 else "front line",
            by=DESK,
            at=now,
        )
        for number in range(STAFF)
    ]
    roster = coverage.make_roster(zone="Europe/Zurich", buck_stops_with=people[0], by=DESK, at=now)
    for person in people:
        put(person, roster, now)


if __name__ == "__main__":
    main()
