"""Who becomes the owner of a new problem."""

from dataclasses import dataclass
from uuid import UUID

from buckstop.coverage.on_duty import OnDuty


@dataclass
class Routing:
    """Who is on duty, and how many problems each of them owns.

    One Routing serves a whole batch of new problems: `pick` counts what it gave.
    """

    on_duty: OnDuty
    loads: dict[UUID, int]

    def pick(self, *, team: UUID | None = None, but_not: UUID | None = None) -> tuple[UUID, bool]:
        """The person, and whether a shift accepted it for them (else the buck stopped there).

        Of the team, None being the service desk: the least loaded on shift who has room; ties go by
        key: the choice is always the same.
        """
        limits, desk = self.on_duty.limits, self.on_duty.desk(team)
        room = [
            (self.loads.get(person, 0), str(person), person)
            for person in desk.on_shift
            if person != but_not and self.loads.get(person, 0) < limits.get(person, 0)
        ]
        chosen = min(room)[2] if room else desk.buck_stops_with
        self.loads[chosen] = self.loads.get(chosen, 0) + 1
        return chosen, bool(room)
