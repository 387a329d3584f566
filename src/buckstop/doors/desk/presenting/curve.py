"""A series as a small curve, with where it became unusual."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from buckstop.signals.actions.heartbeats import SILENCE
from buckstop.signals.models import Episode
from buckstop.signals.queries import rows_around
from buckstop.signals.tools.signal import PROMETHEUS, SERIES

WIDE, HIGH = 600, 96


@dataclass(frozen=True, slots=True)
class Curve:
    """A line as SVG draws it, the place of the alarm, and what stands beside it."""

    points: str
    alarm: float
    least: str
    most: str
    begins: datetime
    ends: datetime
    wide: int = WIDE
    high: int = HIGH


def curves(episodes: Iterable[Episode]) -> list[Curve]:
    """Of each series the rows around its first alarm."""
    firsts: dict[UUID, Episode] = {}
    for one in episodes:
        if one.source.kind in (SERIES, PROMETHEUS) and one.fingerprint != SILENCE:
            firsts.setdefault(one.source_id, one)
    return [found for one in firsts.values() if (found := _curve(one))]


def _curve(episode: Episode) -> Curve | None:
    rows = rows_around(episode)
    if len(rows) < 2:
        return None
    least, most = min(value for _at, value in rows), max(value for _at, value in rows)
    begins, ends = rows[0][0], rows[-1][0]
    return Curve(
        points=_points(rows, least, most),
        alarm=_across(episode.began_at, begins, ends),
        least=f"{least:.4g}",
        most=f"{most:.4g}",
        begins=begins,
        ends=ends,
    )


def _points(rows: Sequence[tuple[datetime, float]], least: float, most: float) -> str:
    begins, ends, high = rows[0][0], rows[-1][0], (most - least) or 1.0
    return " ".join(
        f"{_across(at, begins, ends):.1f},{2 + (HIGH - 4) * (1 - (value - least) / high):.1f}"
        for at, value in rows
    )


def _across(at: datetime, begins: datetime, ends: datetime) -> float:
    return WIDE * max((at - begins) / (ends - begins), 0.0)
