"""Whose case it is: the original sender of a mail that a colleague passed on."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people import queries as people
from buckstop.people.actions import customers
from buckstop.people.models import Customer, Person
from buckstop.problems.entries.cases import ContactAdopted, ContactKept
from buckstop.problems.models import Case
from buckstop.problems.permissions import cases as may


def adopt_proposed(case: Case, *, by: Actor, at: datetime) -> Case:
    """Make the proposed original sender the contact; from now on they get our mail."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_adopt_proposed(case, by))
        before = case.contact_id
        customer = people.owners_of_domains([case.proposed_email]).get(case.proposed_email)
        person = _known(case) or _met(act, case, customer)
        act.change(
            case,
            contact=person,
            customer=customer or case.customer,
            proposed_name="",
            proposed_email="",
        )
        act.record(
            ContactAdopted(
                case=case.pk, contact=person.pk, before=before, customer=case.customer_id
            ),
            on=case,
            cases=(case.pk,),
        )
    return case


def _known(case: Case) -> Person | None:
    """The person of that name at the address, or the only one there."""
    sharing = people.at_addresses([case.proposed_email]).get(case.proposed_email, [])
    named = [p for p in sharing if p.name.casefold() == case.proposed_name.casefold()]
    return named[0] if named else sharing[0] if len(sharing) == 1 else None


def _met(act: Act, case: Case, customer: Customer | None) -> Person:
    person = customers.meet(
        email=case.proposed_email, name=case.proposed_name, on=case, by=act.by, at=act.at
    )
    if customer is not None:
        customers.join_new(person, customer, on=case, by=act.by, at=act.at)
    return person


def decline_proposed(case: Case, *, by: Actor, at: datetime) -> Case:
    """It isn't the case of the proposed original sender: who passed it on stays the contact."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_decline_proposed(case, by))
        act.change(case, proposed_name="", proposed_email="")
        act.record(ContactKept(case=case.pk, contact=case.contact_id), on=case, cases=(case.pk,))
    return case
