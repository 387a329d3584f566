"""For whom a contact writes: chosen, corrected, taken back; and two customers that are one."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people import entries as people
from buckstop.people.actions import customers
from buckstop.people.models import Contact, Customer, Domain
from buckstop.problems.entries.cases import CustomerChosen
from buckstop.problems.models import Case
from buckstop.problems.permissions import customers as may


def choose_customer(case: Case, *, customer: Customer, by: Actor, at: datetime) -> Case:
    """Note for whom the contact writes, who joins that customer; another choice corrects it.

    Who joined a customer by an earlier choice that was wrong speaks for it no more.
    """
    with acting(case, by=by, at=at) as act:
        check(may.may_choose_customer(by, customer=customer))
        case = act.lock(case)
        if case.customer_id != customer.pk:
            _leave(act, case)
            _choose(act, case, customer)
    return case


def withdraw_choice(case: Case, *, by: Actor, at: datetime) -> Case:
    """Take the last choice back: it is again for whom it was, or for nobody that is clear."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        chosen = last_choice(case)
        check(may.may_withdraw_choice(case, by, chosen=chosen))
        assert chosen is not None
        _leave(act, case)
        before = Customer.objects.filter(pk=chosen.before).first() if chosen.before else None
        _choose(act, case, before)
    return case


def last_choice(case: Case) -> CustomerChosen | None:
    """The last time that somebody said for whom the contact of `case` writes."""
    entries = Entry.objects.filter(
        chain=case.chain_id, code=CustomerChosen.code, cases__contains=[case.pk]
    )
    last = entries.order_by("-number").first()
    found = fact_of(last) if last else None
    return found if isinstance(found, CustomerChosen) else None


def _choose(act: Act, case: Case, customer: Customer | None) -> None:
    person, before, joined = case.contact, case.customer_id, False
    if customer is not None:
        theirs = Contact.objects.filter(person=person, customer=customer, ended_at=None)
        joined = not act.rows(theirs)
        customers.join(person, customer, on=case, by=act.by, at=act.at)
    act.change(case, customer=customer)
    made = CustomerChosen(
        case=case.pk,
        contact=person.pk,
        customer=customer.pk if customer else None,
        before=before,
        joined=joined,
    )
    act.record(made, on=case, cases=(case.pk,))


def _leave(act: Act, case: Case) -> None:
    """The contact speaks no more for whom they were said to by mistake."""
    chosen = last_choice(case)
    if case.customer is None or chosen is None or not chosen.joined:
        return
    elsewhere = Case.objects.filter(contact=case.contact_id, customer=case.customer_id)
    if chosen.customer == case.customer_id and not elsewhere.exclude(pk=case.pk).exists():
        customers.leave(case.contact, case.customer, on=case, by=act.by, at=act.at)


def merge(customer: Customer, *, into: Customer, by: Actor, at: datetime) -> None:
    """Note that two customers are one: contacts, domains and cases of `customer` are `into`'s.

    It is on record in both, and in the problem of every case. There is no way back.
    """
    cases = list(Case.objects.filter(customer=customer).select_related("problem", "contact"))
    with acting(customer, into, *cases, by=by, at=at) as act:
        customer, into = act.lock(customer), act.lock(into)
        check(may.may_merge(by, customer, into=into))
        moved = _move_contacts(act, customer, into)
        for domain in Domain.objects.filter(customer=customer):
            act.change(domain, customer=into)
        if Case.objects.filter(customer=customer).exclude(pk__in=[c.pk for c in cases]).exists():
            raise Refused("raced", _("They wrote at this very moment. Try again."))
        for case in cases:
            _record_merged(act, act.lock(case), into)
        act.change(customer, merged_into=into)
        made = people.CustomerMerged(customer=customer.pk, into=into.pk, contacts=moved)
        act.record(made, on=customer)
        act.record(made, on=into)


def _move_contacts(act: Act, customer: Customer, into: Customer) -> int:
    known: set[UUID] = set()
    for contact in Contact.objects.filter(customer=into):
        known.add(contact.person_id)
    moved = 0
    for contact in Contact.objects.filter(customer=customer, ended_at=None):
        if contact.person_id in known:
            customers.join(contact.person, into, on=into, by=act.by, at=act.at)
            act.change(contact, ended_at=act.at)
        else:
            act.change(contact, customer=into)
        moved += 1
    return moved


def _record_merged(act: Act, case: Case, into: Customer) -> None:
    made = CustomerChosen(
        case=case.pk,
        contact=case.contact_id,
        customer=into.pk,
        before=case.customer_id,
        joined=False,
    )
    act.change(case, customer=into)
    act.record(made, on=case, cases=(case.pk,))
