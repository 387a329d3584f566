"""What a process counts: meters, which keep what isn't written yet. Any thread may count."""

import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import ClassVar

type Labels = tuple[str, ...]
type Numbers = list[float]

METERS: dict[str, "Meter"] = {}
"""Every counter and histogram by its name, in the order in which they were made."""

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds; our targets (50 ms, 100 ms, a second) are among them."""
PREFIX = "buckstop_"


class Meter:
    """Counts by `labels`. `says` is what it is, for whoever reads it elsewhere."""

    kind: ClassVar[str] = ""

    def __init__(self, name: str, says: str, *labels: str) -> None:
        if name in METERS:
            raise TypeError(f"two meters are called {name}")
        self.name, self.says, self.labels = name, says, labels
        self._lock = threading.Lock()
        self._counted: dict[Labels, Numbers] = {}
        METERS[name] = self

    def taken(self) -> dict[Labels, Numbers]:
        """What was counted since this was asked last; from now on it is somebody else's."""
        with self._lock:
            counted, self._counted = self._counted, {}
        return counted

    def give_back(self, labels: Labels, numbers: Numbers) -> None:
        """What was taken couldn't be written."""
        with self._lock:
            known = self._counted.setdefault(labels, [0.0] * len(numbers))
            self._counted[labels] = [a + b for a, b in zip(known, numbers, strict=True)]


class Counter(Meter):
    """How often, or how much."""

    kind = "counter"

    def add(self, much: float, *labels: str) -> None:
        """So much more."""
        with self._lock:
            self._counted.setdefault(labels, [0.0])[0] += much


class Histogram(Meter):
    """How long: how many took at most so many seconds, more than all of them, and all together."""

    kind = "histogram"

    def observe(self, seconds: float, *labels: str) -> None:
        """One took so long."""
        with self._lock:
            numbers = self._counted.setdefault(labels, [0.0] * (len(BUCKETS) + 2))
            numbers[bisect_left(BUCKETS, seconds)] += 1
            numbers[-1] += seconds

    @contextmanager
    def timed(self, *labels: str) -> Iterator[None]:
        """How long what stands inside takes, whatever comes of it."""
        begun = perf_counter()
        try:
            yield
        finally:
            self.observe(perf_counter() - begun, *labels)


@dataclass(frozen=True, slots=True)
class Level:
    """How much is taken of how much there is, in this process: `read` answers both."""

    name: str
    read: Callable[[], tuple[float, float]]


LEVELS: dict[str, Level] = {}
"""What this process has."""
KINDS_OF_LEVELS = {
    "page threads": "threads that make pages, and answers of the API",
    "connections": "connections of browsers and programs",
    "streams": "live streams of browsers at the desk",
    "mail connections": "connections of mail servers",
}


def watch(name: str, read: Callable[[], tuple[float, float]]) -> None:
    """This process has such a thing; where it had one of that name, it is this from now on."""
    if name not in KINDS_OF_LEVELS:
        raise TypeError(f"{name} isn't explained in KINDS_OF_LEVELS")
    LEVELS[name] = Level(name, read)
