"""Who has how much of what is with a team, and who is there to take some of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from buckstop.coverage.models import Member, Team
from buckstop.coverage.queries import next_duty, who_is_on_duty
from buckstop.ledger.actor import Actor
from buckstop.people.queries import desk, names
from buckstop.problems.commitments.handoff import offered_problems
from buckstop.problems.models import Problem
from buckstop.problems.queries.desk import cost_by
from buckstop.problems.rules.rebalancing import Share

SOON = timedelta(days=1)
"""Within which somebody has to be on duty, to be asked to take one."""


@dataclass(frozen=True, slots=True)
class Loads:
    """What everybody has who is of a team, and the `problems` of it that may move, by key; who may
    take how many (`takers`), when those of them who are off come back, and what people are
    called."""

    shares: list[Share]
    problems: dict[UUID, Problem]
    takers: dict[UUID, int]
    back: dict[UUID, datetime]
    names: dict[UUID, str]


def loads(actor: Actor, team: Team | None, *, usual: int, at: datetime) -> Loads:
    """Of a team; None: of the service desk. What its people have of other teams' counts and stays.

    `usual`: how many problems somebody may have of whom nothing else was said.
    """
    there, back = who_is_on_duty(at), next_duty(at)
    able = set(desk().values_list("pk", flat=True))
    of_it = _people(team, bool(there.teams)) & able if there.teams else able
    off = {one: starts for one, starts in back.items() if one not in there.on_shift}
    soon = {one for one, starts in off.items() if starts <= at + SOON} | set(there.on_shift)
    owned = Problem.objects.running().filter(owner__in=of_it).annotate(cost=cost_by(there.levels))
    offered = offered_problems()
    seen = Problem.objects.visible_to(actor).filter(owner__in=of_it).running()
    its = {
        one.pk: one for one in seen.filter(team=team).order_by("number") if one.pk not in offered
    }
    shares = [
        Share(key, owner, cost, moves=key in its)
        for key, owner, cost in owned.order_by("number").values_list("pk", "owner", "cost")
    ]
    takers = {one: there.limits.get(one, usual) for one in sorted(of_it & soon, key=str)}
    return Loads(shares, its, takers, off, names(of_it))


def _people(team: Team | None, several: bool) -> set[UUID]:
    """Who is of a team; of the service desk, who is of none."""
    now = Member.objects.filter(until=None, team__ended_at=None)
    if team is not None:
        return set(now.filter(team=team).values_list("person", flat=True))
    in_teams = now.values_list("person", flat=True) if several else ()
    return set(desk().exclude(pk__in=list(in_teams)).values_list("pk", flat=True))
