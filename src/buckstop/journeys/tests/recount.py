"""Every question counted again in plain Python over the rows: the engine must say the same.

It shares nothing with the engine but the words in which answers come. A row is (line, journey,
step, microseconds, team, customer), the last two empty where there is none.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Row(NamedTuple):
    line: int
    journey: str
    step: str
    happened: int
    team: str = ""
    customer: str = ""


type Journeys = dict[str, list[Row]]


def journeys(rows: Iterable[Row]) -> Journeys:
    """The rows of each journey in the order of time, and of lines where it is the same."""
    found: Journeys = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.happened, row.line)):
        found[row.journey].append(row)
    return dict(found)


def at_most(times: list[int], share: float) -> int:
    """The time that at least this share of them didn't exceed."""
    return sorted(times)[max(math.ceil(share * len(times)), 1) - 1]


def customers(rows: list[Row]) -> set[str]:
    return {row.customer for row in rows if row.customer}


def weight(rows: list[Row]) -> int:
    return max(len(customers(rows)), 1)


def arrows(log: Journeys) -> dict[tuple[str, str], tuple[int, int, int, int, int, int]]:
    """Times, journeys, customers, median, 90th percentile, customers' time, by the two steps."""
    waits: dict[tuple[str, str], list[int]] = defaultdict(list)
    who: dict[tuple[str, str], set[str]] = defaultdict(set)
    whose: dict[tuple[str, str], set[str]] = defaultdict(set)
    lost: Counter[tuple[str, str]] = Counter()
    for journey, rows in log.items():
        for a, b in pairwise(rows):
            arrow = a.step, b.step
            waits[arrow].append(b.happened - a.happened)
            who[arrow].add(journey)
            whose[arrow] |= customers(rows)
            lost[arrow] += (b.happened - a.happened) * weight(rows)
    return {
        arrow: (
            len(all_), len(who[arrow]), len(whose[arrow]), at_most(all_, 0.5), at_most(all_, 0.9),
            lost[arrow],
        )
        for arrow, all_ in waits.items()
    }  # fmt: skip


def steps(log: Journeys) -> dict[str, tuple[int, int, int, int]]:
    """Times, journeys, how many begin with it, and end with it."""
    found = {row.step: [0, 0, 0, 0] for rows in log.values() for row in rows}
    for rows in log.values():
        for row in rows:
            found[row.step][0] += 1
        for step in {row.step for row in rows}:
            found[step][1] += 1
        found[rows[0].step][2] += 1
        found[rows[-1].step][3] += 1
    return {step: (a, b, c, d) for step, (a, b, c, d) in found.items()}


def variants(log: Journeys) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """Journeys, median, 90th percentile, by the steps."""
    took: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for rows in log.values():
        took[tuple(row.step for row in rows)].append(rows[-1].happened - rows[0].happened)
    return {
        course: (len(all_), at_most(all_, 0.5), at_most(all_, 0.9)) for course, all_ in took.items()
    }


class _Costs:
    """How often, in how many journeys, the median and customers' time of something."""

    def __init__(self) -> None:
        self.times: list[int] = []
        self.who: set[str] = set()
        self.lost = 0

    def add(self, rows: list[Row], took: int) -> None:
        self.times.append(took)
        self.who.add(rows[0].journey)
        self.lost += took * weight(rows)

    def said(self) -> tuple[int, int, int, int]:
        return len(self.times), len(self.who), at_most(self.times, 0.5), self.lost


def waits(log: Journeys) -> dict[str, tuple[int, int, int, int, int]]:
    """Times, journeys, median, 90th percentile, customers' time, by the step waited for."""
    found: dict[str, _Costs] = defaultdict(_Costs)
    for rows in log.values():
        for a, b in pairwise(rows):
            found[b.step].add(rows, b.happened - a.happened)
    return {
        step: (*one.said()[:3], at_most(one.times, 0.9), one.lost) for step, one in found.items()
    }


def ping_pong(log: Journeys) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Times, journeys, median, customers' time, by the team and the other."""
    found: dict[tuple[str, str], _Costs] = defaultdict(_Costs)
    for rows in log.values():
        visits: list[Row] = []
        for row in rows:
            if row.team and not (visits and visits[-1].team == row.team):
                visits.append(row)
        for a, b, c in zip(visits, visits[1:], visits[2:], strict=False):
            if a.team == c.team:
                found[a.team, b.team].add(rows, c.happened - b.happened)
    return {pair: one.said() for pair, one in found.items()}


def loops(log: Journeys) -> dict[str, tuple[int, int, int, int, int]]:
    """Times, at once, journeys, median, customers' time, by the step."""
    found: dict[str, _Costs] = defaultdict(_Costs)
    at_once: Counter[str] = Counter()
    for rows in log.values():
        last: dict[str, int] = {}
        for place, row in enumerate(rows):
            if row.step in last:
                found[row.step].add(rows, row.happened - rows[last[row.step]].happened)
                at_once[row.step] += place - last[row.step] == 1
            last[row.step] = place
    return {step: (len(one.times), at_once[step], *one.said()[1:]) for step, one in found.items()}


def sent_back(log: Journeys) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Times, journeys, median, customers' time, by the later step and the earlier."""
    places: dict[str, list[int]] = defaultdict(list)
    for rows in log.values():
        for step in {row.step for row in rows}:
            places[step].append([row.step for row in rows].index(step))
    found: dict[tuple[str, str], _Costs] = defaultdict(_Costs)
    for rows in log.values():
        for place, (before, row) in enumerate(pairwise(rows), 1):
            done = [at for at in range(place) if rows[at].step == row.step]
            if done and done[-1] < place - 1 and _later(places[before.step], places[row.step]):
                found[before.step, row.step].add(rows, row.happened - rows[done[-1]].happened)
    return {pair: one.said() for pair, one in found.items()}


def _later(one: list[int], other: list[int]) -> bool:
    return sum(one) * len(other) > sum(other) * len(one)


def first_time_right(log: Journeys) -> tuple[int, int, int, int, int]:
    """Journeys, no step twice, one team only, with a team, both (or without any)."""
    teams = {journey: {row.team for row in rows if row.team} for journey, rows in log.items()}
    once = {j for j, rows in log.items() if len({row.step for row in rows}) == len(rows)}
    return (
        len(log),
        len(once),
        sum(len(each) == 1 for each in teams.values()),
        sum(len(each) > 0 for each in teams.values()),
        sum(len(teams[journey]) <= 1 for journey in once),
    )
