"""Promises of news to customers: kept at their time, moved and kept, missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from buckstop.conversations.queries.promised import COUNTS, ENDED, THEIRS, YEAR
from buckstop.coverage.models import ServiceLevel, Team
from buckstop.people.models import Customer
from buckstop.people.zones import house_zone, house_zone_info
from buckstop.reliability.rules.trust import Promises
from buckstop.services.models import Service

LATELY = timedelta(days=90)
_ENDED = f"""
SELECT {{by}}, {COUNTS} FROM problems_commitment m {{join}}
WHERE {ENDED} {{where}}
GROUP BY 1 ORDER BY 1
"""
MOST = 200
_MONTH = "date_trunc('month', m.ended_at, %(zone)s)"  # by the house's clock
# Their problems first, so that what was promised to all others isn't read.
_THEIRS = f"""AND m.problem_id IN (SELECT o.problem_id FROM problems_case o
    WHERE o.customer_id = ANY(%(customers)s)) AND EXISTS (
    SELECT FROM problems_case c WHERE c.customer_id = ANY(%(customers)s)
    AND {THEIRS})"""
_ONLY = """AND theirs.customer = ANY(%(customers)s) AND m.problem_id IN (
    SELECT o.problem_id FROM problems_case o JOIN people_customer w ON w.id = o.customer_id
    WHERE w.id = ANY(%(customers)s) OR w.merged_into_id = ANY(%(customers)s))"""
_EACH = f"""CROSS JOIN LATERAL (SELECT DISTINCT coalesce(u.merged_into_id, u.id) AS customer
    FROM problems_case c JOIN people_customer u ON u.id = c.customer_id WHERE {THEIRS}) AS theirs"""


@dataclass(frozen=True, slots=True)
class Month:
    """The promises that ended in a month, by its first day."""

    begins: datetime
    promises: Promises


def house(at: datetime) -> Promises:
    """To everybody, in the last year."""
    return sum(_rows("0", at - YEAR, at).values(), Promises())


def of_customer(customer: Customer, at: datetime) -> list[Month]:
    """To one customer and whoever was merged into it, month by month of the last year."""
    merged = Customer.objects.filter(merged_into=customer).values_list("pk", flat=True)
    keys = [customer.pk, *merged]
    rows = _rows(_MONTH, at - YEAR, at, where=_THEIRS, customers=keys)
    zone = house_zone_info()
    return [Month(begins.astimezone(zone), promises) for begins, promises in rows.items()]


def by_customer_and_month(
    at: datetime, customer: UUID | None = None
) -> dict[tuple[UUID, str], Promises]:
    """To each customer, or one, by the months of the last year that had any, such as `2026-03`."""
    only = _ONLY if customer else ""
    by = "theirs.customer || '/' || to_char(m.ended_at AT TIME ZONE %(zone)s, 'YYYY-MM')"
    keys = [customer] if customer else []
    found = _rows(by, at - YEAR, at, join=_EACH, where=only, customers=keys)
    return {
        (UUID(who), month): promises
        for key, promises in found.items()
        for who, month in [key.split("/")]
    }


class Part(StrEnum):
    """By what promises are told apart."""

    MONTH = "month"  # in which they ended
    TEAM = "team"  # that the problem is with; without one, the service desk
    LEVEL = "level"  # that holds for it now; without one, the default level
    SERVICE = "service"  # that it is about


NAMED: dict[Part, type[Team | ServiceLevel | Service]] = {
    Part.TEAM: Team, Part.LEVEL: ServiceLevel, Part.SERVICE: Service,
}  # fmt: skip
"""What the keys of a part are of; months have none."""
NONE = "none"
"""Stands for a problem of no team, and of no level but the default one."""
# The first level that fits any of its customers, as `coverage.rules.levels` chooses.
_LEVEL = """(SELECT l.id::text FROM coverage_servicelevel l WHERE l.removed_at IS NULL
    AND l.position IS NOT NULL AND l.kind IN ('', p.kind) AND (l.hurts IS NULL OR l.hurts = p.hurts)
    AND (l.tier = '' AND l.addresses = '{}' OR EXISTS (SELECT FROM problems_case c
        LEFT JOIN people_customer u ON u.id = c.customer_id
        WHERE c.problem_id = p.id AND (l.tier = '' OR lower(trim(u.tier)) = lower(l.tier))
            AND (l.addresses = '{}' OR c.address = ANY(l.addresses))))
    AND (l.service_id IS NULL OR EXISTS (SELECT FROM signals_problemservice s
        WHERE s.problem_id = p.id AND s.service_id = l.service_id AND s.until IS NULL))
    ORDER BY l.position LIMIT 1)"""
_OF_PROBLEM = "JOIN problems_problem p ON p.id = m.problem_id"
_PARTS = {
    Part.MONTH: ("to_char(m.ended_at AT TIME ZONE %(zone)s, 'YYYY-MM')", _OF_PROBLEM),
    Part.TEAM: ("p.team_id::text", _OF_PROBLEM),
    Part.LEVEL: (_LEVEL, _OF_PROBLEM),
    Part.SERVICE: (
        "s.service_id::text",
        f"{_OF_PROBLEM} JOIN signals_problemservice s ON s.problem_id = p.id AND s.until IS NULL",
    ),
}
_MISSED = """
SELECT m.ended_at, m.problem_id FROM problems_commitment m {join}
WHERE m.kind = 'update' AND m.state = 'missed' AND m.ended_at > %(since)s
    AND m.ended_at <= %(until)s AND coalesce({by}, 'none') = %(key)s
ORDER BY m.ended_at DESC LIMIT %(most)s
"""


def since_of(part: Part, at: datetime) -> datetime:
    """From when on they are counted: months of a year, the others of 90 days."""
    return at - (YEAR if part is Part.MONTH else LATELY)


def by_part(part: Part, since: datetime, until: datetime) -> dict[str, Promises]:
    """By the key of each; NONE for those without one."""
    by, join = _PARTS[part]
    return _rows(f"coalesce({by}, '{NONE}')", since, until, join=join)


def missed(part: Part, key: str, since: datetime, until: datetime) -> list[tuple[datetime, UUID]]:
    """When promises of one part were missed, and of which problems; the last first."""
    by, join = _PARTS[part]
    values: dict[str, Any] = {"since": since, "until": until, "key": key, "most": MOST}
    values["zone"] = house_zone()
    with connection.cursor() as cursor:
        cursor.execute(_MISSED.format(by=by, join=join), values)
        rows: list[tuple[datetime, UUID]] = cursor.fetchall()
    return rows


def _rows(
    by: str,
    since: datetime,
    until: datetime,
    *,
    join: str = "",
    where: str = "",
    customers: Iterable[UUID] = (),
) -> dict[Any, Promises]:
    values: dict[str, Any] = {"since": since, "until": until, "customers": list(customers)}
    values["zone"] = house_zone()
    with connection.cursor() as cursor:
        cursor.execute(_ENDED.format(by=by, join=join, where=where), values)
        return {key: Promises(*counted) for key, *counted in cursor.fetchall()}
