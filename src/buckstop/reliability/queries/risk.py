"""Customers at risk, and those who left."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from buckstop.people.models import Customer
from buckstop.reliability.models import Call, Left
from buckstop.reliability.rules.risk import HARD, Facts, is_at_risk, risk

OVER = timedelta(days=90)
_FACTS = """
SELECT COALESCE(u.merged_into_id, u.id),
    COALESCE(sum((SELECT count(*) FROM problems_commitment m WHERE m.problem_id = c.problem_id
        AND m.kind = 'update' AND m.state = 'missed' AND m.ended_at > %(since)s
        AND m.ended_at >= c.opened_at AND (c.ended_at IS NULL OR m.ended_at <= c.ended_at))), 0)
        ::int,
    COALESCE(sum((SELECT count(*) FROM problems_word w WHERE w.case_id = c.id
        AND w.says = 'broken' AND w.at > %(since)s)), 0)::int,
    COALESCE(sum((SELECT count(*) FROM problems_commitment e WHERE e.case_id = c.id
        AND e.kind = 'escalation' AND e.ended_at IS NULL AND e.due <= %(at)s)), 0)::int,
    COALESCE(max(extract(epoch FROM %(at)s - p.unheard_since) / 86400.0)
        FILTER (WHERE c.ended_at IS NULL), 0)::float,
    count(*) FILTER (WHERE EXISTS (SELECT FROM problems_effortscore s WHERE s.case_id = c.id
        AND s.score <= %(hard)s AND s.at > %(since)s))::int,
    count(*) FILTER (WHERE c.ended_at IS NULL)::int
FROM problems_case c
JOIN problems_problem p ON p.id = c.problem_id
JOIN people_customer u ON u.id = c.customer_id
WHERE c.state <> 'void' AND u.erased_at IS NULL
    AND (c.ended_at IS NULL OR c.ended_at > %(since)s)
GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A customer whom somebody should call, why, and who called them lately."""

    customer: Customer
    facts: Facts
    calls: list[Call] = field(default_factory=list)


def facts(at: datetime) -> dict[UUID, Facts]:
    """What happened to each customer in the last three months, and how it stands."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, {"since": at - OVER, "at": at, "hard": HARD})
        return {key: Facts(*found) for key, *found in cursor.fetchall()}


def at_risk(at: datetime) -> list[AtRisk]:
    """Whom to call, the gravest first; not those who have left."""
    gone = who_left()
    found = {key: one for key, one in facts(at).items() if is_at_risk(one) and key not in gone}
    customers = Customer.objects.select_related("manager").in_bulk(list(found))
    calls: dict[UUID, list[Call]] = {}
    rows = Call.objects.filter(customer__in=found, at__gt=at - OVER).select_related("what", "by")
    for call in rows.order_by("-at"):
        calls.setdefault(call.customer_id, []).append(call)
    listed = [AtRisk(customers[key], one, calls.get(key, [])) for key, one in found.items()]
    return sorted(listed, key=lambda one: (-risk(one.facts), one.customer.name))


def left() -> list[Left]:
    """Who left, the last first."""
    rows = Left.objects.filter(until=None).select_related("customer", "why", "noted_by")
    return list(rows.order_by("-at"))


def who_left() -> set[UUID]:
    """Who left; of who was merged since, the customer that it is now."""
    rows = Left.objects.filter(until=None).values_list("customer__merged_into", "customer")
    return {into or key for into, key in rows}
