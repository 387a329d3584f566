"""Into the portal by the customer's own provider: whom it lets in, to what.

Our real pages, and a real provider beside them.
"""

import re
from typing import Any

import pytest
from django.test import Client

from buckstop.doors.components.tests.rendered import form_to
from buckstop.doors.page.tests.conftest import Desk
from buckstop.doors.page.tests.own_log_in import (
    IN,
    change,
    come,
    is_in,
    leave,
    says,
)
from buckstop.doors.page.tests.test_portal import Inside
from buckstop.identity.models import CustomerProvider
from buckstop.identity.tests.provider import SECRET, OpenIdProvider
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.notices.models import LogInMail
from buckstop.people.actions import access, contacts, customers
from buckstop.people.models import Access, Contact, Domain, Person
from buckstop.problems.models import Case


def test_who_belongs_to_the_domain_is_led_there_and_sees_what_is_theirs(
    desk: Desk, case: Case, own: CustomerProvider, there: OpenIdProvider
):
    assert SECRET not in own.secret
    browser = Client(enforce_csrf_checks=True)
    assert come(browser)["Location"] == "/portal/"
    assert "Transfers fail since nine" in says(browser.get("/portal/"))
    assert "/c/" in browser.get(f"/portal/cases/{case.pk}/")["Location"]
    codes = list(Entry.objects.filter(chain=desk.nordbank.chain_id).values_list("code", flat=True))
    assert codes[-2:] == ["customer-provider-added", "customer-provider-proved"]
    there.rotate()  # it signs with a key that we haven't seen
    assert come(Client())["Location"] == "/portal/"
    assert Entry.objects.filter(code="customer-provider-proved").count() == 1


def test_a_known_and_an_unknown_address_are_answered_alike(own: CustomerProvider):
    pages = []
    for email in ("ines@nordbank.example", "nobody@nordbank.example"):
        answer = Client().post(IN, {"email": email})
        page = re.sub(r'(Token" value=|token" value=)"\w+"', "", answer.content.decode())
        pages.append(page.replace(email, "…"))
    assert pages[0] == pages[1]
    assert "Go on with Nordbank" in pages[0]
    assert LogInMail.objects.count() == 0
    asked = Client().post(IN, {"email": "ines@nordbank.example", "link": "yes"})
    assert "If we know" in says(asked)
    assert LogInMail.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"aud": "another-program"}, "meant for another program"),
        ({"iss": "https://elsewhere.example"}, "issued by somebody else"),
        ({"nonce": "of another log-in"}, "belongs to another log-in"),
        ({"exp": 1}, "too old"),
        ({"email_verified": False}, "isn’t verified there"),
        ({"email_verified": None}, "isn’t verified there"),
        ({"email": ""}, "didn’t say your mail address"),
        ({"email": "olaf@fjord.example"}, "Only addresses of nordbank.example come in here."),
        ({"email": "ines@sub.nordbank.example"}, "Only addresses of nordbank.example"),
    ],
)
def test_what_isnt_right_about_an_answer_lets_nobody_in(
    own: CustomerProvider, there: OpenIdProvider, wrong: dict[str, Any], told: str
):
    there.spoil = lambda claims: claims | wrong
    browser = Client()
    answer = come(browser)
    assert (answer.status_code, told in says(answer)) == (403, True), says(answer)
    assert "You couldn’t come in by Nordbank" in says(answer)
    assert not is_in(browser)


def test_an_answer_is_good_once_in_the_browser_that_asked_and_at_its_own_door(
    own: CustomerProvider, there: OpenIdProvider
):
    browser, other = Client(), Client()
    back = leave(browser)
    assert other.get(back).status_code == 403
    assert browser.get(back.replace("/portal/log-in/back/", "/log-in/back/")).status_code == 403
    assert browser.get(re.sub(r"state=[^&]+", "state=guessed", back)).status_code == 403
    assert browser.get(f"{back}&next=https://elsewhere.example/")["Location"] == "/portal/"
    browser.post("/portal/log-out/")
    assert "was begun elsewhere, or a while ago" in says(browser.get(back))
    assert not is_in(browser)
    wrong = re.sub(r"&iss=[^&]+", "&iss=https://elsewhere.example", leave(browser))
    assert "issued by somebody else" in says(browser.get(wrong))


def test_it_says_nothing_of_verified_where_it_is_taken_at_its_word(
    desk: Desk, own: CustomerProvider, there: OpenIdProvider
):
    del there.person["email_verified"]
    assert "isn’t verified there" in says(come(Client()))
    change(own, desk, vouches=True)
    desk.later(minutes=1)
    assert come(Client())["Location"] == "/portal/"
    there.person["email_verified"] = False  # what it says itself goes before
    assert "isn’t verified there" in says(come(Client()))


