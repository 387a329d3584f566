"""Setting up, step by step: kept on the way, left and come back to, dismissed; then gone."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from buckstop.configuration import pictures
from buckstop.configuration.setting import Origin
from buckstop.doors.desk.setting_up.register import done, in_order, still_open
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.notices.models import LogInMail
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import Attempt, Delivery
from buckstop.outbox.providers import known
from buckstop.outbox.settings import ADDRESSES, RELAY_PASSWORD, mail_leaves, relay
from buckstop.people.actions import staff
from buckstop.people.models import Customer, Person
from buckstop.people.settings import NAME, ZONE
from buckstop.problems.tests.world import World
from tests.mail_api import mail_api


@pytest.fixture
def ada(world: World, seat: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """An admin's browser; nothing is given by the environment."""
    monkeypatch.delenv("BUCKSTOP_ZONE")
    person = staff.add(
        name="Ada Best", email="ada@desk.example", role="admin", by=DESK, at=world.now
    )
    browser: Client = seat(person)
    return browser


def names() -> list[str]:
    return [step.name for step in still_open()]


def test_what_is_not_done_stands_on_the_first_page(ada: Client, world: World, seat: Any):
    said = words(ada.get("/"))
    assert "To set up Your organisation The desk’s mail addresses Mail in Mail out Hours" in said
    assert "To set up" not in words(seat(world.bruno).get("/"))
    assert "people" not in names()  # there are some
    said = words(ada.get("/setting-up/"))
    assert "People done" in said
    assert "Go on: Your organisation" in said


def test_every_step_opens_and_leads_on(ada: Client):
    for step, following in zip(in_order(), [*in_order()[1:], None], strict=True):
        page = ada.get(step.url())
        assert page.status_code == 200, step.name
        assert str(step.title) in words(page)
        assert (following.url() if following else "/") in page.content.decode()
    assert ada.get("/setting-up/nothing/").status_code == 404


def test_the_organisation_says_who_it_is(ada: Client):
    page, to = "/setting-up/organisation/", "/setting-up/organisation/settings/"
    wrong = send(ada, page, to, **{"organisation-name": "Halden IT", "zone": "Nowhere"})
    assert wrong.status_code == 422
    assert "There is no time zone “Nowhere”" in words(wrong)
    assert "Halden IT" in wrong.content.decode()  # what was written is still there
    assert NAME.origin is Origin.DEFAULT
    faint = send(ada, page, to, accent="#ffdd00")
    assert "can’t be read on our paper" in words(faint)
    kept = send(
        ada, page, to,
        **{"organisation-name": "Halden IT", "zone": "zurich", "accent": "#1A5FB4"},
    )  # fmt: skip
    assert kept["Location"] == "/setting-up/addresses/"
    assert (NAME.value, ZONE.value) == ("Halden IT", "Europe/Zurich")
    assert "organisation" not in names()
    page_text = ada.get("/").content.decode()
    assert "/look/1a5fb4.css" in page_text
    sheet = Client().get("/look/1a5fb4.css")
    assert "--accent: light-dark(#1a5fb4, #" in sheet.content.decode()
    assert sheet["Content-Type"].startswith("text/css")
    for nothing in ("/look/ffdd00.css", "/look/red;}.css"):
        assert Client().get(nothing).status_code == 404


def test_a_logo_stands_over_what_customers_see(ada: Client):
    page, to = "/setting-up/organisation/", "/setting-up/organisation/settings/"
    mark = b"\x89PNG\r\n\x1a\n and what follows"
    for wrong, says in (
        (b"<svg onload='x'/>", "Choose a picture"),
        (mark + b"." * pictures.LARGEST, "at most 200 KiB"),
    ):
        refused = send(ada, page, to, logo=SimpleUploadedFile("logo.png", wrong))
        assert says in words(refused)
    send(ada, page, to, logo=SimpleUploadedFile("logo.svg", mark))
    shown = Client().get("/log-in/").content.decode()
    found = re.search(r'src="(/look/logo/[0-9a-f-]+/)"', shown)
    assert found is not None
    served = Client().get(found[1])
    assert (served.content, served["Content-Type"]) == (mark, "image/png")
    assert served["X-Content-Type-Options"] == "nosniff"
    send(ada, page, to)  # no other one: it stays
    assert Client().get(found[1]).status_code == 200
    send(ada, page, to, **{"logo-remove": "on"})
    assert Client().get(found[1]).status_code == 404
    said = words(ada.get("/house/settings/organisation/"))
    assert "Logo a picture → none Ada Best" in said


