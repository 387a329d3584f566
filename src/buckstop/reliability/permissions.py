"""Who may note what was done for a customer, and that one left."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
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


def may_want_weekly(person: Person, actor: Actor) -> Refusal | None:
    """Whoever leads, for themselves."""
    if actor.is_person and actor.person == person.pk and leads(person):
        return None
    return Refusal("not-yours", _("Only who leads gets these, and asks for them themselves."))


def may_want_no_weekly(person: Person, actor: Actor) -> Refusal | None:
    """Whoever gets it."""
    if actor.is_person and actor.person == person.pk:
        return None
    return Refusal("not-yours", _("That is somebody else’s."))


def leads(person: Person) -> bool:
    """Whether the page of these figures is there for somebody."""
    return person.is_active and can(person.role, Capability.LEAD)
