"""Which fix first: what a cause takes of customers, per what it costs to remove it. Pure.

Small ones that take much come first. Time is what it costs most customers, so that is what it
is counted in: somebody who was unhappy (said that it still fails, rated it hard, wasn't told in
time) counts as a working day more of theirs. What it costs is counted in our days.
"""

from dataclasses import dataclass

DAYS = {"small": 1.0, "medium": 7.0, "large": 30.0}
"""What a size comes to. Where nobody said one yet, it counts as medium: it may be worth asking."""
UNHAPPY = 8.0  # hours


@dataclass(frozen=True, slots=True)
class Taken:
    """What a cause takes of customers in a month: their hours, and how many it made unhappy."""

    hours: float = 0.0
    unhappy: int = 0


def worth(taken: Taken, size: str = "") -> float:
    """Hours of customers that are won in a month, for each of our days."""
    days = DAYS.get(size, DAYS["medium"])
    return (taken.hours + UNHAPPY * taken.unhappy) / days
