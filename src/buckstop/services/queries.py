"""Which services there are, what needs what, and who is exposed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from buckstop.people.models import Customer
from buckstop.services.models import Dependency, Service, Use


@dataclass(frozen=True, slots=True)
class Exposed:
    """A customer who uses a service, or one that needs it; once for each of their sites."""

    customer: UUID
    name: str
    service: UUID
    service_name: str
    site: str
    plan: str
    matters: int


def services() -> "QuerySet[Service]":
    """The services that there are, by name."""
    return Service.objects.filter(ended_at=None).order_by("name", "key")


def by_key(key: str) -> Service | None:
    """The service of that key, where there is one."""
    return services().filter(key=key).first()


def by_keys(keys: Iterable[str]) -> dict[str, Service]:
    """Those of these keys that there are."""
    return {one.key: one for one in services().filter(key__in=list(keys))}


def needs(service: Service) -> list[Dependency]:
    """What it needs itself, by name."""
    now = Dependency.objects.filter(service=service, until=None)
    return list(now.select_related("on", "service").order_by("on__name"))


def needed_by(service: Service) -> list[Dependency]:
    """What needs it itself, by name."""
    now = Dependency.objects.filter(on=service, until=None)
    return list(now.select_related("service").order_by("service__name"))


def used_by(customer: Customer) -> list[Use]:
    """What a customer uses now, and whoever was merged into it; what matters most first."""
    theirs = Q(customer=customer) | Q(customer__merged_into=customer)
    now = Use.objects.filter(theirs, until=None).select_related("service", "customer")
    return list(now.order_by("-matters", "service__name", "site"))


_REACHED = """
WITH RECURSIVE reached (service) AS (
    SELECT unnest(%(services)s::uuid[])
    UNION
    SELECT needs.service_id FROM services_dependency AS needs
    JOIN reached ON needs.on_id = reached.service
    WHERE needs.since <= %(at)s AND (needs.until IS NULL OR needs.until > %(at)s)
)
"""
_EACH = """
WITH RECURSIVE reached (first, service) AS (
    SELECT of, of FROM unnest(%(services)s::uuid[]) AS of
    UNION
    SELECT reached.first, needs.service_id FROM services_dependency AS needs
    JOIN reached ON needs.on_id = reached.service
    WHERE needs.since <= %(at)s AND (needs.until IS NULL OR needs.until > %(at)s)
)
SELECT first, service FROM reached
"""
_EXPOSED = (
    _REACHED
    + """
SELECT now.id, now.name, service.id, service.name, used.site, used.plan, used.matters
FROM reached
JOIN services_use AS used ON used.service_id = reached.service
    AND used.since <= %(at)s AND (used.until IS NULL OR used.until > %(at)s)
JOIN services_service AS service ON service.id = used.service_id
JOIN people_customer AS customer ON customer.id = used.customer_id
JOIN people_customer AS now ON now.id = COALESCE(customer.merged_into_id, customer.id)
WHERE now.erased_at IS NULL
ORDER BY used.matters DESC, now.name, now.id, service.name, used.site
LIMIT %(most)s
"""
)
_COUNTED = (
    _REACHED
    + """
SELECT count(DISTINCT COALESCE(customer.merged_into_id, customer.id)),
    count(DISTINCT COALESCE(customer.merged_into_id, customer.id)) FILTER (WHERE used.matters = 2)
FROM reached
JOIN services_use AS used ON used.service_id = reached.service
    AND used.since <= %(at)s AND (used.until IS NULL OR used.until > %(at)s)
