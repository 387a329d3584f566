"""Who may say for whom a contact writes, and that two customers are one."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Customer, Merger
from buckstop.people.permissions.customers import is_there
from buckstop.problems.entries.cases import CustomerChosen
from buckstop.problems.models import Case
from buckstop.problems.permissions.actors import only_desk


def may_choose_customer(actor: Actor, *, customer: Customer | None = None) -> Refusal | None:
    """The desk, a customer that is still one of its own."""
    return only_desk(actor) or (is_there(customer) if customer else None)


def may_withdraw_choice(
    case: Case, actor: Actor, *, chosen: CustomerChosen | None
) -> Refusal | None:
    """The desk, the last choice that somebody made, where it is still so."""
    if refusal := only_desk(actor):
        return refusal
    if chosen is not None and case.customer_id is not None and chosen.customer == case.customer_id:
        return None
    return Refusal("not-chosen", _("Nobody chose this customer. Choose another one instead."))


def may_merge(actor: Actor, customer: Customer, *, into: Customer | None = None) -> Refusal | None:
    """The desk, two customers that are still each their own."""
    if refusal := only_desk(actor):
        return refusal
    if into is not None and customer.pk == into.pk:
        return Refusal("same", _("That is the same customer. Choose another one."), "into")
    return is_there(customer) or (is_there(into) if into else None)


def may_take_apart(actor: Actor, merger: Merger | None) -> Refusal | None:
    """The desk, what was merged, while who they are together stands for itself."""
    if refusal := only_desk(actor):
        return refusal
    if merger is None or merger.ended_at is not None:
        return Refusal("not-merged", _("They weren’t merged, or are two customers again."))
    if merger.customer.erased_at is not None:
        return Refusal("erased", _("This customer was erased."))
    return is_there(merger.into)
