"""Mail of suppliers: into the thread of the ask that it answers, and nowhere else."""

import pytest

from buckstop.conversations.models import Message
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.models import Intake
from buckstop.incoming.queries import tally
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.outbox.actions.delivering import Postman
from buckstop.outbox.models import Delivery
from buckstop.problems.models import Problem
from buckstop.suppliers.actions import asking
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask, AskMessage
from buckstop.suppliers.queries import with_ticket
from buckstop.suppliers.rules.checks import Post, Terms
from buckstop.suppliers.rules.tickets import has_ticket, ticket_in
from buckstop.suppliers.tests.conftest import Outside, outside
from tests.relays import BadRelay

__all__ = ["outside"]


@pytest.fixture
def ask(outside: Outside) -> Ask:
    return outside.ask()


def comes(
    outside: Outside, ask: Ask | None, text: str = "Line 4.", *, subject: str = "Re: which line",
    by: str = "Rolf Huber <rolf@halden.example>", head: str = "", n: int = 1,
) -> Intake:  # fmt: skip
    """A mail to the reply address of an ask, or to the desk's."""
    to = f"help+{ask.token}@localhost" if ask else "help@localhost"
    raw = (
        f"From: {by}\r\nTo: {to}\r\nMessage-ID: <{n}@halden.example>\r\nSubject: {subject}\r\n"
        f"{head}\r\n{text}\r\n"
    )
    keep([Arrived("x@halden.example", (to,), raw.encode())], at=outside.now)
    receive(at=outside.now)
    return Intake.objects.order_by("-pk")[0]


def said(ask: Ask) -> list[tuple[str, str]]:
    rows = AskMessage.objects.filter(ask=ask).exclude(kind="asked").order_by("pk")
    return [(row.kind, str(row.text)) for row in rows.select_related("text")]


def test_their_reply_enters_the_thread_and_no_customers(outside: Outside, ask: Ask):
    problems, messages = Problem.objects.count(), Message.objects.count()
    mail = comes(outside, ask)
    [message] = AskMessage.objects.filter(ask=ask, kind="theirs")
    assert (message.said_by, str(message.text)) == (outside.rolf.person, "Line 4.")
    assert (mail.became, mail.reference) == ("outside", message.pk)
    assert (Problem.objects.count(), Message.objects.count()) == (problems, messages)
    assert outside.fresh(ask).first_answer_at is None, "words are no answer"
    assert tally().is_right
    outside.all_hold()


def test_it_is_found_by_what_it_answers(
    outside: Outside, ask: Ask, relay: BadRelay, postman: Postman
):
    postman.deliver(at=outside.now)
    [ours] = relay.parsed
    assert ours["Reply-To"].endswith(f"+{ask.token}@localhost>")
    assert ours["Auto-Submitted"] is None
    comes(outside, None, head=f"In-Reply-To: {ours['Message-ID']}\r\n")
    assert said(ask) == [("theirs", "Line 4.")]


def test_the_same_mail_twice_counts_once(outside: Outside, ask: Ask):
    comes(outside, ask)
    comes(outside, ask, head="Received: by another way\r\n")
    assert said(ask) == [("theirs", "Line 4.")]
    assert Intake.objects.filter(became="double").count() == 1


def test_another_suppliers_words_do_not_enter(
    outside: Outside, ask: Ask, relay: BadRelay, postman: Postman
):
    """Neither by the address that answers ours, nor by what they say that they answer."""
    postman.deliver(at=outside.now)
    answers = f"References: {relay.parsed[0]['Message-ID']}\r\n"
    orr = add_supplier(terms=Terms(name="Orr"), by=DESK, at=outside.now)
    outside.theirs("Max Orr", "max@orr.example", Post(), of=orr)
    comes(outside, ask, by="Max Orr <max@orr.example>", subject="[#99] Hi")
    comes(outside, ask, by="Rolf Huber <rolf.huber@gmail.com>", n=2)
    comes(outside, None, by="Max Orr <max@orr.example>", head=answers, n=3)
    assert "theirs" not in [kind for kind, _ in said(ask)]
    assert [kind for kind, _ in said(ask)].count("apart") == 3
    assert outside.fresh(ask).ticket == ""
    outside.all_hold()


