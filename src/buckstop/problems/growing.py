"""How the cost of waiting grows, by service level: learned from when customers asked.

A customer asked where theirs stands when they wrote without having been asked for anything, said
that it can't wait, opened it again, or found at its end that it was hard to get solved. Of each
case the first such sign counts, and how long it waited until then.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from buckstop.coverage.models import Growth, ServiceLevel
from buckstop.coverage.queries import in_order, service_levels
from buckstop.coverage.rules.levels import Need
from buckstop.problems.about import services_named
from buckstop.problems.models.case import CaseHow, CaseState
from buckstop.problems.rules.learning import Waits, growth, wait

HARD = 3  # of seven, and less: it was hard to get it solved

# What comes within the first hour belongs to what they reported. Where they owe us something, or
# were asked whether it is solved, their words are the answer.
_WAITS = """
WITH signs AS (
    SELECT of AS case_id, chain_id, at FROM ledger_entry, unnest(cases) AS of
    WHERE at >= %(since)s
      AND code IN ('case-reopened', 'cannot-wait', 'customer-heard', 'words-noted')
), asked AS (
    SELECT s.case_id, min(s.at) AS at
    FROM signs AS s JOIN problems_case AS c ON c.id = s.case_id
    WHERE s.at >= c.opened_at + interval '1 hour' AND (c.asked_at IS NULL OR s.at < c.asked_at)
      AND NOT EXISTS (
          SELECT FROM problems_commitment AS o
          WHERE o.case_id = c.id AND o.debtor_id = c.contact_id AND o.made_at <= s.at
            AND (o.ended_at IS NULL OR o.ended_at >= s.at)
      )
    GROUP BY s.case_id
), waited AS (
    SELECT c.id, c.problem_id, coalesce(u.tier, '') AS tier, p.hurts, p.kind,
           c.address, c.opened_at,
           coalesce(c.asked_at, c.ended_at, %(at)s) AS until,
           c.ended_at IS NOT NULL AND e.score <= %(hard)s AS hard, a.at AS asked
    FROM problems_case AS c
    JOIN problems_problem AS p ON p.id = c.problem_id
    LEFT JOIN asked AS a ON a.case_id = c.id
    LEFT JOIN people_customer AS u ON u.id = c.customer_id
    LEFT JOIN problems_effortscore AS e ON e.case_id = c.id
    WHERE c.opened_at >= %(since)s AND c.state <> ALL(%(never)s) AND c.how <> ALL(%(unasked)s)
)
SELECT problem_id, tier, hurts, kind, address,
       extract(epoch FROM least(asked, until) - opened_at)::double precision / 86400,
       coalesce(asked <= until, false) OR hard IS TRUE
FROM waited WHERE until > opened_at
"""
_NEVER = [CaseState.VOID, CaseState.SPARED, CaseState.IMPORTED]
_UNASKED = [CaseHow.NOTICED, CaseHow.TOLD, CaseHow.CAME]


def _about() -> dict[UUID, set[UUID]]:
    """The services of each problem that is about some."""
    found: dict[UUID, set[UUID]] = {}
    for problem, service in services_named().values_list("problem", "service"):
        found.setdefault(problem, set()).add(service)
    return found


def reckon_growth(at: datetime, *, since: datetime) -> None:
    """Keep, of each level, how many of its customers asked, and what follows of it."""
    rows = service_levels()
    levels, default = in_order(rows), next(row.pk for row in rows if row.is_default)
    about = _about() if levels.by_service else {}
    found: dict[UUID, Waits] = {row.pk: Waits() for row in rows}
    given: dict[str, Any] = {
        "since": since,
        "at": at,
        "hard": HARD,
        "never": _NEVER,
        "unasked": _UNASKED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, given)
        for problem, tier, hurts, kind, address, days, asked in cursor:
            need = Need(tier, hurts, kind, frozenset(about.get(problem, ())), address)
            level = levels.level(need)
            key = level.key if level else default
            found[key] += wait(days, asked=asked)
    Growth.objects.exclude(level__in=ServiceLevel.objects.filter(removed_at=None)).delete()
    Growth.objects.bulk_create(
        (Growth(level_id=key, percent=growth(one), asked=one.asked) for key, one in found.items()),
        update_conflicts=True,
        unique_fields=["level"],
        update_fields=["percent", "asked"],
    )
