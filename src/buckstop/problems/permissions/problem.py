"""Who may say what of a problem as a whole, and in which state of it."""

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Problem
from buckstop.problems.models.problem import Kind, State
from buckstop.problems.permissions.actors import works_on


def may_fix(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk says that a problem is fixed."""
    if refusal := works_on(problem, actor):
        return refusal
    if problem.kind == Kind.PROBLEM:
        return None
    return Refusal("not-a-problem", "A request or a question is answered, not fixed.")


def may_answer(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk answers a request or a question."""
    if refusal := works_on(problem, actor):
        return refusal
    if problem.kind != Kind.PROBLEM:
        return None
    return Refusal("a-problem", "A problem ends with the customer's word: say that it is fixed.")


def may_change_kind(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, until the customers were asked."""
    if refusal := works_on(problem, actor):
        return refusal
    if problem.state != State.FIXED:
        return None
    sentence = "The customers were asked whether it is fixed; it stays a problem."
    return Refusal("fixed", sentence)


def may_change_hurt(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, while it runs."""
    return works_on(problem, actor)


def may_retitle(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, while it runs."""
    return works_on(problem, actor)
