"""Promises of news to customers: kept at their time, moved and kept, missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from buckstop.people.models import Customer
from buckstop.reliability.rules.trust import Promises

YEAR = timedelta(days=365)
_ENDED = """
SELECT {by}, count(*) FILTER (WHERE m.state = 'kept' AND m.moved_at IS NULL),
    count(*) FILTER (WHERE m.state = 'kept' AND m.moved_at IS NOT NULL),
    count(*) FILTER (WHERE m.state = 'missed')
FROM problems_commitment m {join}
WHERE m.kind = 'update' AND m.ended_at > %(since)s AND m.ended_at <= %(until)s
    AND m.state IN ('kept', 'missed') {where}
GROUP BY 1 ORDER BY 1
"""
_MONTH = "date_trunc('month', m.ended_at)"
_THEIRS = """AND EXISTS (SELECT FROM problems_case c WHERE c.problem_id = m.problem_id
    AND c.customer_id = ANY(%(customers)s) AND c.state <> 'void' AND c.opened_at <= m.ended_at
    AND (c.ended_at IS NULL OR c.ended_at >= m.made_at))"""


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
    return [Month(begins, promises) for begins, promises in rows.items()]


def by_team(since: datetime, until: datetime) -> dict[UUID | None, Promises]:
    """By the team that the problem is with; None: the service desk."""
    join = "JOIN problems_problem p ON p.id = m.problem_id"
    return _rows("p.team_id", since, until, join=join)


def by_month(since: datetime, until: datetime) -> dict[datetime, Promises]:
    """By the month in which they ended."""
    return _rows(_MONTH, since, until)


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
    with connection.cursor() as cursor:
        cursor.execute(_ENDED.format(by=by, join=join, where=where), values)
        return {key: Promises(*counted) for key, *counted in cursor.fetchall()}
