"""For whom a contact writes: chosen, corrected, taken back; and two customers that are one."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people import entries as people
from buckstop.people.actions import customers
from buckstop.people.models import Contact, Customer, Domain, Merger
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

    It is on record in both, and in the problem of every case. `take_apart` takes it back.
    """
    cases = list(Case.objects.filter(customer=customer).select_related("problem", "contact"))
    with acting(customer, into, *cases, by=by, at=at) as act:
        customer, into = act.lock(customer), act.lock(into)
        check(may.may_merge(by, customer, into=into))
        merger = Merger(customer=customer, into=into, merged_at=act.at)
        _move_contacts(act, merger)
        for domain in Domain.objects.filter(customer=customer):
            act.change(domain, customer=into)
            merger.domains.append(domain.name)
        if Case.objects.filter(customer=customer).exclude(pk__in=[c.pk for c in cases]).exists():
            raise Refused("raced", _("They wrote at this very moment. Try again."))
        for case in [act.lock(one) for one in cases]:
            _record_merged(act, case, into)
            merger.cases.append(case.pk)
        act.add(merger)
        act.change(customer, merged_into=into)
        moved = len(merger.contacts) + len(merger.ended)
        made = people.CustomerMerged(customer=customer.pk, into=into.pk, contacts=moved)
        act.record(made, on=customer)
        act.record(made, on=into)


def _move_contacts(act: Act, merger: Merger) -> None:
    customer, into = merger.customer, merger.into
    spoke = dict(Contact.objects.filter(customer=into).values_list("person", "ended_at"))
    for contact in Contact.objects.filter(customer=customer, ended_at=None):
        if contact.person_id in spoke:
            act.flush()
            joined = customers.join(contact.person, into, on=into, by=act.by, at=act.at)
            act.change(contact, ended_at=act.at)
            merger.ended.append(contact.pk)
            if spoke[contact.person_id] is not None:
                merger.resumed.append(joined.pk)
        else:
            act.change(contact, customer=into)
            merger.contacts.append(contact.pk)


def last_merger(customer: Customer) -> Merger | None:
    """How `customer` became another one, while that holds."""
    rows = Merger.objects.select_related("customer", "into")
    return rows.filter(customer=customer, ended_at=None).first()


def take_apart(customer: Customer, *, by: Actor, at: datetime) -> None:
    """Note that two customers that were merged are two after all: what came along goes back.

    With it goes what came since of the same people, and of those who wrote from its domains.
    """
    merger = last_merger(customer)
    check(may.may_take_apart(by, merger))
    assert merger is not None, "its permission says so"
    cases = _of(merger, _who_goes(merger))
    with acting(customer, merger.into, *cases, by=by, at=at) as act:
        merger = act.lock(merger)
        customer, into = act.lock(customer), act.lock(merger.into)
        check(may.may_take_apart(by, merger))
        who = _who_goes(merger)
        cases = _of(merger, who)
        if not all(act.holds(case) for case in cases):
            raise Refused("raced", _("They wrote at this very moment. Try again."))
        for case in [act.lock(one) for one in cases]:
            _record_merged(act, case, customer)
        for domain in Domain.objects.filter(customer=into, name__in=merger.domains):
            act.change(domain, customer=customer)
        for contact in who:
            act.change(contact, customer=customer)
        _as_before(act, merger)
        act.change(customer, merged_into=None)
        act.change(merger, ended_at=act.at)
        moved = len(who) + len(merger.ended)
        made = people.CustomerTakenApart(customer=customer.pk, was_in=into.pk, contacts=moved)
        act.record(made, on=customer)
        act.record(made, on=into)


def _who_goes(merger: Merger) -> list[Contact]:
    """The contacts who came along and are there still, and who came since from its domains."""
    rows = Contact.objects.filter(customer=merger.into).select_related("person")
    ends = Q(pk__in=())
    for name in merger.domains:
        ends |= Q(person__addresses__email__iendswith=f"@{name}")
    known = Contact.objects.filter(customer=merger.customer).values("person")
    since = rows.filter(ends, added_at__gt=merger.merged_at).exclude(person__in=known)
    return [*rows.filter(pk__in=merger.contacts), *since.exclude(pk__in=merger.contacts).distinct()]


def _of(merger: Merger, who: list[Contact]) -> list[Case]:
    """The cases that came along, and those since of who goes back."""
    since = Q(contact__in=[one.person_id for one in who], opened_at__gte=merger.merged_at)
    rows = Case.objects.filter(Q(pk__in=merger.cases) | since, customer=merger.into)
    return list(rows.select_related("problem", "contact"))


def _as_before(act: Act, merger: Merger) -> None:
    """Whoever spoke for both does so again, for each as they did."""
    for contact in act.rows(Contact.objects.filter(pk__in=merger.ended)):
        act.change(contact, ended_at=None)
    for contact in act.rows(Contact.objects.filter(pk__in=merger.resumed, ended_at=None)):
        act.change(contact, ended_at=act.at)


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
