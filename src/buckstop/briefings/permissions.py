"""Who writes for everybody in the house, and for the clients of customers."""

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Problem
from buckstop.problems.permissions.actors import works_on


def may_brief(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, while it runs."""
    return works_on(problem, actor)


def may_word(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, while it runs."""
    return works_on(problem, actor)
