"""What opening and promising need to know of the desk, read once per transaction or batch."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count

from buckstop.coverage import queries as coverage
from buckstop.problems.models import Problem
from buckstop.problems.rules.promises import Level
from buckstop.problems.rules.routing import Routing


@dataclass(frozen=True)
class Desk:
    """Who could take a problem now, and the service level's times."""

    routing: Routing
    level: Level
    duty: coverage.Duty


def level() -> Level:
    """The service level's times."""
    found = coverage.level()
    return Level(
        calendar=coverage.calendar(found),
        first_news=found.first_news,
        news_while_hurting=found.news_while_hurting,
        news_otherwise=found.news_otherwise,
    )


def desk(at: datetime) -> Desk:
    """The desk as it is at `at`."""
    duty = coverage.duty(at)
    running = Problem.objects.running().filter(owner__in=duty.on_shift)
    loads = running.values_list("owner").annotate(count=Count("pk"))
    routing = Routing(
        on_shift=tuple(duty.on_shift),
        loads=dict(loads),
        limits={person: duty.limit(person) for person in duty.on_shift},
        buck_stops_with=duty.buck_stops_with,
    )
    return Desk(routing=routing, level=level(), duty=duty)


def next_numbers(count: int) -> list[int]:
    """`count` fresh numbers for references; a number is never used twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('problem_number') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]
