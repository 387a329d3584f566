"""Customers at risk are called, and some left: what the demo company knows of how it turned out."""

from datetime import datetime

from buckstop.people.models import Customer, Person
from buckstop.people.roles import Role
from buckstop.reliability.actions.customers import note_call, note_left
from buckstop.reliability.models import Because
from buckstop.reliability.queries.risk import facts
from buckstop.reliability.rules.risk import risk

_SAID = (
    "They count on Monday’s list, and were without it twice. I promised them a call before nine, each Monday of this month.",
    "What hurt was hearing it from their own customers first. They want one number that answers; they have mine.",
)
_LEFT = (
    (
        Because.PRICE,
        "The parent company has a contract elsewhere from next month on, for half of what they pay here.",
    ),
    (
        Because.HANDLING,
        "They were told that it is fixed, and it wasn’t. They said so when it was too late to ask.",
    ),
)


def add(*, present: datetime) -> None:
    """The two most at risk were called; of those that have nothing open two have left."""
    found = facts(present)
    customers = Customer.objects.filter(erased_at=None, merged_into=None).select_related("manager")
    known = sorted(customers.filter(pk__in=found), key=lambda one: (-risk(found[one.pk]), one.name))
    lead = Person.objects.filter(role=Role.LEAD, deactivated_at=None).order_by("email")[0]
    for customer, what in zip(known, _SAID, strict=False):
        by = customer.manager or lead
        note_call(customer, what=what, by=by.actor(), at=present)
    quiet = [one for one in known[2:] if not found[one.pk].open_now]
    quiet.sort(key=lambda one: found[one.pk].reopened)  # the last one has a reason in how it went
    for customer, (because, why) in zip((*quiet[:1], *quiet[-1:]), _LEFT, strict=False):
        note_left(customer, because=because, why=why, by=lead.actor(), at=present)
