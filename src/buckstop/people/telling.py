"""Whom of us a fact is told, and in which words: a line in the `tellings` of the app that has it.

`notices` tells it, on the page and by mail. These stand here because owners and leaders are people,
and every app above may have something to tell. Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from uuid import UUID

from buckstop.ledger.entries import Fact


@dataclass(frozen=True, slots=True)
class About:
    """What a telling needs to know: the problem's owner, the leaders, who acted; `managers` have
    the relationship with the customers whom the fact concerns, whom it may stop (`hurts_badly`)."""

    owner: UUID
    leaders: tuple[UUID, ...]
    by: UUID | None
    managers: tuple[UUID, ...] = ()
    hurts_badly: bool = False


class Group(StrEnum):
    """What a telling is about for whom it is told: each person says of each how it reaches them."""

    OFFERED = "offered"
    OWED = "owed"
    OWNED = "owned"
    LED = "led"
    FACED = "faced"


type Whom = Callable[[Fact, About], list[UUID]]


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told, and in which words.

    `asks` names the field with the commitment that somebody is to do something about: when that has
    ended, it asks for nothing. `offers` names the field with a turn that is offered, which a plain
    yes by mail takes. `page_only`: no mail, since that would come back too.
    `unless_begun`: not where the problem began with it, which its owner is told anyway.
    `while_owner`: holds only as long as who is told owns the problem. `urgent`: may ring more often
    than others, where who is told wants that. `page`: where it leads at the desk, and `about` what
    that is called, for facts that are of no problem; without, only those of problems are told.
    """

    whom: Whom
    words: str
    asks: str = ""
    offers: str = ""
    page_only: bool = False
    unless_begun: bool = False
    while_owner: bool = False
    urgent: bool = False
    page: str = ""
    about: str = ""

    def group(self, made: Fact, person: UUID, about: About) -> Group:
        """What it is about for `person`, one of those who are told."""
        if self.asks == "handoff":
            return Group.OFFERED
        said = [getattr(made, one.name) for one in fields(made)]
        named = any(one == person or (isinstance(one, tuple) and person in one) for one in said)
        if named or (self.asks and person == about.owner):
            return Group.OWED
        return Group.OWNED if person == about.owner else Group.LED


TELLINGS: dict[type[Fact], Telling] = {}
TOLD: set[type[Fact]] = set()
"""Every fact that somebody hears of, by a telling or by a facing."""


@dataclass(frozen=True, slots=True)
class Facing:
    """In which words account managers hear of what happens to their customers.

    `may`: of which of these facts they may hear at all, as it is recorded. `unless_begun`: as of a
    telling. `if_it_stops_them`: only while the problem stops its customers.
    """

    words: str
    may: Callable[[Fact], bool]
    unless_begun: bool = False
    if_it_stops_them: bool = False

    def managers(self, about: About) -> tuple[UUID, ...]:
        """Who hears of it, before their customer calls; who owns it hears as its owner."""
        if self.if_it_stops_them and not about.hurts_badly:
            return ()
        return tuple(one for one in about.managers if one != about.owner)


FACINGS: dict[type[Fact], Facing] = {}


def tell(
    fact: type[Fact],
    whom: Whom,
    words: str,
    *,
    asks: str = "",
    offers: str = "",
    page_only: bool = False,
    unless_begun: bool = False,
    while_owner: bool = False,
    urgent: bool = False,
    page: str = "",
    about: str = "",
) -> None:
    """Say once, at start-up, whom of us a fact is told; see `Telling`."""
    TOLD.add(fact)
    TELLINGS[fact] = Telling(
        whom, words, asks, offers, page_only, unless_begun, while_owner, urgent, page, about
    )


def face(
    fact: type[Fact],
    words: str,
    *,
    may: Callable[[Fact], bool] = lambda _: True,
    unless_begun: bool = False,
    if_it_stops_them: bool = False,
) -> None:
    """Say once, at start-up, that account managers hear of a fact; see `Facing`."""
    TOLD.add(fact)
    FACINGS[fact] = Facing(words, may, unless_begun, if_it_stops_them)


def field(name: str) -> Whom:
    """The person that the fact names so."""
    return lambda made, _: [getattr(made, name)]


def owner(_: Fact, about: About) -> list[UUID]:
    """The problem's owner."""
    return [about.owner]


def leaders_without(name: str) -> Whom:
    """The leaders, but for the person that the fact names so."""
    return lambda made, about: [one for one in about.leaders if one != getattr(made, name)]
