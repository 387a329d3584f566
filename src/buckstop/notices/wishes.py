"""How each of some people is told of something: read once for all of them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from uuid import UUID

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import next_duty, who_is_on_duty
from buckstop.notices.models import By, Way, When, Wish
from buckstop.notices.rules import due
from buckstop.people.telling import Group


class Wishes:
    """What these people chose, and the ways that they have, at a time."""

    def __init__(self, people: Collection[UUID], at: datetime) -> None:
        self.at = at
        rows = Wish.objects.filter(person__in=people).exclude(when=When.NOW)
        self._when = {(row.person_id, row.group, row.by): When(row.when) for row in rows}
        self.ways: dict[UUID, list[Way]] = defaultdict(list)
        for way in Way.objects.filter(person__in=people, removed_at=None).order_by("pk"):
            self.ways[way.person_id].append(way)

    def due(self, person: UUID, group: Group, by: By) -> datetime | None:
        """When `person` is told by mail, or by their gateways; None where they aren't."""
        when = self._when.get((person, group, by), When.NOW)
        if when == When.NOW:
            return self.at
        on_watch = person in self._watch
        ahead = None
        if when == When.SHIFT and not on_watch:  # who has no shift ahead: in working hours
            ahead = self._ahead.get(person) or self._opens
        return due(when, self.at, on_watch=on_watch, next_duty=ahead)

    @cached_property
    def _there(self) -> OnDuty:
        return who_is_on_duty(self.at)

    @cached_property
    def _watch(self) -> set[UUID]:
        return set(self._there.watch)

    @cached_property
    def _opens(self) -> datetime:
        return self._there.times.calendar.next_open(self.at)

    @cached_property
    def _ahead(self) -> dict[UUID, datetime]:
        return next_duty(self.at)