def test_somebody_else_of_their_house_is_heard(outside: Outside, ask: Ask):
    comes(outside, ask, by="Eva Berg <eva@halden.example>")
    [message] = AskMessage.objects.filter(ask=ask, kind="theirs")
    assert (message.said_by, message.said_as) == (None, "Eva Berg <eva@halden.example>")


def test_a_robots_number_is_kept_and_stands_in_our_subject(
    outside: Outside, ask: Ask, relay: BadRelay, postman: Postman
):
    postman.deliver(at=outside.now)
    machine = "Auto-Submitted: auto-replied\r\n"
    comes(
        outside, ask, "We have your request.", subject="[#4711] Received: P-1: Which line",
        by="Support <noreply@halden.example>", head=machine,
    )  # fmt: skip
    fresh = outside.fresh(ask)
    assert (fresh.ticket, fresh.first_answer_at, fresh.silent_since) == (
        "#4711", None, fresh.asked_at,
    )  # fmt: skip
    assert said(ask) == [("automatic", "We have your request.")]
    assert Delivery.objects.count() == 1, "no machine is answered"
    asking.write_to_supplier(fresh, text="Any news?", by=outside.ana.actor(), at=outside.now)
    postman.deliver(at=outside.now)
    assert relay.parsed[-1]["Subject"].startswith("Re: [#4711] P-1")
    assert [one.pk for one in with_ticket("4711", outside.ana.actor())] == [ask.pk]
    assert with_ticket("471", outside.ana.actor()) == []
    outside.all_hold()


def test_two_robots_do_not_answer_each_other(outside: Outside, ask: Ask):
    for n in range(12):
        comes(
            outside, ask, f"Ticket updated {n}.", subject=f"[#4711] Update {n}", n=n,
            by="Support <noreply@halden.example>", head="Auto-Submitted: auto-generated\r\n",
        )  # fmt: skip
    assert Delivery.objects.count() == 1
    assert {kind for kind, _ in said(ask)} == {"automatic"}


def test_a_reply_by_their_own_number_alone_is_found(outside: Outside, ask: Ask):
    comes(outside, ask, subject="[#4711] Which line", head="Auto-Submitted: auto-replied\r\n")
    comes(outside, None, "It is line 4.", subject="Update on #4711", n=2)
    assert said(ask)[-1] == ("theirs", "It is line 4.")
    comes(outside, None, "Hello", subject="Update on #471", n=3)
    comes(outside, None, "Hello", subject="About #4711", by="X <x@other.example>", n=4)
    assert len(said(ask)) == 2


def test_a_mail_of_ours_that_comes_back_says_nothing(outside: Outside, ask: Ask):
    comes(outside, ask, by="Halden <help@localhost>")
    assert said(ask) == []


@pytest.mark.parametrize(
    ("subject", "ticket"),
    [
        ("Re: [#4711] P-1042: Which line", "#4711"),
        ("[External] Re: P-1042: Which line", ""),
        ("Ticket 20260302-17 received", "20260302-17"),
        ("INC0012345 has been opened for you", "INC0012345"),
        ("##RE-4711## Which line", "##RE-4711##"),
        ("Vorgang Nr. 88123: P-1042", "88123"),
        ("Re: P-1042: two lines of 2026", ""),
        ("Anfrage #881", "#881"),
    ],
)
def test_their_number_is_read_as_they_write_it(subject: str, ticket: str):
    assert ticket_in(subject) == ticket
    assert not ticket or has_ticket(f"Re: {subject}", ticket)
    assert not has_ticket("Re: [#47110]", "#4711")


def test_a_bounce_is_told(outside: Outside, ask: Ask, relay: BadRelay, postman: Postman):
    postman.deliver(at=outside.now)
    bounce = (
        "From: MAILER-DAEMON@halden.example\r\nTo: {to}\r\nMessage-ID: <b@halden.example>\r\n"
        "Subject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNo.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        "Final-Recipient: rfc822; rolf@halden.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "\r\n--b--\r\n"
    )
    to = relay.mails[0][0]
    raw = bounce.format(to=to)
    keep([Arrived("", (to,), raw.encode())], at=outside.now)
    receive(at=outside.now)
    assert said(ask) == []
    assert Delivery.objects.get().state == "bounced"
    assert Entry.objects.filter(code="supplier-mail-trouble").count() == 1
