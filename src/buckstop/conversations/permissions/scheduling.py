"""Who may let something leave later, and change that."""

from django.utils.translation import gettext as _

from buckstop.conversations.models import Scheduled
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Problem
from buckstop.problems.permissions.actors import only_desk, only_people, running


def may_schedule(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, in their own name, as long as somebody waits for it."""
    return only_people(actor) or only_desk(actor) or running(problem)


def may_move_scheduled(scheduled: Scheduled, actor: Actor) -> Refusal | None:
    """Any of the desk: whoever wrote it may not be there."""
    if refusal := only_desk(actor):
        return refusal
    if scheduled.ended_at is None:
        return None
    return Refusal("left", _("It doesn’t wait any more: it has left, or was taken back."))


def may_unschedule(scheduled: Scheduled, actor: Actor) -> Refusal | None:
    """As to move it."""
    return may_move_scheduled(scheduled, actor)
