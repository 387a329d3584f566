"""What opening and promising need to know of the desk, read once per transaction or batch."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case as Cases
from django.db.models import Count, ExpressionWrapper, F, FloatField, Max, Sum, Value, When
from django.db.models.functions import Greatest

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import named_teams, skills_of, who_is_on_duty
from buckstop.coverage.rules.levels import Levels
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING
from buckstop.problems.queries.similar import solved_lately
from buckstop.problems.queries.weighing import weighs_on
from buckstop.problems.rules.order import HURT_WEIGHT
from buckstop.problems.rules.routing import Background, Routing

_COST = Cases(
    *(When(hurts=hurts, then=Value(weight)) for hurts, weight in enumerate(HURT_WEIGHT)),
    default=Value(1.0),
    output_field=FloatField(),
) * Greatest(F("waiting_cases"), Value(1))


def cost_by(levels: Levels) -> Any:
    """What waiting for a problem costs its customers, now: an expression over problems."""
    weighed = _COST * weighs_on("pk", levels.weights) / Value(100.0)
    return ExpressionWrapper(weighed, output_field=FloatField())


def routing(at: datetime) -> Routing:
    """Who could take a problem at `at`."""
    on_duty = who_is_on_duty(at)
    running = Problem.objects.running().filter(owner__in=on_duty.on_shift)
    loads = running.values_list("owner").annotate(count=Count("pk"))
    if not on_duty.teams:
        return Routing(on_duty, dict(loads))
    weighed = loads.annotate(cost=Sum(cost_by(on_duty.levels)), newest=Max("owner_since"))
    rows = list(weighed.values_list("owner", "count", "cost", "newest"))
    return Routing(
        on_duty,
        {owner: count for owner, count, _cost, _newest in rows},
        {owner: cost for owner, _count, cost, _newest in rows},
        {owner: newest for owner, _count, _cost, newest in rows},
    )


def batch_routing(
    at: datetime, *, customers: Collection[UUID], addresses: Collection[str]
) -> Routing:
    """The same for many new problems of these customers, that came to these addresses of ours."""
    found = routing(at)
    if found.on_duty.teams:
        there = background(found.on_duty, customers=customers, addresses=addresses)
        return replace(found, background=there)
    return found


def background(
    on_duty: OnDuty, *, customers: Collection[UUID], addresses: Collection[str]
) -> Background:
    """What routing weighs of new problems, where there are several teams; in four queries."""
    owners: dict[UUID, set[UUID]] = defaultdict(set)
    if customers:
        theirs = Case.objects.filter(customer__in=customers, state__in=WAITING).distinct()
        for customer, owner in theirs.values_list("customer", "problem__owner"):
            owners[customer].add(owner)
    people = on_duty.on_shift
    return Background(
        named_teams(addresses, customers), owners, solved_lately(people), skills_of(people)
    )


def next_numbers(count: int) -> list[int]:
    """`count` fresh numbers for references; a number is never used twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('problem_number') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]
