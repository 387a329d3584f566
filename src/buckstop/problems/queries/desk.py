"""What opening and promising need to know of the desk, read once per transaction or batch."""

from datetime import datetime

from django.db import connection
from django.db.models import Count

from buckstop.coverage.queries import who_is_on_duty
from buckstop.problems.models import Problem
from buckstop.problems.rules.routing import Routing


def routing(at: datetime) -> Routing:
    """Who could take a problem at `at`."""
    on_duty = who_is_on_duty(at)
    running = Problem.objects.running().filter(owner__in=on_duty.on_shift)
    loads = running.values_list("owner").annotate(count=Count("pk"))
    return Routing(on_duty, dict(loads))


def next_numbers(count: int) -> list[int]:
    """`count` fresh numbers for references; a number is never used twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('problem_number') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]
