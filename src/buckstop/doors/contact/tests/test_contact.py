"""Anybody tells us something: owned at once, counted once, and not by machines."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from buckstop.configuration.actions.choosing import choose
from buckstop.conversations.models import Attachment, Message
from buckstop.doors.components.tests.rendered import form_to
from buckstop.doors.contact import working
from buckstop.doors.contact.working import challenge
from buckstop.doors.shared.limits import Limit
from buckstop.kit import clock
from buckstop.kit.tests.solving import solve
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.people.actions import brands, staff
from buckstop.people.settings import CONTACT_FORM
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World

GIVEN = {"text": "Transfers fail\nsince nine", "name": "Ines", "email": "ines@nordbank.example"}
SCRIPT = {"Accept": "application/json", "Origin": "https://nordbank.example"}


def send(at: str = "/contact/", **given: Any) -> Any:
    """Fill in the form of that page, and send it."""
    browser = Client(enforce_csrf_checks=True)
    form = form_to(browser.get(at).content.decode(), at, **GIVEN | given)
    return browser.post(at, form.filled(GIVEN | given))


def test_it_is_a_problem_that_somebody_owns(world: World):
    file = SimpleUploadedFile("gateway.log", b"refused", "text/plain")
    answer = send(attached=file)
    assert (answer.status_code, answer["Location"]) == (302, "/contact/thanks/")
    assert "A mail is on its way to you" in Client().get("/contact/thanks/").content.decode()
    case = Case.objects.select_related("problem__owner", "contact").get()
    assert (case.title, case.how, case.customer) == ("Transfers fail", "page", world.nordbank)
    assert case.contact == world.ines
    assert case.problem.owner.is_staff_member
    message = Message.objects.get(kind="heard")
    assert (message.said_by, message.remarks[:27]) == (world.ines, "Written on the contact form")
    assert Attachment.objects.get().name == "gateway.log"
    # nobody proved to be Ines, so the ledger doesn't say that she acted
    acted = Entry.objects.filter(chain=case.problem.chain_id).values_list("actor_id", flat=True)
    assert world.ines.pk not in set(acted)


def test_who_we_dont_know_is_met_and_one_of_us_isnt_taken_for_themselves(world: World):
    send(name="Paula Neu", email="paula@example.org")
    case = Case.objects.select_related("contact").get()
    assert (case.contact.name, case.customer) == ("Paula Neu", None)
    send(name="Ana", email=world.ana.email)
    assert not Entry.objects.filter(actor_id=world.ana.pk).exists()


def test_sent_again_it_counts_once_and_work_pays_for_one_thing(world: World):
    browser, work = Client(), solve(challenge(clock.now()))
    said = GIVEN | {"once": "0" * 32, "altcha": work}
    for _ in range(2):
        assert browser.post("/contact/", said, headers=SCRIPT).status_code == 201
    assert Problem.objects.count() == 1
    other = browser.post("/contact/", said | {"text": "Something else"}, headers=SCRIPT)
    assert (other.status_code, "used already" in str(other.json())) == (422, True)
    assert Problem.objects.count() == 1


def test_work_pays_once_whenever_its_window_ends(world: World):
    begun = datetime.fromtimestamp(7200 * 246_000 - 60, UTC)
    with clock.set_to(begun):
        said = GIVEN | {"altcha": solve(challenge(begun))}
        assert Client().post("/contact/", said, headers=SCRIPT).status_code == 201
    with clock.set_to(begun + timedelta(minutes=2)):
        again = Client().post("/contact/", said | {"text": "Something else"}, headers=SCRIPT)
    assert (again.status_code, Problem.objects.count()) == (422, 1)


def test_the_script_of_another_page_gets_the_form_and_the_answer(world: World):
    page = Client().get("/contact/", HTTP_ORIGIN="https://nordbank.example")
    assert page["Access-Control-Allow-Origin"] == "*"
    script = Client().get("/contact/tell-us.js")
    assert (script.status_code, script["Content-Type"][:15]) == (200, "text/javascript")
    assert set(Client().get("/contact/work/").json()) > {"challenge", "salt", "signature"}
    wrong = Client().post("/contact/", GIVEN | {"email": "nowhere"}, headers=SCRIPT)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["email"])
    assert wrong["Access-Control-Allow-Origin"] == "*"


def test_a_machine_fills_in_the_trap_and_is_told(world: World):
    answer = send(website="https://spam.example")
    assert answer.status_code == 422
    assert "letter-trap" not in answer.content.decode()
    assert not Problem.objects.exists()


def test_without_work_it_is_taken_but_seldom(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(working, "PLAIN", Limit("test-plain", most=1, seconds=3600))
    assert send().status_code == 302
    often = send(text="Another thing")
    assert (often.status_code, "Another thing" in often.content.decode()) == (429, True)
    proved = Client().post("/contact/", GIVEN | {"altcha": solve(challenge(clock.now()))})
    assert proved.status_code == 302


def test_a_brand_has_a_form_of_its_own_and_there_may_be_none(world: World):
    terms = brands.Terms(name="Nordlicht AG", address="help@localhost", accent="#7a1f5c")
    brand = brands.add_brand(terms=terms, by=DESK, at=world.now)
    assert "Nordlicht AG" in Client().get("/contact/nordlicht-ag/").content.decode()
    assert send("/contact/nordlicht-ag/")["Location"] == "/contact/nordlicht-ag/thanks/"
    assert Case.objects.get().brand == brand
    assert Client().get("/contact/another/").status_code == 404
    house = staff.found_house(by=DESK, at=world.now)
    choose({CONTACT_FORM: "0"}, on=house, by=DESK, at=world.now)
    assert Client().get("/contact/").status_code == 404
