"""What is told of a fact, whom and when: by the tellings of the app that has it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.entries import Fact
from buckstop.notices.entries import Undelivered
from buckstop.notices.models import When
from buckstop.outbox.models import TROUBLED, UNDER_WAY, DeliveryState
from buckstop.people.telling import FACINGS, TELLINGS, About, Group

type Limit = tuple[timedelta, int]
QUIET: tuple[Limit, ...] = ((timedelta(minutes=1), 1),)
"""What a way takes at most: so many messages in such a time. What comes meanwhile goes with the
next."""
LOUD: tuple[Limit, ...] = (
    (timedelta(minutes=1), 1),
    (timedelta(minutes=15), 3),
    (timedelta(hours=1), 5),
)
"""The same of one that rings or costs something each time."""
PATIENCE = timedelta(minutes=3)
"""So long something may be on its way before somebody else hears of it."""
LONGEST_LIMIT = timedelta(hours=1)


def is_told(made: Fact, begun: bool) -> bool:
    """Whether staff are told of it; `begun` where its problem began with it."""
    telling, facing = TELLINGS.get(type(made)), FACINGS.get(type(made))
    if telling is not None and not (begun and telling.unless_begun):
        return True
    return facing is not None and facing.may(made) and not (begun and facing.unless_begun)


def is_for_owners(made: Fact) -> bool:
    """Whether it holds only as long as who is told owns the problem."""
    telling = TELLINGS.get(type(made))
    return telling is not None and telling.while_owner


def asks_for(made: Fact) -> UUID | None:
    """The commitment that this asks somebody to do something about, if any."""
    telling = TELLINGS.get(type(made))
    return getattr(made, telling.asks) if telling and telling.asks else None


def offers(made: Fact) -> UUID | None:
    """The turn that this offers to who is told of it, if any."""
    telling = TELLINGS.get(type(made))
    return getattr(made, telling.offers) if telling and telling.offers else None


@dataclass(frozen=True, slots=True)
class Told:
    """That somebody is told of a fact: in which words, as what, and whether on their page alone."""

    person: UUID
    words: str
    group: Group
    page_only: bool = False


def told(made: Fact, about: About) -> list[Told]:
    """Who must know, each once, without who did it themselves; account managers after others."""
    found: dict[UUID, Told] = {}
    if telling := TELLINGS.get(type(made)):
        for person in telling.whom(made, about):
            group = telling.group(made, person, about)
            found.setdefault(person, Told(person, telling.words, group, telling.page_only))
    if (facing := FACINGS.get(type(made))) and facing.may(made):
        for person in facing.managers(about):
            found.setdefault(person, Told(person, facing.words, Group.FACED))
    return [one for one in found.values() if one.person != about.by]


def is_urgent(made: Fact) -> bool:
    """Whether it may ring more often than others."""
    telling = TELLINGS.get(type(made))
    return telling is not None and telling.urgent


def filled(sentence: str, made: Fact) -> str:
    """A sentence that names fields of its fact, with them; persons stand in it by their keys."""
    if "%(" not in sentence:
        return sentence
    values = {one.name: getattr(made, one.name) for one in fields(made)}
    for name, words in made.words.items():
        values[name] = _(words.get(values[name], values[name]))
    return _(sentence) % values


def due(when: When, at: datetime, *, on_watch: bool, next_duty: datetime | None) -> datetime | None:
    """When somebody is told of something that happened `at`, away from the pages; or None.

    Whoever has the watch is told at once, whatever they chose; so is who has nothing ahead.
    """
    if on_watch or when == When.NOW:
        return at
    return (next_duty or at) if when == When.SHIFT else None


def is_free(sent: Iterable[datetime], at: datetime, limits: Iterable[Limit]) -> bool:
    """Whether a way that took messages at these times may take another one `at`."""
    times = list(sent)
    return all(sum(one > at - span for one in times) < most for span, most in limits)


@dataclass(frozen=True, slots=True)
class Try:
    """One way by which somebody should be told: since when, and the state of its delivery."""

    way: str
    since: datetime
    state: str
    nowhere: bool = False

    @property
    def why(self) -> Undelivered:
        if self.nowhere:
            return Undelivered.NOWHERE
        if self.state in UNDER_WAY:
            return Undelivered.WAITS
        in_doubt = self.state == DeliveryState.UNCERTAIN
        return Undelivered.UNCERTAIN if in_doubt else Undelivered.FAILED

    def may_arrive(self, at: datetime) -> bool:
        """Whether it did, or is on its way for no longer than we wait."""
        if self.nowhere or self.state in TROUBLED:
            return False
        return self.state not in UNDER_WAY or self.since > at - PATIENCE


def undelivered(tries: list[Try], at: datetime) -> Try | None:
    """The try that says why somebody couldn't be told; None where they were, or may still be."""
    hopeless = tries and not any(one.may_arrive(at) for one in tries)
    return tries[0] if hopeless else None