def test_it_lets_nobody_in_as_anothers_contact_nor_as_one_of_ours(
    desk: Desk, case: Case, own: CustomerProvider, there: OpenIdProvider
):
    """Ines speaks for Fjord as well: Nordbank's provider opens Nordbank's alone."""
    fjord = customers.add(name="Fjord", domains=("fjord.example",), by=DESK, at=desk.now)
    customers.join(desk.ines, fjord, on=fjord, by=DESK, at=desk.now)
    theirs = desk.write_in("The ferry is late")
    Case.objects.filter(pk=theirs.pk).update(customer=fjord)
    nobodys = desk.write_in("Of nobody yet")
    Case.objects.filter(pk=nobodys.pk).update(customer=None)
    link = Inside(desk.ines)
    browser = Client()
    come(browser)
    for title, key in (("The ferry is late", theirs.pk), ("Of nobody yet", nobodys.pk)):
        at = f"/portal/cases/{key}/"
        table = b"".join(browser.get("/portal/cases.csv")).decode()
        like = says(browser.get("/portal/new/similar/", {"text": title}))
        assert title in link.says()
        assert not any(title in one for one in (says(browser.get("/portal/")), table, like))
        assert browser.get(at).status_code == 404
        assert link.get(at).status_code == 302
    assert browser.get(f"/portal/promises/{fjord.pk}/").status_code == 404
    bea = contacts.add(fjord, name="Bea", email="bea@fjord.example", phone="", by=DESK, at=desk.now)
    by_letter = f"/c/{link.get(f'/portal/cases/{theirs.pk}/')['Location'].split('/c/')[1]}"
    assert bea.person.public_name in says(link.get(by_letter))
    assert bea.person.public_name not in says(browser.get(by_letter))
    new = form_to(browser.get("/portal/new/").content.decode(), "/portal/new/")
    forged = new.filled({"text": "For whom?"}) | {"customer": str(fjord.pk)}
    browser.post("/portal/new/", forged)
    assert Case.objects.get(title="For whom?").customer == desk.nordbank
    for mine in (desk.ana, Person.objects.get(email="ada@desk.example")):
        Domain.objects.get_or_create(name="desk.example", customer=desk.nordbank)
        change(own, desk, domains=["nordbank.example", "desk.example"], joins=True)
        desk.later(minutes=1)
        there.person |= {"email": mine.email, "name": mine.name}
        ours = Client()
        assert "isn’t known here" in says(come(ours))
        assert (is_in(ours), ours.get("/").status_code) == (False, 302)


def test_who_isnt_known_reads_whom_to_ask_or_joins_where_the_customer_says_so(
    desk: Desk, case: Case, own: CustomerProvider, there: OpenIdProvider
):
    there.person |= {"email": "nora@nordbank.example", "name": "Nora Lind"}
    assert "isn’t known here for Nordbank. Write to" in says(come(Client()))
    bea = contacts.add(
        desk.nordbank, name="Bea Roth", email="bea@nordbank.example", phone="", by=DESK, at=desk.now
    )
    access.let_see(bea, sees=Access.ADMINISTRATOR, by=desk.ana.actor(), at=desk.now)
    assert "Who can let you in: Bea Roth." in says(come(Client()))
    assert not Person.objects.filter(name="Nora Lind").exists()
    change(own, desk, joins=True)
    nora = Client()
    assert come(nora)["Location"] == "/portal/"
    contact = Contact.objects.get(person__name="Nora Lind")
    assert (contact.customer, contact.sees) == (desk.nordbank, Access.OWN)
    assert "Transfers fail" not in says(nora.get("/portal/"))
    contacts.end(contact, by=DESK, at=desk.now)  # and who was let out stays out
    assert not is_in(nora)
    assert "Who can let you in: Bea Roth." in says(come(Client()))


def test_who_shares_an_address_says_who_they_are(
    desk: Desk, own: CustomerProvider, there: OpenIdProvider
):
    contacts.add(
        desk.nordbank, name="Ina Vogt", email="ines@nordbank.example", phone="", by=DESK,
        at=desk.now,
    )  # fmt: skip
    browser = Client(enforce_csrf_checks=True)
    asked = come(browser)["Location"]
    assert not is_in(browser)
    form = form_to(browser.get(asked).content.decode(), asked)
    ina = Person.objects.get(name="Ina Vogt")
    stranger = browser.post(asked, form.filled({}) | {"person": desk.olaf.pk.hex})
    assert (stranger.status_code, is_in(browser)) == (200, False)
    assert browser.post(asked, form.filled({"person": ina.pk.hex}))["Location"] == "/portal/"
    assert "You are here as Ina Vogt" in says(browser.get("/portal/"))
    there.person["name"] = "ina vogt"
    assert come(Client())["Location"] == "/portal/"
