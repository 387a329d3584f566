"""Run inside a house: makes it one of so many staff in 40 teams, by the real verbs."""

import sys
from datetime import date, time
from typing import Any

import buckstop.ready as _ready  # sets Django up before the models below are imported
from buckstop.coverage.actions import rotations, set_limit, teams
from buckstop.coverage.queries import roster
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person

TEAMS = 40
BORNE, LESS = 100, 80  # problems that most of them may have, and one in twenty
ZONES = ("Europe/Zurich", "America/New_York", "Pacific/Auckland")

__all__ = ["TEAMS", "_ready"]


def main() -> None:
    """Who is there already leads; the others are of teams, and take turns there."""
    by: dict[str, Any] = {"by": DESK, "at": clock.now()}
    lead = Person.objects.get(email="agent00@desk.example")
    there = Person.objects.filter(email__startswith="agent").count()
    people = [
        staff.add(
            name=f"Member {number:03}", email=f"member{number:03}@desk.example",
            role="front line", **by,
        )
        for number in range(int(sys.argv[1]) - there)
    ]  # fmt: skip
    desk = roster()
    for number, person in enumerate(people):
        set_limit(desk, person=person, limit=BORNE if number % 20 else LESS, **by)
    for number in range(TEAMS):
        zone = ZONES[number % len(ZONES)]
        team = teams.add_team(name=f"Team {number:02}", lead=lead, zone=zone, **by)
        of_it = people[number::TEAMS]
        teams.add_members(team, people=of_it, **by)
        rotations.add_rotation(
            team.roster, people=of_it, begins=date(2026, 1, 5), hands_over=time(9), days=1, **by
        )


if __name__ == "__main__":
    main()
