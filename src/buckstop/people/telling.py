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
    """What a telling needs to know: the problem's owner, the leaders, who acted."""

    owner: UUID
    leaders: tuple[UUID, ...]
    by: UUID | None


class Group(StrEnum):
    """What a telling is about for whom it is told: each person says of each how it reaches them."""

    OFFERED = "offered"
    OWED = "owed"
    OWNED = "owned"
    LED = "led"


type Whom = Callable[[Fact, About], list[UUID]]


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told, and in which words.

    `asks` names the field with the commitment that somebody is to do something about: when that has
    ended, it asks for nothing. `page_only`: no mail, since that would come back too.
    `unless_begun`: not where the problem began with it, which its owner is told anyway.
    `while_owner`: holds only as long as who is told owns the problem. `urgent`: may ring more often
    than others, where who is told wants that.
    """

    whom: Whom
    words: str
    asks: str = ""
    page_only: bool = False
    unless_begun: bool = False
    while_owner: bool = False
    urgent: bool = False

    def group(self, made: Fact, person: UUID, about: About) -> Group:
        """What it is about for `person`, one of those who are told."""
        if self.asks == "handoff":
            return Group.OFFERED
        named = any(getattr(made, one.name) == person for one in fields(made))
        if named or (self.asks and person == about.owner):
            return Group.OWED
        return Group.OWNED if person == about.owner else Group.LED


TELLINGS: dict[type[Fact], Telling] = {}


def tell(
    fact: type[Fact],
    whom: Whom,
    words: str,
    *,
    asks: str = "",
    page_only: bool = False,
    unless_begun: bool = False,
    while_owner: bool = False,
    urgent: bool = False,
) -> None:
    """Say once, at start-up, whom of us a fact is told; see `Telling`."""
    TELLINGS[fact] = Telling(whom, words, asks, page_only, unless_begun, while_owner, urgent)


def field(name: str) -> Whom:
    """The person that the fact names so."""
    return lambda made, _: [getattr(made, name)]


def owner(_: Fact, about: About) -> list[UUID]:
    """The problem's owner."""
    return [about.owner]


def owner_and_leaders(_: Fact, about: About) -> list[UUID]:
    """The problem's owner, and the leaders who are told."""
    return [about.owner, *about.leaders]


def leaders_without(name: str) -> Whom:
    """The leaders, but for the person that the fact names so."""
    return lambda made, about: [one for one in about.leaders if one != getattr(made, name)]
