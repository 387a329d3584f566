"""Run in front of one database: a problem of what everybody uses, and all of them are told.

Prints the seconds that the press took; the worker does the rest.
"""

import time
from datetime import timedelta

import buckstop.ready as _ready  # sets Django up before what follows is imported
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.outreach.actions.telling import Saying, tell
from buckstop.people.models import Person
from buckstop.problems.actions.opening import open_problem
from buckstop.services.models import Service
from buckstop.signals.actions.naming import name_service

SAYING = ("Payments are held up", "Transfers queue up; none is lost. We are moving the queue now.")

__all__ = ["_ready"]


def main() -> None:
    """Begin it."""
    ana = Person.objects.exclude(role="contact").order_by("pk")[0].actor()
    at = clock.now()
    problem = open_problem(title="The queue is stuck", hurts=2, by=DESK, at=at)
    owner = problem.owner.actor() if problem.owner_id else ana
    name_service(problem, service=Service.objects.get(key="told"), by=owner, at=at)
    begun = time.perf_counter()
    saying = Saying(*SAYING, at + timedelta(hours=1))
    tell(problem, saying=saying, by=owner, at=clock.now())
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
