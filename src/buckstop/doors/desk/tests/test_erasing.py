"""Somebody is forgotten: what goes is shown first, the name is typed, and the ledger verifies."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.conversations.actions.posting import File
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.verify import verify
from buckstop.people.actions import contacts, customers, staff
from buckstop.people.models import Contact, Customer, Person
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering


@pytest.fixture
def ada(world: World, seat) -> Client:
    """An admin's browser."""
    return seat(
        staff.add(name="Ada Best", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    )


@pytest.fixture
def ended(world: World) -> Case:
    """Ines' case, with words both ways and a file, ended; and what we know of her."""
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    contact = customers.join(world.ines, world.nordbank, on=world.nordbank, **by)
    contacts.change(
        contact, name="Ines Vogt", email="ines@nordbank.example", phone="+41 31 555 01 42", **by
    )
    case = reported(world, "Xylophone in hall three rattles")
    files = [File("hall.txt", "text/plain", b"Xylophone plan")]
    telling.reply(case, text="Dear Ines, the Xylophone is tuned.", files=files, **by)
    fixing.confirm(case, by=answering(case), at=world.now)
    return case


def everywhere(text: str) -> list[str]:
    """The tables in which `text` stands, in any column."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ILIKE %s", [f"%{text}%"])
            if cursor.fetchall() != [(0,)]:
                found.append(table)
    return sorted(found)


def test_a_customer_goes_with_all_that_was_said(world: World, ada: Client, ended: Case):
    at = f"/customers/{world.nordbank.pk}/erasure/new/"
    shown = words(ada.get(at))
    assert "This goes, for good: the words of" in shown
    assert "what 1 case was about the name of Ines Vogt +41 31 555 01 42" in shown
    unsure = send(ada, at, sure="yes")
    assert "That isn’t the name." in words(unsure)
    assert send(ada, at, sure="nordbank")["Location"] == "/people/"
    assert everywhere("xylophone") == ["conversations_message"]  # the subject of what we wrote
    assert everywhere("Ines Vogt") == everywhere("nordbank.example") == []
    assert list(verify()) == []
    assert ada.get(home(ended)).status_code == 200
    assert ada.get(f"/customers/{world.nordbank.pk}/").status_code == 404
    assert {"customer-erased", "person-erased", "bodies-erased"} <= set(
        Entry.objects.values_list("code", flat=True)
    )


def test_one_contact_goes_and_the_customer_stays(world: World, ada: Client, ended: Case):
    assert "Erase" in words(ada.get(f"/customers/{world.nordbank.pk}/"))
    send(ada, f"/people/{world.ines.pk}/erasure/new/", sure="Ines Vogt")
    assert Person.objects.get(pk=world.ines.pk).name == "(erased)"
    assert everywhere("ines@nordbank.example") == []
    said = words(ada.get(f"/customers/{world.nordbank.pk}/"))
    assert "nordbank.example" in said
    assert "Ines Vogt" not in said
    assert list(verify()) == []


def test_nothing_goes_while_somebody_waits(world: World, ada: Client):
    case = reported(world)
    at = f"/customers/{world.nordbank.pk}/erasure/new/"
    assert f"They still wait for an answer: {case.problem.ref}." in words(ada.get(at))
    assert send(ada, at, sure="Nordbank").status_code == 422
    assert Customer.objects.get(pk=world.nordbank.pk).erased_at is None


def test_who_speaks_for_others_too_stays(world: World, ada: Client, ended: Case):
    fjord = customers.add(name="Fjord Lines", by=DESK, at=world.now)
    customers.join(world.ines, fjord, on=fjord, by=DESK, at=world.now)
    send(ada, f"/customers/{world.nordbank.pk}/erasure/new/", sure="Nordbank")
    assert Person.objects.get(pk=world.ines.pk).name == "Ines Vogt"
    theirs = Contact.objects.filter(person=world.ines, ended_at=None)
    assert [one.customer for one in theirs] == [fjord]


def test_of_staff_who_left_the_name_goes_and_the_words_stay(world: World, ada: Client, ended: Case):
    at = f"/people/{world.ana.pk}/erasure/new/"
    assert ada.get(at).status_code == 404  # she works here
    ownership.leave(world.ana, by=DESK, at=world.now)
    assert "What they wrote for the house stays." in words(ada.get(at))
    send(ada, at, sure="Ana Ruiz")
    gone = Person.objects.get(pk=world.ana.pk)
    assert (gone.public_name, gone.email, gone.has_usable_password()) == ("(erased)", None, False)
    assert "Xylophone is tuned" in words(ada.get(home(ended)))
    assert ada.post(f"/people/{gone.pk}/return/").status_code == 404
    assert list(verify()) == []
