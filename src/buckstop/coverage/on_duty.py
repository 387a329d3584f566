"""The desk at an instant: one snapshot for verbs, rules and pages. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from buckstop.coverage.service_times import ServiceTimes


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on shift, until when; their names, and how many problems each may be routed; who is
    there always; the service level's times."""

    on_shift: dict[UUID, datetime]
    names: dict[UUID, str]
    limits: dict[UUID, int]
    buck_stops_with: UUID
    times: ServiceTimes

    @property
    def watch(self) -> list[UUID]:
        """Who can be reached now: the people on shift, else the one with whom the buck stops."""
        return list(self.on_shift) or [self.buck_stops_with]

    def watches(self, person: UUID) -> bool:
        return person in self.watch
