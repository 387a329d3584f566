"""Who may note what was done for a customer, and that one left."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.permissions.actors import only_desk
from buckstop.reliability.models import Left


def may_note_call(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_note_left(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_note_stays(left: Left, actor: Actor) -> Refusal | None:
    """The desk, while it says that they left."""
    if left.until is not None:
        return Refusal("ended", _("That was taken back already."))
    return only_desk(actor)
