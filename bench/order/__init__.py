"""Part 7: the order of work beside other orders, on the arrivals and work of real logs."""

from bench.figures import Figure, Peer
from bench.order.compared import LOADS, Outcome, compared
from bench.order.logs import present

BUSY = tuple(load for load in LOADS if load >= 0.9)
PART = "order"


def measure() -> list[Figure]:
    """Of each log at each load: the customers' cost of waiting, and the promises missed."""
    outcomes = [outcome for log in present() for outcome in compared(log)]
    if not outcomes:
        print("order: the logs aren’t on this machine, so nothing is compared")
    return [
        figure
        for outcome in outcomes
        for figure in (
            _figure(outcome, "cost of waiting", "linear", "w·h"),
            _figure(outcome, "promises missed", "missed", "%"),
        )
    ]


def _figure(outcome: Outcome, name: str, measured: str, unit: str) -> Figure:
    """Ours against the best of the other orders, which is the floor."""
    ours = getattr(outcome.ours, measured)
    best = min(outcome.others, key=lambda order: getattr(outcome.others[order], measured))
    floor = getattr(outcome.others[best], measured)
    busy = outcome.load in BUSY
    return Figure(
        PART, f"{outcome.log}, load {outcome.load}: {name}", ours, unit, "less",
        1.0 if busy else None, of_ratio=busy, floor=floor, floor_is=best,
        ratio=ours / floor if floor else None,
        peers=[Peer(one, getattr(found, measured), "the same run")
               for one, found in outcome.others.items()],
    )  # fmt: skip
