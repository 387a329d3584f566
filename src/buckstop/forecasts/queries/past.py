"""What happened in the last year, as forecasts are reckoned from it: each with whom it is like."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from buckstop.forecasts.models import Forecast, What
from buckstop.forecasts.rules.chances import Past
from buckstop.forecasts.rules.learning import Example, Facts, running_at
from buckstop.forecasts.rules.ranges import ENOUGH, Range, foreseen
from buckstop.people.zones import house_zone_info
from buckstop.problems.models import Problem

YEAR = timedelta(days=365)
MINUTE = timedelta(minutes=1)
MOST = 20_000
"""The newest so many: more make it slower and no better."""
_SOLVED = """
SELECT kind, hurts, coalesce(team_id::text, ''),
    extract(epoch FROM coalesce(closed_at, %(at)s) - opened_at)::float / 60, closed_at IS NOT NULL
FROM problems_problem WHERE imported_at IS NULL AND opened_at > %(since)s AND opened_at < %(at)s
    AND (closed_at IS NULL OR outcome IN ('confirmed', 'answered', 'lapsed'))
ORDER BY opened_at DESC LIMIT %(most)s
"""
_EXAMPLES = """
SELECT kind, hurts, coalesce(team_id::text, ''), opened_at, closed_at,
    coalesce(outcome IN ('confirmed', 'answered', 'lapsed'), FALSE)
FROM problems_problem WHERE imported_at IS NULL AND opened_at > %(since)s AND opened_at < %(at)s
ORDER BY opened_at DESC LIMIT %(most)s
"""
_MISSED = """
SELECT after_miss, extract(epoch FROM coalesce(first_due, due) - made_at)::float / 60,
    state = 'missed'
FROM problems_commitment WHERE kind = 'update' AND state IN ('kept', 'missed')
    AND ended_at > %(since)s AND ended_at <= %(at)s ORDER BY ended_at DESC LIMIT %(most)s
"""
# Each “still broken” was a try, and so is the end of a case that was asked.
_BROKEN = """
SELECT earlier, hurts, broken FROM (
    SELECT row_number() OVER (PARTITION BY w.case_id ORDER BY w.at) - 1 AS earlier, p.hurts,
        TRUE AS broken, w.at
    FROM problems_word w JOIN problems_case c ON c.id = w.case_id
    JOIN problems_problem p ON p.id = c.problem_id
    WHERE w.says = 'broken' AND w.at > %(since)s AND w.at <= %(at)s
    UNION ALL
    SELECT (SELECT count(*) FROM problems_word w WHERE w.case_id = c.id AND w.says = 'broken'),
        p.hurts, FALSE, c.ended_at
    FROM problems_case c JOIN problems_problem p ON p.id = c.problem_id
    WHERE c.state IN ('confirmed', 'lapsed') AND c.ended_at > %(since)s AND c.ended_at <= %(at)s
) AS tries ORDER BY at DESC LIMIT %(most)s
"""

type Likeness = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Solved:
    """How long problems took: from the narrowest likeness to all of them."""

    ended: dict[Likeness, list[float]] = field(default_factory=dict)
    running: dict[Likeness, list[float]] = field(default_factory=dict)

    def of(self, kind: str, hurts: int, team: str) -> tuple[Likeness, Range] | None:
        """The range that the nearest say of whom there are enough; None where there are too few."""
        for likeness in likenesses(kind, hurts, team):
            ended = self.ended.get(likeness, [])
            if len(ended) < ENOUGH:
                continue
            found = foreseen(ended, self.running.get(likeness, []))
            if found is not None:
                return likeness, found
        return None


def likenesses(kind: str, hurts: int, team: str) -> Sequence[Likeness]:
    """Whom a problem is like, from the narrowest: the last is all of them."""
    return ((kind, hurts, team), (kind, hurts), (kind,), ())


def solved(at: datetime) -> Solved:
    """How long those took that were opened in the last year, and how long others have run."""
    found = Solved()
    for kind, hurts, team, took, has_ended in _rows(_SOLVED, at):
        for likeness in likenesses(kind, hurts, team):
            part = found.ended if has_ended else found.running
            part.setdefault(likeness, []).append(took)
    return found


def examples(at: datetime) -> list[Example]:
    """What ended of what was opened in the last year, with what was known as it was opened."""
    rows = _rows(_EXAMPLES, at)[::-1]
    running = running_at([(opened, ended or at) for _k, _h, _t, opened, ended, _w in rows])
    return [
        Example(opened, facts(kind, hurts, team, opened, others), (ended - opened) / MINUTE)
        for (kind, hurts, team, opened, ended, well), others in zip(rows, running, strict=True)
        if ended is not None and well
    ]


def running_now(at: datetime) -> int:
    """How many problems are open."""
    return Problem.objects.running().filter(imported_at=None, opened_at__lt=at).count()


def facts(kind: str, hurts: int, team: str, opened: datetime, running: int) -> Facts:
    """What is known of a problem as it is opened."""
    there = opened.astimezone(house_zone_info())
    return Facts(kind, hurts, team, there.hour, there.weekday(), running)


def missed(at: datetime) -> Past[Likeness]:
    """Promises of news: which were missed."""
    return Past((of_news(*cell), did) for *cell, did in _rows(_MISSED, at))


def of_news(after_miss: bool, minutes: float) -> Likeness:
    """Which promises are alike: after a miss or not, and for how far ahead."""
    ahead = next((span for span in (60, 240, 1440) if minutes <= span), 0)
    return after_miss, ahead


def broken(at: datetime) -> Past[Likeness]:
    """Those that we said to be fixed: which weren’t."""
    return Past((of_case(*cell), did) for *cell, did in _rows(_BROKEN, at))


def of_case(earlier: int, hurts: int) -> Likeness:
    """Which are alike: how often it came back before, and how much it hurts."""
    return min(earlier, 2), hurts


def same(at: datetime) -> Past[Likeness]:
    """Guesses that a problem is the same as another: which were right."""
    rows = Forecast.objects.filter(
        what=What.SAME, came__isnull=False, ended_at__gt=at - YEAR, ended_at__lte=at
    )
    each = rows.order_by("-ended_at").values_list("like", "came")[:MOST]
    return Past(((like,), bool(came)) for like, came in each)


def of_titles(how: str, alike: float) -> Likeness:
    """Which guesses are alike: by how titles were compared, and how alike they were."""
    return (f"{how} {min(9, int(10 * alike))}/10",)


def _rows(sql: str, at: datetime) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"since": at - YEAR, "at": at, "most": MOST})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
