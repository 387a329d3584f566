"""What staff note from a call is said as theirs, never as the customer's own words."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations import links
from buckstop.conversations.actions import letters
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import home, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.outbox.actions.writing import write_each
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import abouts
from buckstop.people.actions import customers
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World

ANGRY = "Nordbank got the same invoice twice and is angry"


def submit(browser: Client, world: World, **changes: Any) -> Case:
    """Fill the form as it is rendered, press Log it; None takes a tick away."""
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    page = browser.get("/log/").content.decode()
    form = page[page.index('class="form log-form"') : page.index("</form>", page.index("log-form"))]
    names = set(re.findall(r'name="(\w+)"', form))
    assert names >= {"words", "customer_text", "contact", "impact", "heard", "tell"}
    assert re.search(r'name="tell"[^>]*checked', form)
    given: dict[str, Any] = {
        "words": ANGRY, "impact": "slows", "heard": "phone", "tell": "on",
        "contact": f"{world.ines.pk}:{world.nordbank.pk}",
    }  # fmt: skip
    given |= dict(
        re.findall(r'<input type="hidden" name="(once|csrfmiddlewaretoken)" value="(\w+)"', form)
    )
    given |= changes
    filled = {name: value for name, value in given.items() if value is not None}
    browser.post("/log/problems/", filled)
    return Case.objects.select_related("problem", "contact").get()


def mailed(case: Case) -> list[EmailMessage]:
    """The acknowledgement of the case, as it leaves."""
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), clock.now())
    sent = list(Delivery.objects.all())
    written = write_each(sent, abouts(sent), clock.now()).values()
    return [message_from_bytes(one.raw, policy=default) for one in written]  # type: ignore[union-attr]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return " ".join(str(body.get_content()).split())


def their_page(case: Case) -> str:
    url = f"/c/{links.make(case.pk, case.contact_id, clock.now())}/"
    return words(Client().get(url))


def test_a_call_is_noted_by_who_took_it(world: World, seat: Seat):
    case = submit(seat(world.zed), world)
    message = Message.objects.get()
    assert (message.kind, message.said_by, message.channel) == ("noted", world.zed, "phone")
    entry = Entry.objects.get(code="words-noted")
    assert entry.actor_id == world.zed.pk
    said = words(seat(world.ana).get(home(case)))
    assert "Zed Novak noted from Ines Vogt’s call" in said
    assert "Ines Vogt said on the phone" not in said


def test_the_mail_quotes_it_as_noted_under_a_title_of_ours(world: World, seat: Seat):
    mail = mailed(submit(seat(world.zed), world))[0]
    assert mail["Subject"] == "Your call on 2 March"
    said = text_of(mail)
    assert "We have what you told us" in said
    assert "Zed Novak noted from your call" in said
    assert "You wrote" not in said


def test_their_page_says_who_noted_it(world: World, seat: Seat):
    said = their_page(submit(seat(world.zed), world))
    assert said.count("Your call on 2 March") >= 1
    assert "Zed Novak noted from your call" in said
    assert "You told us:" not in said


def test_face_to_face_is_no_call(world: World, ana: Client):
    mail = mailed(submit(ana, world, heard="person"))[0]
    assert mail["Subject"] == "What you told us on 2 March"
    assert "Ana Ruiz noted what you said" in text_of(mail)


def test_without_the_tick_nothing_is_sent(world: World, ana: Client):
    assert mailed(submit(ana, world, tell=None)) == []


@pytest.mark.parametrize("heard", ["noticed", "self"])
def test_what_a_colleague_noticed_stays_inside(world: World, seat: Seat, heard: str):
    case = submit(seat(world.zed), world, heard=heard)
    mail = mailed(case)[0]
    assert mail["Subject"] == "What we noticed for you on 2 March"
    assert "One of us noticed this" in text_of(mail)
    assert "angry" not in mail.as_string()
    assert "angry" not in their_page(case)
    said = words(seat(world.ana).get(home(case)))
    assert "is hit: one of us noticed it" in said
    assert ANGRY in said
    assert case.problem.raised_by == world.zed
    assert Message.objects.get(kind="note").said_by == world.zed


def test_a_mail_keeps_its_own_subject(world: World, ana: Client):
    case = world.report("Transfers fail")
    with clock.set_to(world.now + timedelta(minutes=1)):
        assert mailed(case)[0]["Subject"] == "Re: Transfers fail"
