"""What the tests of prevention do at once: trouble that hurt, its cause, what is done about it."""

from datetime import timedelta
from typing import Any

from buckstop.ledger.following import drain
from buckstop.ledger.verify import verify
from buckstop.people.models import Person
from buckstop.prevention import queries
from buckstop.prevention.actions import causes, preventing
from buckstop.prevention.actions.preventing import Plan
from buckstop.prevention.models import Cause, Prevention, Review
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World, answering


def by(world: World) -> dict[str, Any]:
    return {"by": world.ana.actor(), "at": world.now}


def hurt(world: World, title: str = "Transfers fail") -> Problem:
    """A problem that was opened again is solved, and what follows has followed."""
    case = world.report(title)
    fixing.fix(case.problem, **by(world))
    fixing.still_broken(case, by=answering(case), at=world.later(minutes=5))
    fixing.fix(Case.objects.get(pk=case.pk).problem, **by(world))
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    follow(world)
    return Problem.objects.get(pk=case.problem_id)


def follow(world: World) -> None:
    while drain(at=world.now):
        pass


def owed(problem: Problem) -> Review:
    found = queries.review_of(problem)
    assert found is not None
    return found


def agrees() -> bool:
    return [str(one) for one in verify()] == []


def happens(world: World, cause: Cause | None, times: int, days: float) -> Cause:
    """The same trouble so many times, each so many days after the one before."""
    for _ in range(times):
        problem = world.report("The queue is stuck").problem
        if cause is None:
            cause = causes.find_cause(problem, what="One queue for everything", **by(world))
        else:
            causes.name_cause(problem, cause=cause, **by(world))
        world.later(days=days)
    assert cause is not None
    return cause


def asked(world: World, cause: Cause, of: Person | None = None) -> Prevention:
    plan = Plan(
        what="A queue for each customer", shows="No other customer waits", size="small",
        due=world.now + timedelta(days=7),
    )  # fmt: skip
    return preventing.ask_prevention(cause, plan=plan, debtor=of or world.ana, **by(world))


def now(prevention: Prevention) -> Prevention:
    return Prevention.objects.select_related("cause").get(pk=prevention.pk)
