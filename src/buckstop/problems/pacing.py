"""How much work things are: reckoned from what was done in the last quarter.

Nobody stops a watch here. When somebody keeps what they owe, the time since whatever they did
before is what it took them, where that isn't longer than a sitting; of many such times the middle
one counts. It is too long where people rest in between, for every kind alike, and the order of work
asks only which of two takes longer. Reckoned once a day for all, by one statement: of each team,
and for each person's own order what comes easier to them than to others.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from buckstop.coverage.models import Ease, Pace, Roster
from buckstop.coverage.rules.levels import ENOUGH
from buckstop.kit.ids import uuid7
from buckstop.problems.growing import reckon_growth
from buckstop.problems.rules.learning import eases

QUARTER = timedelta(days=90)
SITTING = timedelta(hours=2)
EVERY = timedelta(days=1)

# The acts of a verb are of one instant, and count as one. What somebody said is done is kept only
# once that was looked at: the work ended as they said so. When each ended is reckoned before it is
# joined: joined by a subquery, each was laid beside all that its person did, which is their square.
_TAKEN = """
WITH acts AS (
    SELECT person, at, lag(at) OVER (PARTITION BY person ORDER BY at) AS before
    FROM (
        SELECT DISTINCT actor_id AS person, at FROM ledger_entry
        WHERE at >= %(since)s AND actor_kind = 'staff' AND actor_id IS NOT NULL
    ) AS each
), kept AS MATERIALIZED (
    SELECT c.debtor_id, p.team_id, c.kind, coalesce(
        (SELECT max(e.at) FROM ledger_entry AS e
         WHERE c.kind <> 'update' AND e.chain_id = p.chain_id AND e.actor_id = c.debtor_id
           AND e.code = 'owed-reported' AND e.at BETWEEN c.made_at AND c.ended_at),
        c.ended_at
    ) AS at
    FROM problems_commitment AS c JOIN problems_problem AS p ON p.id = c.problem_id
    WHERE c.state = 'kept' AND c.ended_at >= %(since)s
)
SELECT GROUPING(k.debtor_id) = 0, GROUPING(k.team_id) = 0, k.debtor_id, k.team_id, k.kind, count(*),
       percentile_cont(0.5) WITHIN GROUP (
           ORDER BY extract(epoch FROM acts.at - acts.before)::double precision / 60
       )
FROM kept AS k JOIN acts ON acts.person = k.debtor_id AND acts.at = k.at
WHERE extract(epoch FROM acts.at - acts.before) <= %(sitting)s
GROUP BY GROUPING SETS ((k.team_id, k.kind), (k.debtor_id, k.kind), (k.kind))
"""


class _Taken(NamedTuple):
    """So many of a kind took so many minutes: of a person, or of a team (None: the service desk's
    own), or of all of us."""

    of_one: bool
    of_team: bool
    person: UUID | None
    team: UUID | None
    kind: str
    done: int
    minutes: float


def reckon_work(at: datetime) -> int:
    """Keep what each kind of work takes each team, where a day has passed; returns how many."""
    last = Pace.objects.order_by("-reckoned_at").values_list("reckoned_at", flat=True).first()
    if last is not None and at - last < EVERY:
        return 0
    reckon_growth(at, since=at - QUARTER)
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, {"since": at - QUARTER, "sitting": SITTING.total_seconds()})
        taken = [_Taken(*row) for row in cursor.fetchall()]
    _keep_eases(taken)
    return _keep_paces([one for one in taken if one.of_team], at)


def _keep_paces(taken: Iterable[_Taken], at: datetime) -> int:
    rosters = dict(Roster.objects.values_list("team", "pk"))
    rows = [
        Pace(
            pk=uuid7(), roster_id=rosters[one.team], kind=one.kind, minutes=one.minutes,
            count=one.done, reckoned_at=at,
        )
        for one in taken
        if one.team in rosters
    ]  # fmt: skip
    Pace.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["roster", "kind"],
        update_fields=["minutes", "count", "reckoned_at"],
    )
    Pace.objects.exclude(reckoned_at=at).delete()
    return len(rows)


def _keep_eases(taken: Iterable[_Taken]) -> None:
    """Nothing is kept of how fast somebody is: only what comes easier to them than other work."""
    everybody: dict[str, float] = {}
    own: dict[UUID, dict[str, float]] = defaultdict(dict)
    for one in taken:
        if one.of_one and one.person and one.done >= ENOUGH:
            own[one.person][one.kind] = one.minutes
        elif not one.of_one and not one.of_team:
            everybody[one.kind] = one.minutes
    Ease.objects.all().delete()
    Ease.objects.bulk_create(
        Ease(person_id=person, kind=kind, times=times)
        for person, minutes in own.items()
        for kind, times in eases(minutes, everybody).items()
    )
