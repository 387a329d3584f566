"""The same people do the same jobs in different orders: a discrete-event simulation of a desk.

Jobs come as in a log; its nights and holidays of more than QUIET are shortened, and its time is
stretched until the work that comes is `load` times what the people can do. Whoever is free takes
the job that the order puts first, and does it to its end. All jobs are done, also after the last
one came.
"""

import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from bench.order.logs import Job
from buckstop.problems.rules.order import HURT_WEIGHT

STAFF = 8
QUIET = 3 * 24 * 60 * 60  # seconds
PROMISED = (8 * 60, 4 * 60, 60)  # minutes within which a first word is promised, by how it hurts
ENOUGH = 10  # jobs of a sort before its own mean weighs as much as everybody's
DEFAULT = 45.0  # minutes, before anything was done

type Line = tuple[int, str]
"""Jobs that hurt as much and are of one sort: of these, every order takes the oldest first."""
type Index = Callable[[int, float, float, float], float]
"""The larger the sooner: of how it hurts, when it came, now (minutes), and minutes expected."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the customers paid per job: hours by weight; hours², by weight; the share of promises
    of a first word that were missed, in %; the longest that anybody waited, in hours."""

    linear: float
    convex: float
    missed: float
    longest: float


class History:
    """How long each sort of work took until now: what a team can know, and no more."""

    def __init__(self) -> None:
        self._minutes: defaultdict[str, float] = defaultdict(float)
        self._jobs: Counter[str] = Counter()

    def add(self, job: Job) -> None:
        """Learn from a job that was done."""
        for sort in (job.sort, ""):
            self._minutes[sort] += job.minutes
            self._jobs[sort] += 1

    def expected(self, sort: str) -> float:
        """The mean of its sort, drawn to that of all while there are few."""
        usual = self._minutes[""] / self._jobs[""] if self._jobs[""] else DEFAULT
        return (self._minutes[sort] + ENOUGH * usual) / (self._jobs[sort] + ENOUGH)


def arrivals(jobs: list[Job], load: float) -> list[float]:
    """When each comes, in minutes from the first."""
    gaps = [min(b.came - a.came, QUIET) for a, b in pairwise(jobs)]
    scale = sum(job.minutes for job in jobs) / (STAFF * load) / sum(gaps)
    times = [0.0]
    for gap in gaps:
        times.append(times[-1] + gap * scale)
    return times


class _Desk:
    """What waits, who works, and what the waiting came to."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.history = History()
        self.lines: dict[Line, deque[tuple[float, Job]]] = {}
        self.working: list[tuple[float, int, Job]] = []
        self.waits: list[tuple[int, float]] = []

    def come(self, job: Job, now: float) -> None:
        self.lines.setdefault((job.hurts, job.sort), deque()).append((now, job))
        self._take(now)

    def done(self) -> None:
        now, _count, job = heapq.heappop(self.working)
        self.history.add(job)
        self._take(now)

    def _take(self, now: float) -> None:
        """Whoever is free begins what comes first."""
        while self.lines and len(self.working) < STAFF:
            first = max(self.lines, key=lambda line: self._index(line, now))
            came, job = self.lines[first].popleft()
            if not self.lines[first]:
                del self.lines[first]
            self.waits.append((job.hurts, now - came))
            heapq.heappush(self.working, (now + job.minutes, len(self.waits), job))

    def _index(self, line: Line, now: float) -> float:
        hurts, sort = line
        return self.index(hurts, self.lines[line][0][0], now, self.history.expected(sort))


def simulate(jobs: list[Job], load: float, index: Index) -> Result:
    """Do all `jobs` in the order of `index`."""
    desk = _Desk(index)
    for now, job in zip(arrivals(jobs, load), jobs, strict=True):
        while desk.working and desk.working[0][0] < now:
            desk.done()
        desk.come(job, now)
    while desk.working:
        desk.done()
    return _result(desk.waits)


def _result(waits: list[tuple[int, float]]) -> Result:
    hours = [(HURT_WEIGHT[hurts], wait / 60) for hurts, wait in waits]
    missed = sum(wait > PROMISED[hurts] for hurts, wait in waits)
    return Result(
        linear=sum(weight * wait for weight, wait in hours) / len(waits),
        convex=sum(weight * wait * wait for weight, wait in hours) / len(waits),
        missed=100 * missed / len(waits),
        longest=max(wait for _weight, wait in hours),
    )
