"""Somebody is forgotten: what goes is shown first, the name is typed, and the ledger verifies."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client

from buckstop.conversations.actions import letters, telling
from buckstop.conversations.actions.erasing import erase_person
from buckstop.conversations.actions.posting import File
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.tests.stage import copied_in
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.verify import verify
from buckstop.notices.actions import log_in_mails
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.actions.reminding import remind_people
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.models import LogInMail
from buckstop.outbox.models import Delivery
from buckstop.people.actions import contacts, customers, staff
from buckstop.people.actions.language import choose_language
from buckstop.people.models import Contact, Customer, Person
from buckstop.problems.actions import fixing, kinds, ownership
from buckstop.problems.actions.last_days import offer_on
from buckstop.problems.commitments import handoff
from buckstop.problems.commitments.ask import ask
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
    assert everywhere("xylophone") == []
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


MAIL = b"""\
From: Quirin Vogt <quirin@kestrel.example>\r
To: help@localhost\r
Cc: Quentin <quentin@kestrel.example>\r
Message-ID: <quirin-1@kestrel.example>\r
Subject: Quagga in the lift\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
\r
Quagga says the lift hums.\r
--b\r
Content-Type: text/plain; name="quagga.txt"\r
Content-Disposition: attachment; filename="quagga.txt"\r
\r
hum\r
--b--\r
"""


def test_of_a_mail_nothing_is_left(world: World):
    keep([Arrived("quirin@kestrel.example", ("help@localhost",), MAIL)], at=world.now)
    receive(at=world.now)
    case = Case.objects.get()
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    telling.reply(case, text="We look.", by=world.ana.actor(), at=world.now)
    kinds.void(case, why="spam", by=world.ana.actor(), at=world.now)
    assert "conversations_attachment" in everywhere("quagga")
    erase_person(case.contact, by=DESK, at=world.now)
    assert everywhere("quagga") == everywhere("quirin") == everywhere("quentin") == []
    assert list(verify()) == []
    with pytest.raises(IntegrityError, match="not rewritten"), transaction.atomic():
        Message.objects.filter(case=case).update(subject="Another")


def test_what_is_not_erased_is_not_emptied(world: World, ended: Case):
    for row in (Message.objects.filter(case=ended), Attachment.objects.all()):
        column = "subject" if row.model is Message else "name"
        with pytest.raises(IntegrityError, match="not rewritten"), transaction.atomic():
            row.update(**{column: "" if row.model is Message else "(erased)"})


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


def test_of_staff_nothing_says_who_they_were(world: World):
    """By key or by address: mails to them, what others were told of them, what was changed."""
    by: dict[str, Any] = {"by": world.zed.actor(), "at": world.now}
    case = reported(world)
    due = world.now + timedelta(hours=2)
    ask(case.problem, what="Look", of=world.zed, due=due, by=world.ana.actor(), at=world.now)
    staff.change(world.zed, name="Zed Wolf", public_name="", email="z@wolf.example", zone="", **by)
    choose_language(world.zed, "de", **by)
    log_in_mails.ask_for_link("z@wolf.example", at=world.now)
    tell_staff(list(Entry.objects.filter(code="asked")), world.now)
    mail_unseen(at=world.later(minutes=5))
    copied_in(world, case, "z@wolf.example")
    ownership.change_role(world.zed, role="front line", by=DESK, at=world.now)
    zed, ana = Person.objects.get(pk=world.zed.pk), world.ana.actor()
    offer = handoff.offer(case.problem, to=zed, brief="x", by=ana, at=world.now)
    handoff.accept(offer, by=zed.actor(), at=world.now)
    staff.set_last_day(world.zed, day=world.now.date(), by=DESK, at=world.now)
    assert remind_people(at=world.now) == 2
    assert offer_on(at=world.now) == 1
    to = Delivery.objects.filter(address="z@wolf.example")
    assert {one.kind for one in to} == {"log-in", "notice"}
    ownership.leave(world.zed, by=DESK, at=world.now)
    erase_person(world.zed, by=DESK, at=world.now)
    assert everywhere("wolf.example") == everywhere("Zed") == []
    assert Person.objects.get(pk=world.zed.pk).reads_in == ""
    states = set(Delivery.objects.filter(address="(erased)").values_list("state", flat=True))
    assert states == {"dropped"}  # nothing waits to leave for nowhere
    assert list(verify()) == []


def test_where_links_went_goes_but_not_of_who_shares_the_address(world: World, ended: Case):
    both = "office@nordbank.example"
    for whose in (world.ines, world.olaf):
        contact = customers.join(whose, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
        contacts.change(
            contact, name=whose.name, email=f"{whose.name[:4]}@n.example\n{both}", phone="",
            by=DESK, at=world.now,
        )  # fmt: skip
    for address in ("ines@n.example", both):
        log_in_mails.ask_for_portal(address, at=world.now)
    erase_person(world.ines, by=DESK, at=world.now)
    assert everywhere("ines@n.example") == []
    waits = Delivery.objects.get(kind="log-in", state="pending")
    assert (waits.address, LogInMail.objects.get(pk=waits.owner).address) == (both, both)


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
