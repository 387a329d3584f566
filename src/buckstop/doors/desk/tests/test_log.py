"""Log a problem: in under twenty seconds, for anybody, or onto one that is open already."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from buckstop.conversations import links
from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.actor import DESK
from buckstop.outreach.actions.telling import Saying, tell
from buckstop.people.actions import contacts, customers
from buckstop.people.models import Address, Contact
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.naming import name_service
from buckstop.signals.actions.silences import Quiet, silence

DISK = "Disk full\n\nOn host seven."


def chosen(world: World) -> str:
    return f"{world.ines.pk}:{world.nordbank.pk}"


def said(**more: str) -> dict[str, str]:
    return {"words": "Printer prints blanks", "impact": "stops", "heard": "phone", **more}


def with_contact(world: World) -> None:
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)


def test_logged_for_somebody_known(world: World, ana: Client):
    with_contact(world)
    answer = ana.post("/log/problems/", said(contact=chosen(world)), follow=True)
    case = Case.objects.get()
    assert (case.contact, case.customer, case.problem.hurts) == (world.ines, world.nordbank, 2)
    assert f"Logged. {case.problem.ref} is yours." in words(answer)
    assert Message.objects.get().channel == "phone"


def test_three_letters_find_them(world: World, ana: Client):
    with_contact(world)
    for typed in ("nor", "Vogt", "ines@"):
        found = words(ana.get("/log/customers/", {"customer_text": typed}))
        assert "Ines Vogt Nordbank · ines@nordbank.example" in found, typed
    assert words(ana.get("/log/customers/", {"customer_text": "no"})).startswith("Nobody fits")


def test_only_one_fits_so_nobody_needs_to_choose(world: World, ana: Client):
    with_contact(world)
    ana.post("/log/problems/", said(customer_text="nordbank"))
    assert Case.objects.get().contact == world.ines


def test_a_stranger_is_known_by_their_mail(world: World, ana: Client):
    ana.post("/log/problems/", said(customer_text="marta@nordbank.example"))
    case = Case.objects.get()
    assert (case.contact.name, case.customer) == ("marta", world.nordbank)


def test_a_caller_is_known_by_their_number(world: World, ana: Client):
    ana.post("/log/problems/", said(customer_text="+41 31 555 01 42"))
    assert Address.objects.get(person=Case.objects.get().contact).phone == "+41 31 555 01 42"


def test_for_nobody_is_refused_beside_the_field(world: World, ana: Client):
    for typed, sentence in (("", "Say for whom"), ("zzz", "Say for whom")):
        answer = ana.post("/log/problems/", said(customer_text=typed))
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert "Printer prints blanks" in answer.content.decode()
        [focus] = re.findall(r"<(?:input|textarea)[^>]*autofocus[^>]*>", answer.content.decode())
        assert 'name="customer_text"' in focus  # the keys go on where something is wrong
    forged = ana.post("/log/problems/", said(contact="new:not a mail"))
    assert "Write a mail address or a phone number." in words(forged)
    assert not Problem.objects.exists()


def test_two_fit_so_one_chooses(world: World, ana: Client):
    with_contact(world)
    customers.join(world.olaf, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    answer = ana.post("/log/problems/", said(customer_text="nordbank"))
    assert "Several people fit. Choose one of them." in words(answer)
    assert "Olaf Lund" in words(answer)


def test_we_found_it_first(world: World, ana: Client):
    ana.post("/log/problems/", said(words=DISK, heard="self", customer_text=""))
    problem = Problem.objects.get()
    assert (problem.title, problem.waiting_cases) == ("Disk full", 0)
    assert str(Message.objects.get(kind="note").text) == "Disk full\n\nOn host seven."


def test_it_is_this_one(world: World, ana: Client):
    with_contact(world)
    other = reported(world, "Printer prints blank pages", contact=world.olaf, customer=None)
    offered = ana.get("/log/similar/", {"words": "Printer prints blanks"}).content.decode()
    assert f'name="onto" value="{other.problem.ref}"' in offered
    answer = ana.post("/log/problems/", said(contact=chosen(world), onto=other.problem.ref))
    assert answer["Location"] == home(other)
    assert Problem.objects.get().waiting_cases == 2


def test_looking_logs_nothing(world: World, ana: Client):
    with_contact(world)
    answer = ana.post("/log/problems/", said(customer_text="nor", look="1"))
    assert "Ines Vogt Nordbank" in words(answer)
    picked = ana.post("/log/problems/", said(customer_text="nor", contact_chosen=chosen(world)))
    assert picked.context["form"]["contact"].value() == chosen(world)
    assert not Problem.objects.exists()


def test_a_colleague_logs_it_and_may_see_it(world: World, seat):
    with_contact(world)
    answer = seat(world.zed).post("/log/problems/", said(contact=chosen(world)), follow=True)
    assert answer.status_code == 200
    assert "Logged. Ana Ruiz owns" in words(answer)


def test_for_a_customer_from_their_page(world: World, ana: Client):
    answer = ana.get("/log/", {"customer": str(world.nordbank.pk)})
    assert 'value="Nordbank"' in answer.content.decode()
    assert ana.get("/log/", {"customer": "x"}).status_code == 200


def test_they_call_about_one(world: World, ana: Client):
    with_contact(world)
    case = reported(world)
    asked = f"They call about {case.problem.ref.lower()}: still nothing"
    offered = ana.get("/log/similar/", {"words": asked}).content.decode()
    assert f'name="onto" value="{case.problem.ref}"' in offered
    call = said(words=asked, contact="", customer_text="", onto=case.problem.ref)
    assert ana.post("/log/problems/", call)["Location"] == home(case)
    noted = Message.objects.get(kind="noted")
    assert (noted.case, str(noted.text)) == (case, asked)
    assert Problem.objects.get().waiting_cases == 1


def test_what_is_known_of_what_they_use_stands_there(world: World, ana: Client, seat):
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    payments = add_service(terms=Terms(name="Payments"), **by)
    use(payments, customer=world.nordbank, usage=Usage(), **by)
    customers.join(world.ines, world.nordbank, on=world.nordbank, **by)
    problem = open_problem(title="db-07", hurts=2, by=DESK, at=world.now)
    name_service(problem, service=payments, **by)
    tell(problem, saying=Saying("Payments wait", "They queue up."), **by)
    quiet = Quiet(
        world.now + timedelta(hours=20), world.now + timedelta(hours=21), "w", "New disks"
    )
    silence(payments, quiet=quiet, **by)
    page = ana.get("/log/customers/", {"customer_text": "nordbank"}).content.decode()
    assert "Payments wait" in page
    assert "New disks" in page
    assert f'name="onto" value="{problem.ref}"' in page
    colleague = seat(world.zed).get("/log/customers/", {"customer_text": "Ines Vogt"})
    assert "Payments wait" not in colleague.content.decode()
    case = world.report(by=world.ines)
    link = links.make(case.pk, case.contact_id, world.now)
    theirs = Client().get(f"/c/{link}/").content.decode()
    assert "Payments wait" in theirs
    assert "New disks" in theirs
    assert "db-07" not in theirs


def test_a_telephone_opens_it_for_who_calls(world: World, ana: Client):
    """A number that one person has fills them in; `+` stays what it is, or comes as a space."""
    with_contact(world)
    contact = Contact.objects.get(person=world.ines)
    reached = {"email": "ines@nordbank.example", "phone": "+41 44 555 01 10"}
    contacts.change(contact, name="Ines Vogt", **reached, by=DESK, at=world.now)
    for number in ("%2B41445550110", "0445550110", "+41445550110"):
        page = ana.get(f"/log/?phone={number}")
        assert "Ines Vogt, Nordbank" in words(page), number
        assert "Nobody fits" not in words(page), number
        form = fields_of(page, "/log/problems/")
        assert form["contact"] == [chosen(world)]
    ana.post("/log/problems/", {**form, **said()})
    assert Case.objects.get().contact == world.ines
    unknown = fields_of(ana.get("/log/?phone=0315550142"), "/log/problems/")
    assert (unknown["customer_text"], unknown["contact"]) == (["0315550142"], [""])
    assert fields_of(ana.get("/log/?phone=withheld"), "/log/problems/")["customer_text"] == [""]
