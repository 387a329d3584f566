"""A colleague, who doesn't see customers, logs a problem for one without being shown any."""

from typing import Any

import pytest
from django.test import Client

from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.ledger.actor import DESK
from buckstop.people.actions import contacts, customers
from buckstop.people.models import Person
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World


@pytest.fixture
def zed(world: World, seat: Any) -> Client:
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    customers.join(world.ines, world.nordbank, on=world.nordbank, **by)
    return seat(world.zed)


def found(browser: Client, typed: str) -> str:
    return words(browser.get("/log/customers/", {"customer_text": typed}))


def test_three_letters_show_nobody(zed: Client, ana: Client):
    for typed in ("ine", "nordb", "nordbank.example", "ines@", "Ines"):
        assert "Ines Vogt" not in found(zed, typed), typed
        assert "ines@nordbank" not in found(zed, typed), typed
    assert "Ines Vogt Nordbank · ines@nordbank.example" in found(ana, "ine")


def test_whom_they_know_by_name_or_address_they_may_choose(zed: Client, world: World):
    assert "Ines Vogt Nordbank" in found(zed, "ines vogt")
    assert "ines@nordbank.example" not in found(zed, "ines vogt")
    assert found(zed, "Ines@nordbank.example") == "ines@nordbank.example Nordbank"
    assert "Nordbank is a customer. Write the mail address" in found(zed, "nordbank")


def test_an_address_that_is_known_makes_nobody_new(zed: Client, world: World):
    before = Person.objects.count()
    send(
        zed, "/log/", "/log/problems/",
        words="The invoice is wrong", heard="person", impact="slows",
        customer_text="ines@nordbank.example",
    )  # fmt: skip
    case = Case.objects.select_related("contact", "customer").get()
    assert (case.contact, case.customer) == (world.ines, world.nordbank)
    assert Person.objects.count() == before


def test_who_speaks_for_them_no_more_isnt_offered(ana: Client, zed: Client, world: World):
    contact = world.ines.contact_for.get()
    contacts.end(contact, by=DESK, at=world.now)
    assert "Ines Vogt Nordbank" not in found(ana, "ines")
