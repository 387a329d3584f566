"""What a supplier's months add up to. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Protocol

from buckstop.suppliers.rules import wilson


class Counted(Protocol):
    """A month, or several of them added up."""

    asked: int
    decided: int
    in_time: int
    promised: int
    within: int
    moved: int
    missed: int
    done: int
    waited: int


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, and between which shares it surely lies (95 %)."""

    happened: int
    of: int

    @property
    def share(self) -> float | None:
        """None where nothing was seen."""
        return self.happened / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson.interval(self.happened, self.of)

    @property
    def at_least(self) -> float:
        """The lower end, by which suppliers are ranked; below all where nothing was seen."""
        return self.interval[0] if self.of else -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What became of what was asked; `waited`: minutes of customers past the asked time."""

    asked: int = 0
    decided: int = 0
    in_time: int = 0
    promised: int = 0
    within: int = 0
    moved: int = 0
    missed: int = 0
    done: int = 0
    waited: int = 0

    @property
    def timely(self) -> Rate:
        """Answered by the time that we asked for."""
        return Rate(self.in_time, self.decided)

    @property
    def as_promised(self) -> Rate:
        """Answered within what they promise."""
        return Rate(self.within, self.promised)

    @property
    def late(self) -> Rate:
        """A time was missed."""
        return Rate(self.missed, self.decided)


COUNTS = ("asked", "decided", "in_time", "promised", "within", "moved", "missed", "done", "waited")


def added_up(months: Iterable[Counted]) -> Score:
    """All of them as one."""
    rows = list(months)
    return Score(**{name: sum(getattr(row, name) for row in rows) for name in COUNTS})


def together(each: Iterable[Sequence[int]]) -> list[int]:
    """Sorted numbers of several months, sorted."""
    return list(merge(*each))


def quantile(ordered: Sequence[int], part: float) -> float | None:
    """The value below which that part of sorted numbers lies, between two where it falls between
    them (as PostgreSQL's percentile_cont); None of none."""
    if not ordered:
        return None
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
