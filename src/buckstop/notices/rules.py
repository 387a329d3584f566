"""What is told of a fact, and whom: by the tellings of the app that has it. Pure."""

from uuid import UUID

from buckstop.ledger.entries import Fact
from buckstop.people.telling import TELLINGS, About


def is_told(made: Fact, begun: bool) -> bool:
    """Whether staff are told of it; `begun` where its problem began with it."""
    telling = TELLINGS.get(type(made))
    return telling is not None and not (begun and telling.unless_begun)


def is_for_owners(made: Fact) -> bool:
    """Whether it holds only as long as who is told owns the problem."""
    telling = TELLINGS.get(type(made))
    return telling is not None and telling.while_owner


def asks_for(made: Fact) -> UUID | None:
    """The commitment that this asks somebody to do something about, if any."""
    telling = TELLINGS.get(type(made))
    return getattr(made, telling.asks) if telling and telling.asks else None


def told(made: Fact, about: About) -> tuple[list[UUID], str]:
    """Who must know, without who did it themselves, and the sentence."""
    telling = TELLINGS[type(made)]
    people = dict.fromkeys(telling.whom(made, about))
    return [person for person in people if person != about.by], telling.words
