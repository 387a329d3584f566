"""Lessons of problems like one, and those that wait for a review; thanks that somebody reads."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from buckstop.coverage.queries import leaders, teams_of
from buckstop.kit.reading import Given, reading
from buckstop.outcomes.models import Lesson, Thanks
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from buckstop.problems.queries.similar import FURTHEST, apart
from buckstop.problems.rules.likeness import compared

HOLDS_FOR = timedelta(days=365)
"""A lesson that nobody found useful for so long isn't found any more."""
NEW_FOR = timedelta(days=42)
"""Somebody who came within this time is new: the lessons are their short course."""
COURSE = 10


def like(problem: Problem, *, at: datetime, limit: int = 3) -> list[Lesson]:
    """The lessons of problems whose title is most like this one's, at most `limit`."""
    said = compared(problem.title)
    rows: list[Any] = _nearest(limit, said=said, since=at - HOLDS_FOR, own=problem.pk)
    return [row for row in rows if row.apart <= FURTHEST]


def _whole() -> "QuerySet[Lesson]":
    related = ("problem", "written_by", "looked_like", "was", "do_first", "reviewed_by")
    return Lesson.objects.select_related(*related)


@reading
def _nearest(limit: int) -> "QuerySet[Lesson]":
    given: Any = Given("said")
    since: Any = Given("since")
    rows: Any = _whole().filter(reviewed_at__isnull=False, set_aside_at=None, useful_at__gte=since)
    own: Any = Given("own")
    near = rows.exclude(problem=own).annotate(apart=apart(given, "about"))
    found: QuerySet[Lesson] = near.order_by("apart")[:limit]
    return found


def to_review() -> list[Lesson]:
    """Those that no colleague has reviewed yet, the oldest first."""
    rows = _whole().filter(reviewed_at=None, set_aside_at=None)
    return list(rows.order_by("written_at")[:40])


def that_hold(at: datetime, limit: int = 60) -> list[Lesson]:
    """Those that are found, what helped most first."""
    rows = _whole().filter(reviewed_at__isnull=False, set_aside_at=None)
    held = rows.filter(useful_at__gte=at - HOLDS_FOR)
    return list(held.order_by("-useful_times", "-useful_at")[:limit])


def is_new(person: Person, at: datetime) -> bool:
    """Whether somebody came lately."""
    return person.created_at > at - NEW_FOR


def thanks_of(person: Person, limit: int = 60) -> list[Thanks]:
    """What they got, gave and were shown, the newest first; nobody else's."""
    rows = Thanks.objects.filter(Q(to=person) | Q(given_by=person) | Q(shown_to=person))
    found = rows.select_related("to", "given_by", "shown_to", "problem", "text")
    return list(found.order_by("-at", "-pk")[:limit])


def leads_of(thanks: Thanks) -> list[Person]:
    """To whom of those who lead them who was thanked may show it: who leads a team of theirs, or
    where nobody does, who leads here. Who gave it knows."""
    but_not = {thanks.to_id, thanks.given_by_id}
    theirs = [team.lead for team in teams_of(thanks.to_id) if team.lead is not None]
    own = {one.pk: one for one in theirs if one.pk not in but_not and one.is_active}
    return list(own.values()) or [one for one in leaders() if one.pk not in but_not]
