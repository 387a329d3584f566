"""Who becomes the owner of a new problem."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass
class Routing:
    """Who is on shift, what each has open, how much each may have; who is there always.

    One Routing serves a whole batch of new problems: `pick` counts what it gave.
    """

    on_shift: tuple[UUID, ...]
    loads: dict[UUID, int]
    limits: Mapping[UUID, int]
    buck_stops_with: UUID

    def pick(self, *, but_not: UUID | None = None) -> tuple[UUID, bool]:
        """The person, and whether a shift accepted it for them (else the buck stopped there).

        The least loaded on shift who has room; ties go by key: the choice is always the same.
        """
        room = [
            (self.loads.get(person, 0), str(person), person)
            for person in self.on_shift
            if person != but_not and self.loads.get(person, 0) < self.limits.get(person, 0)
        ]
        chosen = min(room)[2] if room else self.buck_stops_with
        self.loads[chosen] = self.loads.get(chosen, 0) + 1
        return chosen, bool(room)
