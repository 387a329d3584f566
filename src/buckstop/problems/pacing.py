"""How much work things are: reckoned from what each team did in the last quarter.

Nobody stops a watch here. When somebody keeps what they owe, the time since whatever they did
before is what it took them, where that isn't longer than a sitting; of many such times the middle
one counts. It is too long where people rest in between, for every kind alike, and the order of work
asks only which of two takes longer. Reckoned once a day for all teams, by one statement.
"""

from datetime import datetime, timedelta

from django.db import connection

from buckstop.coverage.models import Pace, Roster
from buckstop.kit.ids import uuid7

QUARTER = timedelta(days=90)
SITTING = timedelta(hours=2)
EVERY = timedelta(days=1)

# The acts of a verb are of one instant, and count as one. What somebody said is done is kept only
# once that was looked at: the work ended as they said so.
_TAKEN = """
WITH acts AS (
    SELECT person, at, lag(at) OVER (PARTITION BY person ORDER BY at) AS before
    FROM (
        SELECT DISTINCT actor_id AS person, at FROM ledger_entry
        WHERE at >= %(since)s AND actor_kind = 'staff' AND actor_id IS NOT NULL
    ) AS each
)
SELECT p.team_id, c.kind, count(*),
       percentile_cont(0.5) WITHIN GROUP (
           ORDER BY extract(epoch FROM acts.at - acts.before)::double precision / 60
       )
FROM problems_commitment AS c
JOIN problems_problem AS p ON p.id = c.problem_id
JOIN acts ON acts.person = c.debtor_id AND acts.at = coalesce(
    (SELECT max(e.at) FROM ledger_entry AS e
     WHERE c.kind <> 'update' AND e.chain_id = p.chain_id AND e.actor_id = c.debtor_id
       AND e.code = 'owed-reported' AND e.at BETWEEN c.made_at AND c.ended_at),
    c.ended_at
)
WHERE c.state = 'kept' AND c.ended_at >= %(since)s
  AND extract(epoch FROM acts.at - acts.before) <= %(sitting)s
GROUP BY p.team_id, c.kind
"""


def reckon_work(at: datetime) -> int:
    """Keep what each kind of work takes each team, where a day has passed; returns how many."""
    last = Pace.objects.order_by("-reckoned_at").values_list("reckoned_at", flat=True).first()
    if last is not None and at - last < EVERY:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, {"since": at - QUARTER, "sitting": SITTING.total_seconds()})
        found = cursor.fetchall()
    rosters = dict(Roster.objects.values_list("team", "pk"))
    rows = [
        Pace(
            pk=uuid7(), roster_id=rosters[team], kind=kind, minutes=minutes, count=count,
            reckoned_at=at,
        )
        for team, kind, count, minutes in found
        if team in rosters
    ]  # fmt: skip
    Pace.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["roster", "kind"],
        update_fields=["minutes", "count", "reckoned_at"],
    )
    Pace.objects.exclude(reckoned_at=at).delete()
    return len(rows)
