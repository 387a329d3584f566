"""The desk at an instant: one snapshot for verbs, rules and pages. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from buckstop.coverage.rules.levels import GROWS, Level, Levels
from buckstop.coverage.service_times import ServiceTimes


@dataclass(frozen=True, slots=True)
class Desk:
    """One roster at an instant: who is on shift by it, until when; with whom its buck stops; who
    leads its team, where somebody does; how many minutes each kind of work takes it, of which
    enough is known."""

    on_shift: Mapping[UUID, datetime]
    buck_stops_with: UUID
    lead: UUID | None = None
    paces: Mapping[str, float] = field(default_factory=dict)

    @property
    def watch(self) -> list[UUID]:
        """Who can be reached now: the people on shift, else the one with whom the buck stops."""
        return list(self.on_shift) or [self.buck_stops_with]


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on shift, whatever their team, until when; their names, and how many problems each
    may be routed; who is there always; the times of the default service level, and the levels
    that are asked before it.

    `desks` has each team's own, and the service desk's under None; empty where there is no team:
    then `paces` are the house's, as a desk has them. `grows` and `learned` are those of the levels.
    By its `stamp` more can be asked of the same rosters without asking whether they changed.
    """

    on_shift: dict[UUID, datetime]
    names: dict[UUID, str]
    limits: dict[UUID, int]
    buck_stops_with: UUID
    times: ServiceTimes
    desks: Mapping[UUID | None, Desk] = field(default_factory=dict)
    teams: Mapping[UUID, str] = field(default_factory=dict)
    others: tuple[Level, ...] = ()
    paces: Mapping[str, float] = field(default_factory=dict)
    grows: int = GROWS
    learned: bool = False
    stamp: UUID | None = field(default=None, compare=False)

    @property
    def levels(self) -> Levels:
        """Every service level."""
        return Levels(self.times, self.others, self.grows, self.learned)

    def desk(self, team: UUID | None) -> Desk:
        """The desk of a team; the service desk's where it has ended, or there is none."""
        found = self.desks.get(team) or self.desks.get(None)
        return found or Desk(self.on_shift, self.buck_stops_with, paces=self.paces)

    @property
    def everywhere(self) -> list[Desk]:
        """Every desk: of the house, and of each team."""
        return list(self.desks.values()) or [self.desk(None)]

    @property
    def bucks(self) -> set[UUID]:
        """With whom the buck stops, at whichever desk."""
        return {self.buck_stops_with, *(desk.buck_stops_with for desk in self.desks.values())}

    @property
    def watch(self) -> list[UUID]:
        """Who has the watch, at whichever desk."""
        return list(dict.fromkeys(key for desk in self.everywhere for key in desk.watch))

    def watches(self, person: UUID) -> bool:
        """Whether somebody has the watch, at whichever desk."""
        return person in self.watch

    def watched_by(self, person: UUID) -> list[UUID | None]:
        """The teams whose watch somebody has; None is the service desk."""
        desks = self.desks or {None: self.desk(None)}
        return [team for team, desk in desks.items() if person in desk.watch]
