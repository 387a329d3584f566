"""What may be done with a customer, which may be another one by now, or erased."""

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refusal
from buckstop.people.models import Customer


def may_change(customer: Customer) -> Refusal | None:
    """While it is one of its own."""
    return is_there(customer)


def may_claim_domain(customer: Customer) -> Refusal | None:
    """While it is one of its own."""
    return is_there(customer)


def is_there(customer: Customer) -> Refusal | None:
    """Nothing is changed of a customer that is another one now, or was erased."""
    if customer.merged_into_id is not None:
        return Refusal(
            "merged",
            _("%(customer)s is one with %(into)s now.")
            % {"customer": customer, "into": customer.merged_into},
        )
    if customer.erased_at is not None:
        return Refusal("erased", _("This customer was erased."))
    return None
