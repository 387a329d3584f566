"""How often a cause let something happen, and who was exposed to it: before and after a change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from buckstop.prevention.models import Because, Cause, Prevention
from buckstop.prevention.queries import known
from buckstop.prevention.rules.exposure import Span, exposure
from buckstop.prevention.rules.rates import Seen
from buckstop.prevention.rules.watching import Watch
from buckstop.services.models import Use
from buckstop.signals.models import ProblemService

DAY = timedelta(days=1)
_REACHED = """
WITH RECURSIVE reached (service) AS (
    SELECT unnest(%s::uuid[])
    UNION
    SELECT needs.service_id FROM services_dependency AS needs
    JOIN reached ON needs.on_id = reached.service WHERE needs.until IS NULL
) SELECT service FROM reached
"""


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before a change; `customers` are exposed now, 1 where no service is known."""

    seen: Seen
    customers: float
    per_customer: bool


def before_now(cause: Cause, at: datetime) -> Before:
    """How often it let something happen until now, the first time apart, and since then."""
    family = known(cause).family
    opened = _opened(family)
    spans = _spans(family)
    if len(opened) < 2:
        return Before(Seen(0, 0.0), _exposed(spans, at), bool(spans))
    days = exposure(spans, opened[0], at) if spans else (at - opened[0]) / DAY
    came = sum(1 for one in opened[1:] if one <= at)
    return Before(Seen(came, days), _exposed(spans, at), bool(spans))


def watch_of(prevention: Prevention, at: datetime) -> Watch:
    """What came before a prevention was in force, and what came since."""
    assert prevention.in_force_at is not None
    family = known(prevention.cause).family
    since = prevention.in_force_at
    came = sum(1 for one in _opened(family) if since < one <= at)
    spans = _spans(family) if prevention.per_customer else []
    days = exposure(spans, since, at) if spans else (at - since) / DAY
    return Watch(Seen(prevention.before_came, prevention.before_exposure), Seen(came, days))


def _opened(family: Collection[UUID]) -> list[datetime]:
    """When each of its problems was opened, the first first."""
    rows = Because.objects.filter(cause__in=family, until=None)
    found = dict(rows.values_list("problem", "problem__opened_at"))
    return sorted(found.values())


def _spans(family: Collection[UUID]) -> list[Span]:
    """From when to when each customer used what its problems were about, or what needs that."""
    problems = Because.objects.filter(cause__in=family, until=None).values("problem")
    named = ProblemService.objects.filter(problem__in=problems, until=None)
    services = list(named.values_list("service", flat=True).distinct())
    if not services:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_REACHED, [services])
        reached = [key for (key,) in cursor.fetchall()]
    uses = Use.objects.filter(service__in=reached).select_related("customer")
    return [
        Span(one.customer.merged_into_id or one.customer_id, one.since, one.until) for one in uses
    ]


def _exposed(spans: Iterable[Span], at: datetime) -> float:
    spans = list(spans)
    now = {one.who for one in spans if one.since <= at and (one.until is None or one.until > at)}
    return float(len(now)) if spans else 1.0


def quiet_without(days: float, at: datetime) -> tuple[int, int]:
    """Of how many causes that nothing is in force against none came back in the last `days`; and
    of how many in all that had let something happen before.

    What to compare a prevention with: after a bad time comes a better one without any cure.
    """
    since = at - timedelta(days=days)
    held = Prevention.objects.filter(in_force_at__isnull=False).values("cause")
    rows = Because.objects.filter(until=None, cause__merged_into=None).exclude(cause__in=held)
    last: dict[UUID, list[datetime]] = {}
    for cause, opened in rows.values_list("cause", "problem__opened_at"):
        last.setdefault(cause, []).append(opened)
    before = [times for times in last.values() if min(times) <= since]
    return sum(max(times) <= since for times in before), len(before)
