"""Which problems would have to change hands so that nobody has too much. Pure.

Whoever has more than a fair share (FAIR times what each would have of it) gives, who has less takes
as long as they stay below it, and as few problems move as do it: a mixed-integer programme, solved
by SciPy (HiGHS). A handoff costs a customer somebody new, so one that takes little isn't proposed.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

FAIR = 1.2  # of the mean, from which on somebody has too much
WORTH = 0.05  # of the mean, that one handoff has to take off at least
SECONDS = 2.0  # how long is looked for fewer moves
MOST = 60  # problems that are weighed, those that cost most first


@dataclass(frozen=True, slots=True)
class Share:
    """A problem, who owns it, what its customers' waiting costs, and whether it can move."""

    problem: UUID
    owner: UUID
    cost: float
    moves: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """A problem that `of` would offer to `to`."""

    problem: UUID
    of: UUID
    to: UUID


@dataclass(frozen=True, slots=True)
class Has:
    """How many problems somebody has, and what waiting for them costs."""

    count: int
    cost: float


def has(shares: Sequence[Share], moves: Sequence[Move] = ()) -> dict[UUID, Has]:
    """What each has, once `moves` are accepted."""
    goes = {move.problem: move.to for move in moves}
    counts: Counter[UUID] = Counter()
    costs: defaultdict[UUID, float] = defaultdict(float)
    for share in shares:
        owner = goes.get(share.problem, share.owner)
        counts[owner] += 1
        costs[owner] += share.cost
    return {owner: Has(counts[owner], costs[owner]) for owner in counts}


def even_out(shares: Sequence[Share], takers: Mapping[UUID, int]) -> list[Move]:
    """The fewest moves that leave nobody with too much, as far as that can be.

    `takers`: who is there to accept one, and how many problems each may have.
    """
    now = has(shares)
    people = sorted({*now, *takers}, key=str)
    if len(people) < 2:
        return []
    load = {one: now[one].cost if one in now else 0.0 for one in people}
    mean = sum(load.values()) / len(people)
    top = mean * FAIR
    giving = [one for one in people if load[one] > top]
    room = {
        one: (top - load[one], takers[one] - (now[one].count if one in now else 0))
        for one in people
        if one in takers and load[one] < top
    }
    movable = [share for share in shares if share.moves and share.owner in giving]
    movable.sort(key=lambda share: (-share.cost, str(share.problem)))
    taking = [one for one, (_cost, count) in room.items() if count > 0]
    pairs = [(share, to) for share in movable[:MOST] for to in taking if share.cost <= room[to][0]]
    if not pairs:
        return []
    chosen = _solved(pairs, {one: load[one] - top for one in giving}, room, mean * WORTH)
    return [Move(share.problem, share.owner, to) for share, to in chosen]


type _Pair = tuple[Share, UUID]


def _solved(
    pairs: list[_Pair],
    over: Mapping[UUID, float],
    room: Mapping[UUID, tuple[float, int]],
    worth: float,
) -> list[_Pair]:
    """The pairs of the best programme: columns are pairs, then what each giver has too much."""
    optimize, np = import_module("scipy.optimize"), import_module("numpy")
    givers = list(over)
    width = len(pairs) + len(givers)
    rows: list[Any] = []
    least: list[float] = []
    most: list[float] = []

    def row(low: float, high: float, filled: Mapping[int, float]) -> None:
        made = np.zeros(width)
        for column, value in filled.items():
            made[column] = value
        rows.append(made)
        least.append(low)
        most.append(high)

    for problem in {share.problem: None for share, _to in pairs}:  # moves once
        row(0, 1, {n: 1 for n, (share, _to) in enumerate(pairs) if share.problem == problem})
    for to, (cost, count) in room.items():  # nobody who takes gets too much, or too many
        row(0, cost, {n: share.cost for n, (share, its) in enumerate(pairs) if its == to})
        row(0, count, {n: 1 for n, (_share, its) in enumerate(pairs) if its == to})
    for place, giver in enumerate(givers, len(pairs)):  # what is left over, at least
        its = {n: share.cost for n, (share, _to) in enumerate(pairs) if share.owner == giver}
        row(over[giver], np.inf, its | {place: 1})
    found = optimize.milp(
        np.array([1.0] * len(pairs) + [1.0 / worth] * len(givers)),
        constraints=optimize.LinearConstraint(np.array(rows), least, most),
        integrality=np.array([1] * len(pairs) + [0] * len(givers)),
        bounds=optimize.Bounds(0, np.array([1.0] * len(pairs) + [np.inf] * len(givers))),
        options={"time_limit": SECONDS},
    )
    if found.x is None:
        return []
    return [pair for pair, taken in zip(pairs, found.x, strict=False) if taken > 0.5]
