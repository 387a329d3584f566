"""The demo's viewer: what Ines got, her link, and her answer, which is a real mail."""

from collections.abc import Iterator
from email.message import EmailMessage
from socket import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Received
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.ledger.actor import DESK
from buckstop.notices.actions.log_in_mails import ask_for_portal
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp, keep_in_viewer
from buckstop.people.actions import customers
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World

SENDER = "ines@nordbank.example"
AT = f"/mail/{SENDER}/"


class Kept(Received):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[EmailMessage] = []

    def handle_message(self, message) -> None:
        self.mails.append(message)


@pytest.fixture
def arrived(settings) -> Iterator[list[EmailMessage]]:
    """A mail server where the viewer sends what is answered in it."""
    handler = Kept()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SMTP_PORT = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=settings.SMTP_PORT)
    server.start()
    yield handler.mails
    server.stop()


@pytest.fixture
def sent(world: World, settings) -> World:
    """Ana answered Ines, and the mail is in the viewer."""
    settings.DEMO = True
    case = reported(world)
    telling.reply(case, text="I look at the gateway.", by=world.ana.actor(), at=world.now)
    deliver(Smtp(keep_in_viewer), at=world.now)
    return world


def newest() -> str:
    rows = Client().get(AT).context["mails"]
    return next(row.url for row in rows if not row.outgoing)


def test_outside_the_demo_there_is_nothing(world: World):
    for at in ("/mail/", AT):
        assert Client().get(at).status_code == 404


def test_whose_mail_there_is(sent: World):
    said = words(Client().get("/mail/"))
    assert "Ines Vogt" in said
    listed = Client().get(AT)
    assert "Ana Ruiz" in words(listed)
    assert [row.outgoing for row in listed.context["mails"]] == [False, True]


def test_a_mail_that_lets_somebody_in_stands_there_too(sent: World):
    """Elsewhere its bytes are kept nowhere; here nothing else would show it."""
    sent.later(minutes=1)
    customers.join(sent.ines, sent.nordbank, on=sent.nordbank, by=DESK, at=sent.now)
    ask_for_portal(SENDER, at=sent.now)
    deliver(Smtp(keep_in_viewer), at=sent.now)
    assert "/portal/in/" in words(Client().get(newest()))


def test_a_mail_is_read_and_leads_to_her_page(sent: World):
    page = Client().get(newest())
    assert "I look at the gateway." in words(page)
    assert page.context["mail"].page_url.startswith("/c/")
    html = Client().get(page.context["mail"].html_url)
    assert "sandbox" in html["Content-Security-Policy"]
    assert "style-src 'unsafe-inline';" in html["Content-Security-Policy"]


def test_her_answer_goes_through_the_mailbox(sent: World, arrived: list[EmailMessage]):
    at = newest()
    answer = Client().post(f"{at}replies/", {"text": "Standing orders as well."}, follow=True)
    assert "Sent. It is at the desk in a moment." in words(answer)
    keep(
        [Arrived(SENDER, tuple(arrived[0]["X-RcptTo"].split(", ")), bytes(arrived[0]))], at=sent.now
    )
    receive(at=sent.now)
    heard = Message.objects.filter(kind="heard").order_by("-pk")[0]
    assert (heard.case, heard.said_by) == (Case.objects.get(), sent.ines)
    assert str(heard.text).strip() == "Standing orders as well."
    assert "I look at the gateway." in str(heard.quoted)


def test_nothing_said_or_nobody_there(sent: World, settings):
    at = newest()
    assert "Write something first." in words(
        Client().post(f"{at}replies/", {"text": ""}, follow=True)
    )
    settings.SMTP_PORT = 1
    said = words(Client().post(f"{at}replies/", {"text": "Hello?"}, follow=True))
    assert "The mailbox didn’t take it" in said


def test_another_persons_mail_is_not_found(sent: World):
    key = newest().split("/")[-2]
    assert Client().get(f"/mail/olaf@fjord.example/{key}/").status_code == 404
