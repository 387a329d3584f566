"""Whose contacts may change."""

from buckstop.ledger.refused import Refusal
from buckstop.people.models import Customer
from buckstop.people.permissions.customers import is_there


def may_add(customer: Customer) -> Refusal | None:
    """Of a customer that is one of its own."""
    return is_there(customer)


def may_change(customer: Customer) -> Refusal | None:
    """Of a customer that is one of its own."""
    return is_there(customer)
