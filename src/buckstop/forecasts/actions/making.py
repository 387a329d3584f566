"""Forecasts are made as something begins, of what happened before alone.

What began longer ago than a day has none: it has outlasted others, which the like don't know of.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from buckstop.forecasts import learning, meaning
from buckstop.forecasts.models import Forecast, What
from buckstop.forecasts.queries import past
from buckstop.forecasts.rules.chances import Chance
from buckstop.forecasts.rules.learning import Facts
from buckstop.problems.commitments import kind
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.queries.similar import most_alike, nearest_to
from buckstop.problems.rules.likeness import ALIKE, compared

FRESH = timedelta(days=1)
BATCH = 500
_alone: dict[UUID, datetime] = {}
"""Which were like none as they began, and when that was: each is looked at once in a worker."""


def make_forecasts(*, at: datetime) -> int:
    """Foresee what began since and has no forecast yet; returns how many were made."""
    made = [*_solved(at), *_missed(at), *_broken(at), *_same(at)]
    Forecast.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _solved(at: datetime) -> Iterator[Forecast]:
    rows = list(_without(What.SOLVED, _begun(at), "opened_at")[:BATCH])
    if not rows:
        return
    known = past.solved(at)
    base = known.of("", 0, "")
    better = learning.of_today(at)
    running = past.running_now(at) if better else 0
    for problem in rows:
        found = known.of(problem.kind, problem.hurts, str(problem.team_id or ""))
        if found is None or base is None:
            continue
        likeness, said = found
        like = "/".join(map(str, likeness))[:80]
        if better and (learnt := better.foresee(_facts(problem, running))):
            like, said = learning.LIKE, learnt
        of_all = base[1]
        yield Forecast(
            what=What.SOLVED, problem=problem, subject=problem.pk, since=problem.opened_at,
            made_at=at, like=like, of=len(known.ended[likeness]),
            low=said.low, middle=said.middle, high=said.high,
            base_low=of_all.low, base_middle=of_all.middle, base_high=of_all.high,
        )  # fmt: skip


def _facts(problem: Problem, running: int) -> Facts:
    team = str(problem.team_id or "")
    return past.facts(problem.kind, problem.hurts, team, problem.opened_at, running)


def _missed(at: datetime) -> Iterator[Forecast]:
    news = Commitment.objects.filter(
        kind__in=kind.news(), ended_at=None, due__gt=at, made_at__gt=at - FRESH, made_at__lte=at
    )
    rows = list(_without(What.MISSED, news, "made_at").select_related("problem")[:BATCH])
    known = past.missed(at) if rows else None
    for one in rows:
        assert known is not None
        minutes = ((one.first_due or one.due) - one.made_at).total_seconds() / 60
        cell = past.of_news(one.after_miss, minutes)
        yield _chance(What.MISSED, one.problem, one.pk, one.made_at, at, cell, known.of(cell))


def _broken(at: datetime) -> Iterator[Forecast]:
    asked = Case.objects.filter(ended_at=None, asked_at__gt=at - FRESH, asked_at__lte=at)
    counted = asked.annotate(earlier=Count("words", filter=Q(words__says="broken")))
    rows = list(_without(What.BROKEN, counted, "asked_at").select_related("problem")[:BATCH])
    known = past.broken(at) if rows else None
    for case in rows:
        assert known is not None
        assert case.asked_at is not None
        cell = past.of_case(case.earlier, case.problem.hurts)
        yield _chance(What.BROKEN, case.problem, case.pk, case.asked_at, at, cell, known.of(cell))


def _same(at: datetime) -> Iterator[Forecast]:
    for key in [key for key, began in _alone.items() if began <= at - FRESH]:
        del _alone[key]
    begun = _begun(at).exclude(pk__in=list(_alone))
    rows = list(_without(What.SAME, begun, "opened_at")[:BATCH])
    known = past.same(at) if rows else None
    called, how = meaning.alike()
    for problem in rows:
        assert known is not None
        said = compared(problem.title)
        before = Problem.objects.running().filter(opened_at__lt=problem.opened_at)
        alike = most_alike(said, list(nearest_to(said, before)), how)
        if not alike or alike[0][1] < ALIKE:
            _alone[problem.pk] = problem.opened_at
            continue
        guess, how_much = alike[0]
        cell = past.of_titles(called, how_much)
        made = _chance(What.SAME, problem, problem.pk, problem.opened_at, at, cell, known.of(cell))
        made.guess = guess
        yield made


def _begun(at: datetime) -> "QuerySet[Problem]":
    ours = Problem.objects.running().filter(imported_at=None)
    return ours.filter(opened_at__gt=at - FRESH, opened_at__lte=at)


def _without(what: What, rows: Any, since: str) -> Any:
    """Those of which there is no such forecast yet."""
    made = Forecast.objects.filter(what=what, subject=OuterRef("pk"), since=OuterRef(since))
    return rows.filter(~Exists(made)).order_by(since)


def _chance(
    what: What, problem: Problem, subject: Any, since: datetime, at: datetime,
    cell: past.Likeness, found: Chance,
) -> Forecast:  # fmt: skip
    return Forecast(
        what=what, problem=problem, subject=subject, since=since, made_at=at,
        like="/".join(map(str, cell))[:80], of=found.of, chance=found.chance, base=found.base,
    )  # fmt: skip