JOIN people_customer AS customer ON customer.id = used.customer_id
WHERE customer.erased_at IS NULL
"""
)
_WAY = """
WITH RECURSIVE way (at, names) AS (
    SELECT id, ARRAY[name::text] FROM services_service WHERE id = %(start)s
    UNION ALL
    SELECT needs.on_id, way.names || service.name::text
    FROM way JOIN services_dependency AS needs ON needs.service_id = way.at AND needs.until IS NULL
    JOIN services_service AS service ON service.id = needs.on_id
) CYCLE at SET again USING seen
SELECT names FROM way WHERE at = %(end)s AND NOT again ORDER BY cardinality(names) LIMIT 1
"""
_HANGING = """
WITH RECURSIVE up (service) AS (
    SELECT %(service)s::uuid
    UNION
    SELECT needs.service_id FROM services_dependency AS needs
    JOIN up ON needs.on_id = up.service AND needs.until IS NULL
), down (service) AS (
    SELECT %(service)s::uuid
    UNION
    SELECT needs.on_id FROM services_dependency AS needs
    JOIN down ON needs.service_id = down.service AND needs.until IS NULL
)
SELECT service FROM up UNION SELECT service FROM down
"""
_NEEDED = """
WITH RECURSIVE down (service) AS (
    SELECT unnest(%(services)s::uuid[])
    UNION
    SELECT needs.on_id FROM services_dependency AS needs
    JOIN down ON needs.service_id = down.service AND needs.until IS NULL
)
SELECT service FROM down
"""
ALL = 1_000_000


def exposed(of: Collection[UUID], *, at: datetime, most: int = ALL) -> list[Exposed]:
    """Who was exposed to any of these services at that instant, through all that needs them.

    Whom it stops come first, then by name.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EXPOSED, {"services": list(of), "at": at, "most": most})
        return [Exposed(*row) for row in cursor.fetchall()]


def needing(of: Collection[UUID], *, at: datetime) -> set[UUID]:
    """These services, and all that didn't work without them at that instant."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_REACHED} SELECT service FROM reached", {"services": list(of), "at": at})
        return {row[0] for row in cursor.fetchall()}


def needing_each(of: Collection[UUID], *, at: datetime) -> dict[UUID, set[UUID]]:
    """The same of each of them by itself, read once."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_EACH, {"services": list(of), "at": at})
        for first, service in cursor.fetchall():
            found[first].add(service)
    return found


class Needs:
    """What needs what, at any time, read once: for who asks of many instants."""

    def __init__(self, rows: Iterable[Dependency]) -> None:
        self._of: dict[UUID, list[Dependency]] = defaultdict(list)
        for row in rows:
            self._of[row.service_id].append(row)

    @classmethod
    def read(cls) -> "Needs":
        """All of it."""
        return cls(Dependency.objects.order_by("pk"))

    def of(self, services: Iterable[UUID], *, at: datetime) -> set[UUID]:
        """These services, and all that they needed at that instant."""
        found, near = set(services), list(services)
        while near:
            for row in self._of.get(near.pop(), ()):
                there = row.since <= at and (row.until is None or row.until > at)
                if there and row.on_id not in found:
                    found.add(row.on_id)
                    near.append(row.on_id)
        return found


def hanging_with(service: UUID) -> set[UUID]:
    """It, what it needs, and what needs it, through any number of others."""
    with connection.cursor() as cursor:
        cursor.execute(_HANGING, {"service": service})
        return {row[0] for row in cursor.fetchall()}


def needed(of: Collection[UUID]) -> set[UUID]:
    """These services, and all that they need now."""
    with connection.cursor() as cursor:
        cursor.execute(_NEEDED, {"services": list(of)})
        return {row[0] for row in cursor.fetchall()}


def how_many_exposed(of: Collection[UUID], *, at: datetime) -> tuple[int, int]:
    """How many customers are exposed to any of these services, and how many of them it stops."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"services": list(of), "at": at})
        every, stopped = cursor.fetchone()
        return int(every), int(stopped)


def way(start: UUID, end: UUID) -> list[str]:
    """The names from a service to one that it needs, by the shortest way; empty: it doesn't."""
    with connection.cursor() as cursor:
        cursor.execute(_WAY, {"start": start, "end": end})
        found = cursor.fetchone()
        return list(found[0]) if found else []