def test_mail_out_is_tried_with_a_letter_to_oneself(ada: Client):
    page = "/setting-up/mail-out/"
    assert "Send a letter to" not in words(ada.get(page))
    to = "/setting-up/mail-out/settings/"
    filled = {"relay-host": "mail.halden.example", "relay-password": "geheim"}
    assert send(ada, page, to, **filled)["Location"] == page
    at = relay()
    assert at is not None
    assert (at.host, at.port, at.password) == ("mail.halden.example", 587, "geheim")
    assert "geheim" not in ada.get(page).content.decode()
    send(ada, page, to, **{"relay-host": "mail.halden.example"})
    assert RELAY_PASSWORD.value == "geheim"  # left empty, it stays
    send(ada, page, "/setting-up/mail-out/trials/")
    assert "on its way" in words(ada.get(page))
    mail = Delivery.objects.get(owner=LogInMail.objects.get(kind="trial").pk)
    assert mail.address == "ada@desk.example"
    Delivery.objects.update(state="failed", why="550 No such sender here.")
    said = words(ada.get(page))
    assert "The letter to ada@desk.example was not taken, 08:00 today ." in said
    assert "mail.halden.example:587 says: 550 No such sender here." in said
    assert "mail-out" in names()
    Delivery.objects.update(state="sent", why="")
    Attempt.objects.create(
        delivery=mail, at=mail.made_at, outcome="accepted", sentence="2.0.0 Ok: queued",
        chain_number=0, chain_head=b"",
    )  # fmt: skip
    said = words(ada.get(page))
    assert "was taken" in said
    assert "says: 2.0.0 Ok: queued" in said
    assert "mail-out" not in names()


def test_mail_leaves_by_a_providers_api_where_that_is_chosen(ada: Client, monkeypatch):
    page, to = "/setting-up/mail-out/", "/setting-up/mail-out/settings/"
    with mail_api() as api:
        postmark = replace(known.BY_API["postmark"], url=api.url)
        monkeypatch.setitem(known.BY_API, "postmark", postmark)
        send(ada, page, to, **{"mail-way": "postmark"})
        assert not mail_leaves()  # without a key nothing does
        send(ada, page, to, **{"mail-way": "postmark", "mail-api-key": "geheim"})
        assert "geheim" not in ada.get(page).content.decode()
        send(ada, page, "/setting-up/mail-out/trials/")
        api.says = [(422, {"ErrorCode": 400, "Message": "The sender signature isn’t yours."})]
        channel = Smtp.opened()
        assert channel is not None
        deliver(channel, at=clock.now())
        said = words(ada.get(page))
        assert "Postmark says: Postmark: 422 The sender signature isn’t yours." in said
        assert api.asked[0].headers["X-Postmark-Server-Token"] == "geheim"


def test_twelve_colleagues_are_pasted_and_invited(ada: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BUCKSTOP_RELAY", "smtp://relay.example")
    page, to = "/setting-up/people/", "/setting-up/people/invitations/"
    pasted = "\n".join(f"Colleague {n} <c{n}@halden.example>" for n in range(12))
    answer = send(ada, page, to, people=f"{pasted}\nnobody", role="front line")
    said = words(ada.get(answer["Location"]))
    assert "12 people are added. “nobody” has no mail address." in said
    assert LogInMail.objects.filter(kind="invitation").count() == 12
    assert Person.objects.filter(role="front line", email__startswith="c").count() == 12


def test_without_mail_their_links_are_shown_once(ada: Client):
    page, to = "/setting-up/people/", "/setting-up/people/invitations/"
    shown = send(ada, page, to, people="mei@halden.example", role="lead")
    found = re.search(r"(/enter/[\w-]+/)", shown.content.decode())
    assert found is not None
    assert "Mei" in words(shown)
    assert Client().post(found[1])["Location"] == "/log-in/password/choice/"
    assert "/enter/" not in ada.get(page).content.decode()


def test_customers_are_looked_at_before_they_are_added(ada: Client, world: World):
    page, to = "/setting-up/customers/", "/setting-up/customers/list/"
    before = Customer.objects.count()
    table = "name,domains,contacts,shoes\nSeebad,seebad.example,Rosa <rosa@seebad.example>,42\n,x"
    look = send(ada, page, to, table=table)
    assert Customer.objects.count() == before
    said = words(look)
    assert "2 Seebad seebad.example Rosa rosa@seebad.example" in said
    assert "A customer needs a name." in said
    assert "Not taken, since nothing is made of it: shoes." in said
    digest = look.context["digest"]
    other = ada.post(to, {"table": table.replace("Seebad", "Other"), "sure": digest})
    assert Customer.objects.count() == before  # not what was looked at
    assert "Is it like this?" in words(other)
    added = ada.post(to, {"table": table, "sure": digest})
    assert "1 customer is added." in words(ada.get(added["Location"]))
    assert Customer.objects.get(name="Seebad").contacts.get().person.name == "Rosa"


def test_what_is_not_needed_is_dismissed_and_taken_up_again(ada: Client):
    page = "/setting-up/hours/"
    send(ada, page, "/setting-up/hours/dismissal/")
    assert "hours" not in names()
    assert "Hours and holidays not needed" in words(ada.get("/setting-up/"))
    send(ada, page, "/setting-up/hours/return/")
    assert "hours" in names()
    assert "hours" not in done()


def test_addresses_are_kept_and_an_empty_one_is_refused(ada: Client):
    page, to = "/setting-up/addresses/", "/setting-up/addresses/settings/"
    wrong = send(ada, page, to, addresses="help@, x")
    assert "is no mail address." in words(wrong)
    send(ada, page, to, addresses="Help@Halden.example hilfe@halden.example")
    assert ADDRESSES.value == ("help@halden.example", "hilfe@halden.example")
    assert "help@halden.example smtp:[127.0.0.1]:2525" in words(ada.get("/setting-up/mail-in/"))
    assert "Waiting for your mail" in words(ada.get("/setting-up/mail-in/"))
