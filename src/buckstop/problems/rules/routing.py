"""Who becomes the owner of a new problem, and why."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.coverage.on_duty import OnDuty
from buckstop.kit.ids import reference
from buckstop.problems.rules.likeness import ALIKE, compared, likeness

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


class Why(StrEnum):
    """What made somebody the best on shift; SKILL is followed by a colon and what they know, SOLVED
    by one and the problem that they solved."""

    CUSTOMER = "customer"  # they own others of that customer
    SOLVED = "solved"
    SKILL = "skill"
    LOAD = "load"
    LONGEST = "longest"
    ALIKE = "alike"  # nothing tells them from the others
    ALONE = "alone"  # nobody else was there who had room


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a new problem: which team it names, who owns others of its customer, who on
    shift `solved` the like (the nearest of theirs), what they know of what its `words` name."""

    team: UUID | None = None
    owners: frozenset[UUID] = frozenset()
    words: str = ""
    solved: Mapping[UUID, str] = field(default_factory=dict)
    skills: Mapping[UUID, Sequence[str]] = field(default_factory=dict)

    def knows(self, person: UUID) -> list[str]:
        """What somebody knows of which the words speak."""
        said = _plain(self.words)
        return [one for one in self.skills.get(person, ()) if _plain(one) in said]


@lru_cache(maxsize=2048)  # asked of everybody on shift, for one title and the same few skills
def _plain(words: str) -> str:
    """Whole words alone, each between blanks: `VPN` is in `the vpn, again`, not in `vpnx`."""
    return f" {' '.join(re.findall(r'\w+', words.casefold()))} "


class Solved(NamedTuple):
    """What somebody owned when customers called it solved."""

    owner: UUID
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Background:
    """What routing weighs besides who is on duty, of all new problems of a batch: the team that
    each customer, address or service names, who owns others of each customer, what was solved
    lately, and what people know."""

    teams: Mapping[UUID | str, UUID]
    owners: dict[UUID, set[UUID]]
    solved: Sequence[Solved]
    skills: Mapping[UUID, Sequence[str]]

    def about(
        self, on_duty: OnDuty, customer: UUID | None, addresses: Iterable[str], words: str
    ) -> About:
        """What is known of one of them."""
        names: list[UUID | str] = [customer] if customer else []
        said = _plain(words)
        spoken = sorted(
            (name for name in self.teams if isinstance(name, str) and _plain(name) in said),
            key=lambda name: (-len(name), name),
        )
        named = [name for name in (*names, *addresses, *spoken) if name in self.teams]
        team = self.teams[named[0]] if named else None
        there = on_duty.desk(team).on_shift
        owners = self.owners.get(customer, set()) if customer else set()
        solved = _solvers(compared(words), (one for one in self.solved if one.owner in there))
        skills = {person: self.skills[person] for person in there if person in self.skills}
        return About(team, frozenset(owners), words, solved, skills)

    def owned(self, customer: UUID | None, person: UUID) -> None:
        """Somebody owns one of that customer's from now on."""
        if customer:
            self.owners.setdefault(customer, set()).add(person)


def _solvers(said: str, solved: Iterable[Solved]) -> dict[UUID, str]:
    """Who solved what is like it, each with the nearest of theirs."""
    nearest: dict[UUID, tuple[float, int]] = {}
    for one in solved:
        like = likeness(said, one.title)
        if like >= ALIKE and like > nearest.get(one.owner, (0.0, 0))[0]:
            nearest[one.owner] = like, one.number
    return {owner: reference(number) for owner, (_like, number) in nearest.items()}


class Routed(NamedTuple):
    """Whom it goes to, whether a shift accepted it for them, and why, where that was weighed."""

    person: UUID
    on_shift: bool
    why: str = ""


@dataclass
class Routing:
    """Who is on duty, and how many problems each of them owns; what the waiting of their customers
    costs, and since when each has got nothing new.

    One Routing serves a whole batch of new problems: `pick` and `route` count what they gave. Where
    there are teams its `background` was read before the first of them.
    """

    on_duty: OnDuty
    loads: dict[UUID, int]
    costs: dict[UUID, float] = field(default_factory=dict)
    newest: dict[UUID, datetime] = field(default_factory=dict)
    background: Background | None = None

    def pick(
        self, *, team: UUID | None = None, but_not: Collection[UUID] = ()
    ) -> tuple[UUID, bool]:
        """The person, and whether a shift accepted it for them (else the buck stopped there).

        Of the team, None being the service desk: the least loaded on shift who has room; ties go by
        key: the choice is always the same.
        """
        room = [(self.loads.get(p, 0), str(p), p) for p in self._room(team) if p not in but_not]
        chosen = min(room)[2] if room else self.on_duty.desk(team).buck_stops_with
        self.loads[chosen] = self.loads.get(chosen, 0) + 1
        return chosen, bool(room)

    def route(self, about: About, *, cost: float, at: datetime) -> Routed:
        """The best person on shift for a new problem whose waiting costs `cost`.

        First who owns others of the customer, then who solved the like, then who knows of what it
        speaks, then whose customers' waiting costs least, then who got nothing new for longest.
        """
        room = self._room(about.team)
        if not room:
            return Routed(self.on_duty.desk(about.team).buck_stops_with, False)
        ranked = sorted(room, key=lambda person: (*self._rank(about, person), str(person)))
        chosen, others = ranked[0], ranked[1:]
        why = self._why(about, chosen, others)
        self.loads[chosen] = self.loads.get(chosen, 0) + 1
        self.costs[chosen] = self.costs.get(chosen, 0.0) + cost
        self.newest[chosen] = at
        return Routed(chosen, True, why)

    def _room(self, team: UUID | None) -> list[UUID]:
        limits = self.on_duty.limits
        there = self.on_duty.desk(team).on_shift
        return [one for one in there if self.loads.get(one, 0) < limits.get(one, 0)]

    def _rank(self, about: About, person: UUID) -> tuple[bool, bool, int, float, datetime]:
        return (
            person not in about.owners,
            person not in about.solved,
            -len(about.knows(person)),
            self.costs.get(person, 0.0),
            self.newest.get(person, LONG_AGO),
        )

    def _why(self, about: About, chosen: UUID, others: Sequence[UUID]) -> str:
        """The first thing in which the chosen one is ahead of the next."""
        if not others:
            return Why.ALONE
        rank, after = self._rank(about, chosen), self._rank(about, others[0])
        ahead = next((n for n in range(len(rank)) if rank[n] != after[n]), len(rank))
        if ahead == 1:
            return f"{Why.SOLVED}:{about.solved[chosen]}"
        if ahead == 2:
            return f"{Why.SKILL}:{about.knows(chosen)[0]}"
        every = (Why.CUSTOMER, Why.SOLVED, Why.SKILL, Why.LOAD, Why.LONGEST, Why.ALIKE)
        return every[ahead]


def in_words(why: str) -> str:
    """Why somebody got it, as a sentence on the problem; empty where it wasn't weighed."""
    code, _colon, what = why.partition(":")
    said = {
        Why.CUSTOMER: _("It went to them because they own others of this customer."),
        Why.SKILL: _("It went to them because they know %(skill)s.") % {"skill": what},
        Why.SOLVED: _("It went to them because they solved %(ref)s, which is like it.")
        % {"ref": what},
        Why.LOAD: _("It went to them because they had the lightest load on shift."),
        Why.LONGEST: _("It went to them because they had got nothing new for longest."),
        Why.ALIKE: _("It went to them; others on shift were as free."),
        Why.ALONE: _("It went to them because nobody else on shift had room."),
    }
    return said[Why(code)] if code in list(Why) else ""
