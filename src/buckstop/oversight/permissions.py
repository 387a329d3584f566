"""Who may mark a customer."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Customer
from buckstop.people.permissions.customers import is_there
from buckstop.people.roles import Capability, can


def may_mark_customer(customer: Customer, by: Actor) -> Refusal | None:
    """Who leads or administers, while it is one of its own."""
    return _not_a_leader(by) or is_there(customer)


def may_unmark_customer(by: Actor) -> Refusal | None:
    """Who leads or administers."""
    return _not_a_leader(by)


def _not_a_leader(by: Actor) -> Refusal | None:
    if can(by, Capability.LEAD):
        return None
    return Refusal("not-lead", _("Who leads or administers marks customers."))
