"""Who may say what a customer said: the customer, staff, and programs that may write."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Scope
from buckstop.problems.models import Case
from buckstop.problems.permissions.actors import can_be_answered
from buckstop.problems.rules.acting import is_desk


def may_write(actor: Actor, *, case: Case | None = None) -> Refusal | None:
    """Whoever speaks is heard, in every state of their case, but in the name of who was erased."""
    return _may_say(actor) or (can_be_answered(case) if case else None)


def may_log(actor: Actor) -> Refusal | None:
    """Anybody raises a problem, but a program whose key only reads."""
    return None if actor.role == Scope.RAISE else _may_say(actor)


def _may_say(actor: Actor) -> Refusal | None:
    if actor.kind != ActorKind.KEY or is_desk(actor):
        return None
    return Refusal("reads-only", _("This key only reads. Ask for one with the scope “write”."))
