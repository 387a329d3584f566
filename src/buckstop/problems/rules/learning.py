"""What the order of work learns from the house's own facts: how waiting grows dearer, and what
comes easier to whom. Pure.

How it grows: a customer who has waited long asks more often where it stands. If in a day of waiting
`1 + g·d` as many ask as at first, where d is how many days they have waited, then two sums say g
(the method of moments): how many asked, and how long those had waited. Sums of several customers
add up, so that none of them need be kept.

What comes easier to whom: the order for one person is their rate of work times what waiting costs
(A. Mandelbaum and A. L. Stolyar, *Scheduling Flexible Servers with Convex Delay Costs*, Operations
Research 52, 2004). How fast somebody is at everything moves nothing in their own order, so that it
is divided out: what is left says nothing of how they do beside others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from buckstop.coverage.rules.levels import ENOUGH, GROWS

MOST_GROWTH = 100  # per cent a day; more than that is a house on fire, not a rule
LONGEST = 14.0  # days of waiting that are looked at
MOST_EASE = 3.0  # times easier, or harder, at most


@dataclass(frozen=True, slots=True)
class Waits:
    """What is known of how customers waited: how many `asked` where it stands and the days that
    these had waited by then, in all; and of every wait of d days the sums of d, d²/2 and d³/3."""

    asked: int = 0
    after: float = 0.0
    days: float = 0.0
    halves: float = 0.0
    thirds: float = 0.0

    def __add__(self, other: "Waits") -> "Waits":
        return Waits(
            self.asked + other.asked,
            self.after + other.after,
            self.days + other.days,
            self.halves + other.halves,
            self.thirds + other.thirds,
        )


def wait(days: float, *, asked: bool) -> Waits:
    """One customer's: they asked after so many days, or it ended then without a question."""
    seen = min(days, LONGEST)
    asked = asked and days <= LONGEST
    return Waits(int(asked), seen if asked else 0.0, seen, seen**2 / 2, seen**3 / 3)


def growth(waits: Waits) -> int | None:
    """What a day of waiting adds, in per cent, by those who asked; None while too few did.

    As much weight as thirty of them has what holds where nothing is known.
    """
    if waits.asked < ENOUGH:
        return None
    dearer = waits.after * waits.days - waits.asked * waits.halves
    evenly = waits.asked * waits.thirds - waits.after * waits.halves
    if dearer <= 0.0:
        found = 0.0
    else:
        found = min(100 * dearer / evenly, MOST_GROWTH) if evenly > 0.0 else MOST_GROWTH
    return round((waits.asked * found + ENOUGH * GROWS) / (waits.asked + ENOUGH))


def eases(own: Mapping[str, float], all_of_us: Mapping[str, float]) -> dict[str, float]:
    """By kind, how many times as long as others somebody needs, beside what they need for their
    other work; from the minutes of those kinds of which enough is known. Of one kind alone nothing
    follows."""
    ratios = {
        kind: log(max(minutes, 0.1) / max(all_of_us[kind], 0.1))
        for kind, minutes in own.items()
        if kind in all_of_us
    }
    if len(ratios) < 2:
        return {}
    middle, most = sum(ratios.values()) / len(ratios), log(MOST_EASE)
    return {kind: exp(min(max(one - middle, -most), most)) for kind, one in ratios.items()}
