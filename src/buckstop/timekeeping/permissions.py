"""Who may write time down, and take it back."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import Capability, can
from buckstop.problems.permissions.actors import only_desk, only_people
from buckstop.timekeeping.models import TimeSpent


def may_add_time(actor: Actor) -> Refusal | None:
    """The desk, of what they did themselves, on what is closed too."""
    return only_people(actor) or only_desk(actor)


def may_remove_time(spent: TimeSpent, actor: Actor) -> Refusal | None:
    """Whose it is, or who leads."""
    if refusal := only_desk(actor):
        return refusal
    if spent.removed_at is not None:
        return Refusal("removed", _("It was taken back already."))
    if spent.person_id == actor.id or can(actor, Capability.LEAD):
        return None
    return Refusal("not-yours", _("Only who noted it, or who leads, takes it back."))
