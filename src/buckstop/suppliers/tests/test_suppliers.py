"""Suppliers and their people: added, changed, ended; and on record."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.people.actions import customers
from buckstop.people.models import Person
from buckstop.people.queries import at_addresses, staff
from buckstop.services.actions.services import add_service, end_service
from buckstop.services.rules import Terms as ServiceTerms
from buckstop.suppliers import queries
from buckstop.suppliers.actions import people, suppliers
from buckstop.suppliers.actions.people import Reached
from buckstop.suppliers.models import Supplier, SupplierPerson
from buckstop.suppliers.rules.checks import Post, Terms

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BY: dict[str, Any] = {"by": DESK, "at": MONDAY}


@pytest.fixture
def halden(db: None) -> Supplier:
    terms = Terms(name="  Halden   Networks ", zone="kathmandu", weekdays="43210", closes=time(16))
    return suppliers.add_supplier(terms=terms, **BY)


@pytest.fixture
def rolf(halden: Supplier) -> SupplierPerson:
    who = Reached(name="Rolf Huber", email="rolf@halden.example\nsupport@halden.example")
    return people.add_person(halden, who=who, post=Post(post="Support"), **BY)


def holds() -> bool:
    return [str(one) for one in verify()] == []


def test_one_is_added_in_its_one_form(halden: Supplier):
    assert (halden.name, halden.zone, halden.weekdays) == (
        "Halden Networks", "Asia/Kathmandu", "01234",
    )  # fmt: skip
    calendar = queries.hours_of(halden)
    assert not calendar.is_open(MONDAY.replace(hour=1))  # 6:45 there
    assert calendar.is_open(MONDAY.replace(hour=3))
    assert not calendar.is_open(MONDAY.replace(hour=11))
    assert holds()


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(name=" "), "name"),
        (Terms(name="halden networks"), "name"),
        (Terms(name="Other", weekdays="9"), "weekdays"),
        (Terms(name="Other", zone="Nowhere"), "zone"),
        (Terms(name="Other", answers_slowed=-1), "answers_stopped"),
        (Terms(name="Other", supplies="x" * 301), "supplies"),
    ],
)
def test_what_nobody_can_keep_is_refused(halden: Supplier, terms: Terms, field: str):
    with pytest.raises(Refused) as refused:
        suppliers.add_supplier(terms=terms, **BY)
    assert refused.value.field == field


def test_it_changes_and_ends(halden: Supplier, rolf: SupplierPerson):
    suppliers.change_supplier(halden, terms=Terms(name="Halden", answers_stopped=120), **BY)
    suppliers.change_supplier(halden, terms=Terms(name="Halden", answers_stopped=120), **BY)
    halden.refresh_from_db()
    assert (halden.name, halden.zone, halden.answers_stopped) == ("Halden", "", 120)
    suppliers.end_supplier(halden, **BY)
    assert list(queries.suppliers()) == []
    with pytest.raises(Refused, match="has ended"):
        people.add_person(halden, who=Reached(name="Eva", email="e@h.example"), post=Post(), **BY)
    assert holds()


def test_which_of_our_services_need_it_is_kept_and_on_record(halden: Supplier):
    mail, disks = (add_service(terms=ServiceTerms(name=name), **BY) for name in ("Mail", "Disks"))
    terms = Terms(name="Halden", services=(mail.pk, disks.pk, mail.pk))
    suppliers.change_supplier(halden, terms=terms, **BY)
    suppliers.change_supplier(halden, terms=terms, **BY)
    halden.refresh_from_db()
    assert queries.supplied(halden) == [disks, mail]
    assert queries.supplying(mail.pk) == [halden]
    assert Entry.objects.filter(code="supplier-changed").count() == 1
    end_service(mail, **BY)
    suppliers.change_supplier(halden, terms=replace(terms, zone="Oslo"), **BY)  # it may stay
    assert queries.supplied(halden) == [disks]
    with pytest.raises(Refused, match="that there are"):
        suppliers.add_supplier(terms=Terms(name="Other", services=(uuid7(),)), **BY)
    assert holds()


def test_its_people_are_neither_staff_nor_contacts(halden: Supplier, rolf: SupplierPerson):
    person = Person.objects.get(pk=rolf.person_id)
    assert not person.is_staff_member
    assert person.keeps_times
    assert person not in staff()
    assert at_addresses(["rolf@halden.example"]) == {}
    assert queries.mail_of(person) == "rolf@halden.example"
    customer = customers.add(name="Nordbank", domains=(), **BY)
    contact = customers.meet(email="rolf@halden.example", name="Rolf Huber", on=customer, **BY)
    assert at_addresses(["rolf@halden.example"]) == {"rolf@halden.example": [contact]}
    assert holds()


def test_they_stand_on_the_ladder_and_go(halden: Supplier, rolf: SupplierPerson):
    night = Post(post="Night line", turn_to_after=30, always=True)
    line = people.add_person(halden, who=Reached(name="Night", phone="+41 1"), post=night, **BY)
    assert [one.post for one in queries.people_of(halden)] == ["Support", "Night line"]
    post = Post(post="Manager", turn_to_after=0)
    who = Reached(name="Rolf H.", email="support@halden.example")
    people.change_person(rolf, who=who, post=post, **BY)
    rolf.refresh_from_db()
    assert (rolf.person.name, rolf.post, rolf.turn_to_after) == ("Rolf H.", "Manager", 0)
    assert queries.mail_of(rolf.person) == "support@halden.example"
    people.remove_person(line, **BY)
    people.remove_person(line, **BY)
    assert [one.post for one in queries.people_of(halden)] == ["Manager"]
    assert holds()
