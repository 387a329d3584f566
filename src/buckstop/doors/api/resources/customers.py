"""Customers and their contacts; the people of ours."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel

from buckstop.doors.api.etags import IfMatch, tagged, unchanged
from buckstop.doors.api.finding import NotFound, check_filters, person_of
from buckstop.doors.api.keys import key_that_reads, key_that_writes_all
from buckstop.doors.api.paging import newest
from buckstop.doors.api.saying import IdempotencyKey, give, give_once
from buckstop.doors.api.schemas import ContactIn, Named
from buckstop.doors.api.schemas_of_the_house import (
    ContactOut,
    CustomerFilters,
    CustomerIn,
    CustomerOut,
    Customers,
    People,
    PersonOut,
)
from buckstop.doors.shared.looking import opened_customer
from buckstop.kit import clock
from buckstop.people.actions import contacts, customers
from buckstop.people.models import Contact, Customer
from buckstop.people.queries import here, search_customers, staff

router = Router(tags=["customers"])


@router.get("/customers", response=Customers)
def list_customers(request: HttpRequest, wanted: Query[CustomerFilters]) -> HttpResponse:
    """Customers, the newest first; with `q`, those that fit it best."""
    check_filters(request, CustomerFilters)
    key_that_reads(request)
    if wanted.q.strip():
        found = search_customers(wanted.q, wanted.limit)
        return give(Customers(items=_shown(found), next=None))
    items, more = newest(here(), wanted)
    return give(Customers(items=_shown(items), next=more))


@router.get("/customers/{customer}", response=CustomerOut)
def read_customer(request: HttpRequest, customer: UUID) -> HttpResponse:
    """One customer, with their people."""
    key, found = key_that_reads(request), _customer(customer)
    opened_customer(found.pk, "api", key.actor())
    return _answer(found)


@router.post("/customers", response={201: CustomerOut})
def add_customer(
    request: HttpRequest, said: CustomerIn, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """Add a customer."""
    key = key_that_writes_all(request)

    def do() -> BaseModel:
        added = customers.add(**_described(said), by=key.actor(), at=clock.now())
        return _shown([added])[0]

    return give_once(request, key, idempotency_key, do)


@router.put("/customers/{customer}", response=CustomerOut)
def change_customer(
    request: HttpRequest,
    customer: UUID,
    said: CustomerIn,
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
) -> HttpResponse:
    """Say anew what a customer is called and what we know of them."""
    key, found = key_that_writes_all(request), _customer(customer)

    def do() -> BaseModel:
        with unchanged(found.chain_id, if_match):
            customers.change(found, **_described(said), by=key.actor(), at=clock.now())
        return _shown([_customer(customer)])[0]

    return give_once(request, key, idempotency_key, do, status=200)


@router.post("/customers/{customer}/contacts", response={201: CustomerOut})
def add_contact(
    request: HttpRequest, customer: UUID, said: ContactIn, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """One of their people; who is known by the address joins."""
    key, found = key_that_writes_all(request), _customer(customer)

    def do() -> BaseModel:
        contacts.add(found, **said.model_dump(), by=key.actor(), at=clock.now())
        return _shown([_customer(customer)])[0]

    return give_once(request, key, idempotency_key, do)


@router.delete("/customers/{customer}/contacts/{contact}", response=CustomerOut)
def end_contact(request: HttpRequest, customer: UUID, contact: UUID) -> HttpResponse:
    """They speak for the customer no more; again is the same."""
    key, found = key_that_writes_all(request), _customer(customer)
    row = Contact.objects.filter(customer=found, pk=contact).first()
    if row is None:
        raise NotFound("such contact")
    contacts.end(row, by=key.actor(), at=clock.now())
    return _answer(_customer(customer))


@router.get("/people", response=People, tags=["people"])
def list_people(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, by name."""
    key_that_reads(request)
    return give(People(items=[_person(one) for one in staff()]))


def _person(one: object) -> PersonOut:
    return PersonOut.model_validate(one, from_attributes=True)


def _customer(key: UUID) -> Customer:
    found = here().filter(pk=key).first()
    if found is None:
        raise NotFound("such customer")
    return found


def _described(said: CustomerIn) -> dict[str, Any]:
    manager = person_of("manager", said.manager) if said.manager else None
    fields = said.model_dump(exclude={"manager", "domains"})
    return {**fields, "manager": manager, "domains": tuple(said.domains)}


def _answer(row: Customer) -> HttpResponse:
    return tagged(give(_shown([row])[0]), row.chain_id)


def _shown(found: list[Customer]) -> list[CustomerOut]:
    """Customers with what belongs to them: three queries more, however many."""
    keys = [row.pk for row in found]
    rows = Customer.objects.filter(pk__in=keys).select_related("manager", "note")
    whole = rows.prefetch_related("domains")
    by_key = {row.pk: row for row in whole}
    people: dict[UUID, list[ContactOut]] = {key: [] for key in keys}
    speak = Contact.objects.filter(customer__in=keys, ended_at=None).select_related("person")
    for one in speak.order_by("added_at", "pk"):
        shown = ContactOut(id=one.pk, person=Named(id=one.person_id, name=one.person.public_name))
        people[one.customer_id].append(shown)
    return [_one(by_key[key], people[key]) for key in keys]


def _one(row: Customer, people: list[ContactOut]) -> CustomerOut:
    return CustomerOut(
        id=row.pk,
        name=row.name,
        domains=sorted(domain.name for domain in row.domains.all()),
        zone=row.zone,
        tier=row.tier,
        language=row.language,
        note=str(row.note) if row.note else "",
        manager=Named(id=row.manager.pk, name=row.manager.public_name) if row.manager else None,
        contacts=people,
    )
