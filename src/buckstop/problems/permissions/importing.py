"""Who may bring in what was handled in another system, and take over what still runs."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Problem
from buckstop.problems.permissions.actors import only_desk


def may_import_problem(actor: Actor) -> Refusal | None:
    """Whoever administers the house, or the desk itself at the terminal."""
    if actor.kind == ActorKind.DESK or can(actor, Capability.ADMINISTER):
        return None
    return Refusal("not-admin", _("Only who administers the house can bring in other systems’."))


def may_import_case(problem: Problem, actor: Actor) -> Refusal | None:
    """A side comes along with its problem, never to one of ours."""
    if refusal := may_import_problem(actor):
        return refusal
    if problem.is_unowned:
        return None
    return Refusal("ours", _("This problem is ours: nothing of another system comes to it."))


def may_follow_import(problem: Problem, actor: Actor) -> Refusal | None:
    """As a side comes along: while nobody here has owned it."""
    return may_import_case(problem, actor)


def may_take_over(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, what came and nobody here has owned yet."""
    if actor.kind != ActorKind.DESK and (refusal := only_desk(actor)):
        return refusal
    if problem.is_unowned:
        return None
    return Refusal("ours-already", _("It runs here, or has run here, already."))
