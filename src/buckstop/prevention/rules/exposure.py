"""For how long how many were exposed: each once, in however many ways. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Span:
    """Somebody was exposed from `since` to `until`, or still is."""

    who: UUID
    since: datetime
    until: datetime | None


def exposure(spans: Iterable[Span], begins: datetime, ends: datetime) -> float:
    """The days of all who were exposed between two instants, added up."""
    theirs: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    for one in spans:
        since, until = max(one.since, begins), min(one.until or ends, ends)
        if since < until:
            theirs[one.who].append((since, until))
    total = sum((_covered(parts) for parts in theirs.values()), timedelta())
    return total / timedelta(days=1)


def _covered(parts: list[tuple[datetime, datetime]]) -> timedelta:
    """How long some of these hold, each instant counted once."""
    total, last = timedelta(), None
    for since, until in sorted(parts):
        begins = since if last is None else max(since, last)
        if until > begins:
            total += until - begins
            last = until
    return total
