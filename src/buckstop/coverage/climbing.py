"""Ladders as they were set, and who comes on duty next."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from buckstop.coverage.models import Ladder, Team
from buckstop.coverage.queries import GAPS_AHEAD, kept_between
from buckstop.coverage.rules.ladders import Rung, read
from buckstop.kit.reading import reading

type Ladders = dict[tuple[UUID | None, str], tuple[Rung, ...]]
"""By team, None being the house, and kind."""


def ladders() -> Ladders:
    """Every ladder that somebody set, by one query; of teams that have ended, none."""
    return {(team, kind): read(text) for team, kind, text in _ladders()}


@reading
def _ladders() -> "QuerySet[Ladder, tuple[Any, ...]]":
    now = Ladder.objects.filter(until=None, roster__team__ended_at=None).order_by()
    return now.values_list("roster__team", "kind", "rungs")


def next_on_duty(
    at: datetime, team: UUID | None, *, shift: bool, lead: bool, people: Collection[UUID] = ()
) -> datetime | None:
    """When somebody comes on duty of a team's `shift`, its `lead`, or these people, whichever is
    first after `at`; None where nobody does within four weeks."""
    wanted, rosters = set(people), kept_between(at)
    if lead and team:
        wanted |= set(
            Team.objects.filter(pk=team, lead__isnull=False).values_list("lead", flat=True)
        )
    watched = team if team in rosters else None
    return min(
        (
            span.starts
            for key, kept in rosters.items()
            if wanted or (shift and key == watched)
            for span in kept.duty.spans(at, at + GAPS_AHEAD)
            if span.starts > at and span.person
            if span.person in wanted or (shift and key == watched)
        ),
        default=None,
    )
