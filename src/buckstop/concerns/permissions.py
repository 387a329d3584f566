"""Who may say something of a concern."""

from django.utils.translation import gettext as _

from buckstop.concerns.models import Concern
from buckstop.concerns.rules import reads
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can


def may_raise_openly(to: Person) -> Refusal | None:
    """To somebody who leads, and is there."""
    if to.is_active and can(to.role, Capability.LEAD):
        return None
    return Refusal("no-leader", _("Choose somebody who leads."), "to")


def may_answer(concern: Concern, person: Person) -> Refusal | None:
    """Leaders who read it, but for whoever raised it."""
    if concern.person_id != person.pk and reads(person, concern.first, concern.to):
        return None
    return Refusal("not-yours", _("Only whoever reads it as a leader can answer."))


def may_say_more(concern: Concern, person: Person | None) -> Refusal | None:
    """Whoever raised it: `person` openly, nobody where a code opened it."""
    if person is None or concern.person_id == person.pk:
        return None
    return Refusal("not-yours", _("Only whoever raised it can say more of it."))
