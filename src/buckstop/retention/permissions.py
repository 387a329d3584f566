"""Who says how long something is kept, and who holds it."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import Capability, can


def may_set_period(by: Actor) -> Refusal | None:
    """Who administers the house."""
    return _administers(by)


def may_end_period(by: Actor) -> Refusal | None:
    """Who administers the house."""
    return _administers(by)


def may_set_months(by: Actor) -> Refusal | None:
    """Who administers the house."""
    return _administers(by)


def may_set_hold(by: Actor) -> Refusal | None:
    """Who leads, or administers."""
    return _leads(by)


def may_end_hold(by: Actor) -> Refusal | None:
    """Who leads, or administers."""
    return _leads(by)


def _administers(by: Actor) -> Refusal | None:
    if can(by, Capability.ADMINISTER):
        return None
    return Refusal("not-admin", _("Admins say how long something is kept."))


def _leads(by: Actor) -> Refusal | None:
    if can(by, Capability.LEAD):
        return None
    return Refusal("not-lead", _("Who leads or administers holds something back."))
