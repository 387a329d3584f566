"""Planned work as customers read it: what is promised of it, and how that goes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from buckstop.problems.models.problem import State
from buckstop.services.models import Service
from buckstop.services.queries import needing_each
from buckstop.signals.models import Silence, WorkState
from buckstop.status_page.rules import AHEAD

LATELY = timedelta(days=1)
"""For so long whoever wants to know may still be told that it is over."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Work that we plan or do: what customers read of it, from when to when; it was promised until
    `first_due`; `next_news` is promised where it takes longer."""

    key: UUID
    subject: str
    services: tuple[str, ...]
    starts: datetime
    ends: datetime
    touches: frozenset[UUID] = frozenset()
    first_due: datetime | None = None
    state: str = WorkState.PROMISED.value
    next_news: datetime | None = None
    moves: int = 0

    @property
    def called_off(self) -> bool:
        return self.state == WorkState.CALLED_OFF

    @property
    def moved_from(self) -> datetime | None:
        return self.first_due if self.first_due != self.ends else None

    @property
    def late(self) -> bool:
        return self.state == WorkState.MISSED


def planned(used: Sequence[Service], at: datetime) -> list[Planned]:
    """What is planned within the next weeks, runs, or takes longer; the next first."""
    ahead = Q(ended_at=None, ends__gt=at, starts__lte=at + AHEAD)
    late = Q(work__state=WorkState.MISSED) & ~Q(work__problem__state=State.CLOSED)
    return list(_read(ahead | late, used, at))


def over_lately(used: Sequence[Service], at: datetime) -> list[Planned]:
    """What was over, or called off, within a day."""
    ended = Q(work__state__in=(WorkState.KEPT, WorkState.CALLED_OFF))
    return list(_read(ended & Q(work__ended_at__gt=at - LATELY), used, at))


def withdrawn(used: Sequence[Service], at: datetime) -> list[Planned]:
    """What was called off, for as long as it would have been."""
    return list(_read(Q(work__state=WorkState.CALLED_OFF, work__due__gt=at), used, at))


def _read(which: Q, used: Sequence[Service], at: datetime) -> Iterator[Planned]:
    names = {one.pk: one.name for one in used}
    rows: Iterable[Silence] = (
        Silence.objects.filter(which).exclude(subject="").select_related("service", "work__problem")
    )
    ordered = sorted(rows, key=lambda row: (row.starts, row.pk))
    needs = needing_each({row.service_id for row in ordered}, at=at)
    for row in ordered:
        touched = needs[row.service_id] & names.keys()
        if touched:
            yield _planned(row, tuple(sorted(names[key] for key in touched)), frozenset(touched))


def _planned(row: Silence, names: tuple[str, ...], touched: frozenset[UUID]) -> Planned:
    work = row.work
    problem = work.problem
    return Planned(
        key=row.pk, subject=row.subject, services=names, starts=row.starts, ends=work.due,
        touches=touched, first_due=work.first_due, state=work.state,
        next_news=problem.news_due if problem is not None else None, moves=work.moves,
    )  # fmt: skip
