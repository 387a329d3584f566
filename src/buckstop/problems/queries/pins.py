"""What comes later for what is pinned."""

from datetime import datetime

from buckstop.coverage.on_duty import OnDuty
from buckstop.problems.models import Problem
from buckstop.problems.queries.work import tasks_of
from buckstop.problems.rules import order


def delayed_by(problem: Problem, on_duty: OnDuty, at: datetime) -> int:
    """How many things of its owner's, on other problems, cost customers more than what is to be
    done on it: those wait longer where it is pinned."""
    tasks = tasks_of(problem.owner, on_duty, at)
    mine = [order.cost(task, at) for its, task in tasks if its == problem.pk]
    most = max(mine, default=0.0)
    return sum(its != problem.pk and order.cost(task, at) > most for its, task in tasks)
