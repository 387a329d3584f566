"""What follows facts: each app registers its reactions in a file of that name.

A reaction is called for when its fact is recorded, waits as a row, and runs in the order of its
chain (`ledger.following`). Of what one fact calls for, the earlier stage comes first.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Entry

type Run = Callable[[list[Entry], datetime], None]
"""Does what follows entries of one batch, each of another chain unless it takes them together."""
type When = Callable[[Fact, bool], bool]
"""Whether a fact calls for it; told besides whether the fact's chain began with it."""


class Stage(IntEnum):
    """Who waits for what follows a fact; it runs in this order, and by name within a stage."""

    OUTSIDE = 1
    INSIDE = 2


def _always(_: Fact, __: bool) -> bool:
    return True


@dataclass(frozen=True)
class Reaction:
    """What follows entries. Its `name` stands in the rows that wait for it: app, dot, and what.

    `facts` are the kinds of entries that it follows, which may grow while apps register; `when`
    decides for each fact. One that is `together` may be given several entries of a chain that wait
    behind each other for nothing else; where one of them fails, the others don't wait for it.
    """

    name: str
    run: Run
    facts: Collection[type[Fact]]
    when: When = _always
    stage: Stage = Stage.INSIDE
    together: bool = False


REACTIONS: dict[str, Reaction] = {}


def register(*reactions: Reaction) -> None:
    """Say once, at start-up, what follows. Raises TypeError where a name is taken."""
    for reaction in reactions:
        if reaction.name in REACTIONS:
            raise TypeError(f"two reactions are called {reaction.name}")
        REACTIONS[reaction.name] = reaction


def called_for(fact: Fact, begun: bool) -> list[str]:
    """The names of the reactions to what happened; `begun` where its chain began with it."""
    found = [one for one in REACTIONS.values() if type(fact) in one.facts and one.when(fact, begun)]
    if len(found) > 1:
        found.sort(key=lambda one: (one.stage, one.name))
    return [one.name for one in found]
