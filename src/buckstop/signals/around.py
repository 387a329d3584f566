"""Reads: what fires and what changed around what customers use, beside what they wrote."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from buckstop.services.models import Dependency, Use
from buckstop.services.queries import needed
from buckstop.signals.models import Episode, EpisodeState, Silence

LATELY = timedelta(days=3)
"""What changed so long before somebody wrote may be why."""
MOST = 5


@dataclass(frozen=True, slots=True)
class Around:
    """Of some customers: what they use, and on that or what it needs the signals that aren't over,
    work that was planned lately, and what came to need what, or needs it no more."""

    uses: tuple[str, ...] = ()
    signals: tuple[Episode, ...] = ()
    work: tuple[Silence, ...] = ()
    changed: tuple[Dependency, ...] = ()


def around(
    customers: Collection[UUID], *, named: Collection[UUID], opened: datetime, at: datetime
) -> Around:
    """What stands around these customers and the services that were `named`, for a problem that was
    opened then."""
    uses = Use.objects.filter(customer__in=customers, until=None, service__ended_at=None)
    rows = list(uses.select_related("service").order_by("-matters", "service__name", "site"))
    of = {row.service_id for row in rows} | set(named)
    if not of:
        return Around()
    near = needed(of)
    running = Episode.objects.exclude(state=EpisodeState.OVER).filter(service__in=near)
    running = running.select_related("source", "service").order_by("-severity", "-began_at", "pk")
    began = Q(starts__gte=opened - LATELY, starts__lte=at)
    work = Silence.objects.filter(began, service__in=near).exclude(subject="")
    changes = Q(since__gte=opened - LATELY) | Q(until__gte=opened - LATELY)
    changed = Dependency.objects.filter(changes, service__in=near)
    names = (f"{row.service.name}, {row.site}" if row.site else row.service.name for row in rows)
    return Around(
        uses=tuple(dict.fromkeys(names)),
        signals=tuple(running[:MOST]),
        work=tuple(work.select_related("service").order_by("-starts", "pk")[:MOST]),
        changed=tuple(changed.select_related("service", "on").order_by("-since", "pk")[:MOST]),
    )
