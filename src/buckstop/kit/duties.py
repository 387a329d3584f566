"""What a worker does again and again: each app registers its duties in a file of that name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

type Run = Callable[[datetime], int]
"""Does what is due at the time, a batch of it; returns how many things it took up."""

type Due = Callable[[], datetime | None]
"""When the next thing that waits for its time falls due, where one waits."""


class Order(IntEnum):
    """What comes first in a worker's turn; between these there is room for `Order.DUE + 1`."""

    TAKE_IN = 10
    """Somebody outside waits until it is taken in."""
    DUE = 20
    """Times that were promised."""
    FOLLOW = 30
    """What follows from what happened."""
    UPKEEP = 40
    """What nobody waits for."""


@dataclass(frozen=True)
class Duty:
    """Work of the clock. Its `name` is what a worker does, as logs say it: "run reactions".

    In each turn it runs until it finds nothing, `most` times at most, so that everything has its
    turn after some seconds whatever happens; where `every` is given, once in that time at most, in
    each worker. One of a `channel` runs where that is open, right before what leaves by it. What
    may take `long` in a big house is done beside the others, so that no promise waits for it.

    One that is `woken` is asked in each turn, so that it finds at once what was just committed. A
    worker that has much to do has many turns in a second, and asks the others again only after as
    long as one that has nothing to do.

    `due` is for those who move the clock, as the demo company and stories do: they stop at each of
    its times. A duty without it finds what others left, and needs no time of its own.
    """

    name: str
    run: Run
    order: int
    most: int = 1
    every: timedelta = timedelta()
    channel: str = ""
    long: bool = False
    woken: bool = False
    due: Due | None = None


DUTIES: dict[str, Duty] = {}


def register(*duties: Duty) -> None:
    """Say once, at start-up, what there is to do. Raises TypeError where a name is taken."""
    for duty in duties:
        if duty.name in DUTIES:
            raise TypeError(f"two duties are called {duty.name}")
        DUTIES[duty.name] = duty


def in_order() -> list[Duty]:
    """Every duty, the most urgent first; by name where they are as urgent."""
    return sorted(DUTIES.values(), key=lambda duty: (duty.order, duty.name))


def next_due() -> tuple[datetime, Duty] | None:
    """The duty whose time comes first, and that time; the more urgent where two come at once."""
    waiting = ((at, duty) for duty in in_order() if duty.due and (at := duty.due()) is not None)
    return min(waiting, key=lambda one: one[0], default=None)
