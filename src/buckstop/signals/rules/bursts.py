"""When reports of customers are of one trouble, and are more than usual. Pure.

Two reports of one service are near where they share one word that is no common one; of no service
in common, where they share two. Words count by their first letters, in any language. What comes
together is a burst where so many customers in an hour are that unlikely, beside the same hour of
the weeks before (`detectors.counts`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

from buckstop.kit.folding import plain
from buckstop.signals.detectors.alarms import Often, seldom
from buckstop.signals.detectors.counts import expected, tail

HOUR = timedelta(hours=1)
WEEKS = timedelta(weeks=8)
LEAST = 3
"""So few customers are never a burst, whatever is usual."""
LOOKS = 720 * 40.0
"""A month's hours, each looked at often and in many ways."""
_STEM = 5  # letters
_COMMON = 0.2
"""What so many of the reports before say, tells nothing."""
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Report:
    """What a customer reported: by what (`case`), when, in which words (their first letters), and
    the services that it may be about."""

    case: UUID
    customer: UUID
    at: datetime
    words: frozenset[str]
    services: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Burst:
    """Reports of one trouble; `service` where they have one in common, `chance` of so many."""

    reports: tuple[Report, ...]
    service: UUID | None
    chance: float

    @property
    def customers(self) -> int:
        return len({one.customer for one in self.reports})


type _Group = tuple[UUID | None, bool, list[Report]]
"""Of which service, whether they are all of it, and the reports."""
type _Rank = tuple[bool, float, int, int, str]
"""Whether it is all of a service, how unlikely, how many, and how much else its service is in."""


def words_of(*texts: str) -> frozenset[str]:
    """The words of a report, by their first letters."""
    return frozenset(word[:_STEM] for text in texts for word in _WORD.findall(plain(text)))


def bursts(reports: Sequence[Report], past: Sequence[Report], *, at: datetime) -> list[Burst]:
    """Those among the reports of the last hour, each report in one at most; the unlikeliest first.

    What is near in words goes before all that a service is part of: two troubles at once of what
    needs the same network are two, each of what fewest report about. Only what they leave may be
    one of that network.

    `past` are those of the weeks before, oldest first.
    """
    telling = _telling(reports, past)
    breadth = Counter(service for one in (*past, *reports) for service in one.services)
    candidates: list[tuple[_Rank, Burst]] = []
    for service, whole, group in _groups(reports, telling):
        if len({one.customer for one in group}) >= LEAST:
            one = Burst(tuple(group), service, _chance((service, whole, group), past, at))
            about = (breadth[service], str(service)) if service else (len(past) + len(reports), "")
            candidates.append(((whole, one.chance, -len(group), *about), one))
    found: list[Burst] = []
    taken: set[UUID] = set()
    for _rank, one in sorted(candidates, key=lambda each: each[0]):
        cases = {each.case for each in one.reports}
        if one.chance < seldom(Often.MONTH, looks=LOOKS) and not cases & taken:
            found.append(one)
            taken |= cases
    return found


def _telling(reports: Iterable[Report], past: Sequence[Report]) -> Mapping[UUID, frozenset[str]]:
    """Of each report the words that not many reports say."""
    said = Counter(word for one in past for word in one.words)
    common = {word for word, n in said.items() if n > max(_COMMON * len(past), 5)}
    return {one.case: one.words - common for one in reports}


def _groups(reports: Sequence[Report], telling: Mapping[UUID, frozenset[str]]) -> Iterable[_Group]:
    """All of a service, those of it that are near, and those that are near without one."""
    for service in {each for one in reports for each in one.services}:
        of = [one for one in reports if service in one.services]
        yield service, True, of
        for group in _linked(of, telling, shared=1):
            yield service, False, group
    for group in _linked(reports, telling, shared=2):
        yield None, False, group


def _linked(
    reports: Sequence[Report], telling: Mapping[UUID, frozenset[str]], *, shared: int
) -> list[list[Report]]:
    """Parts in which each is near some other, in the order of the reports.

    By what they share, so that thousands of reports of one trouble aren't each laid beside all.
    """
    said = Counter(word for one in reports for word in telling[one.case])
    parts = {one.case: [one] for one in reports}
    first: dict[tuple[str, ...], UUID] = {}
    for one in reports:
        words = sorted(word for word in telling[one.case] if said[word] > 1)
        for near in combinations(words, shared):
            _join(parts, one.case, first.setdefault(near, one.case))
    place = {one.case: n for n, one in enumerate(reports)}
    each = {id(part): part for part in parts.values()}
    return [sorted(part, key=lambda one: place[one.case]) for part in each.values()]


def _join(parts: dict[UUID, list[Report]], one: UUID, other: UUID) -> None:
    """Make one part of the two; the smaller goes into the larger."""
    if parts[one] is not parts[other]:
        few, many = sorted((parts[one], parts[other]), key=len)
        many += few
        parts.update((each.case, many) for each in few)


def _chance(group: _Group, past: Sequence[Report], at: datetime) -> float:
    """How likely so many customers an hour are, of this service and in these words."""
    service, whole, reports = group
    said = Counter(word for one in reports for word in one.words)
    core = {word for word, n in said.items() if n > 1}
    alike = [
        one
        for one in past
        if (service is None or service in one.services) and (whole or one.words & core)
    ]
    begins = past[0].at if past else at - WEEKS
    hours = [0] * max(int((at - HOUR - begins) / HOUR), 1)
    for one in alike:
        n = int((one.at - begins) / HOUR)
        if 0 <= n < len(hours):
            hours[n] += 1
    mean, variance = expected(hours, hour=len(hours))
    return tail(len({one.customer for one in reports}), mean, variance)
