"""Delivery reports: of several servers, in several languages, with and without the original."""

import pytest

from buckstop.mail.parse import parse
from buckstop.mail.parsed import Bounce

OURS = "<0123456789abcdef.tok@desk.example>"


def report(*recipients: str, original: str = "") -> bytes:
    """A report as RFC 3464 has it, with one block for each recipient."""
    blocks = "\n".join(f"Final-Recipient: rfc822; {one}\n" for one in recipients)
    head = (
        "From: MAILER-DAEMON@mx.example\nTo: help@desk.example\nSubject: Undelivered Mail\n"
        "Message-ID: <report@mx.example>\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\n\n'
        "--r\n\nSomething happened.\n--r\nContent-Type: message/delivery-status\n\n"
    )
    return f"{head}Reporting-MTA: dns; mx.example\n\n{blocks}\n{original}--r--\n".encode()


def bounce_of(raw: bytes, envelope_from: str | None = None) -> Bounce:
    """The bounce in `raw`, which is one."""
    found = parse(raw, envelope_from=envelope_from).bounce
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("said", "permanent"),
    [
        ("Action: failed\nStatus: 4.4.1", True),
        ("Action: failed\nStatus: 5.1.1", True),
        ("Action: Failed (gave up)", True),
        ("Status: 5.1.1", True),
        ("Diagnostic-Code: smtp; 550 no", True),
        ("Action: delayed\nStatus: 4.4.1", False),
        ("Action: delayed\nStatus: 5.0.0", False),
        ("Status: 4.4.7", False),
    ],
)
def test_the_action_decides_and_the_status_where_there_is_none(said: str, permanent: bool) -> None:
    assert bounce_of(report(f"rita@client.example\n{said}")).permanent is permanent


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_what_arrived_is_no_failure(action: str) -> None:
    assert parse(report(f"rita@client.example\nAction: {action}\nStatus: 2.0.0")).bounce is None
    assert parse(report(f"rita@client.example\nAction: {action}\nStatus: 5.0.0")).bounce is None


def test_all_recipients_that_failed_are_given() -> None:
    found = bounce_of(
        report(
            "rita@client.example\nAction: failed",
            "ok@client.example\nAction: relayed",
            "late@client.example\nAction: delayed",
            "Bob@Möbel.example\nAction: failed\nDiagnostic-Code: smtp; 550 no such user",
        )
    )
    assert found.recipients == ("rita@client.example", "bob@xn--mbel-5qa.example")
    assert found.recipient == "rita@client.example"
    assert found.permanent
    assert found.reason == "550 no such user"


def test_all_message_ids_are_given_the_originals_first_and_not_the_reports_own() -> None:
    original = f"--r\nContent-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID:\n {OURS}\n\n"
    raw = report("rita@client.example\nAction: failed", original=original)
    raw = b"References: <other@x.example> <report@mx.example>\n" + raw
    assert bounce_of(raw).message_ids == (OURS, "<other@x.example>")
    assert bounce_of(raw).message_id == OURS


NOTICES = {
    "qmail": (
        "Hi. This is the qmail-send program at relay.example.\nI'm afraid I wasn't able to deliver "
        "your message to the following addresses.\n\n<rita@client.example>:\nno such user\n\n"
        f"--- Below this line is a copy of the message.\n\nTo: x@y.example\nMessage-ID: {OURS}\n"
    ),
    "Exim": (
        "This message was created automatically by mail delivery software.\n\nA message that you "
        "sent could not be delivered to one or more of its\nrecipients. This is a permanent error. "
        "The following address(es) failed:\n\n  rita@client.example\n    no such user\n\n"
        f"------ This is a copy of the message, including all the headers. ------\n\n"
        f"Return-path: <help@desk.example>\nMessage-ID: {OURS}\n"
    ),
    "Sendmail": (
        "   ----- The following addresses had permanent fatal errors -----\n"
        "<rita@client.example>\n    (reason: 550 no)\n\n"
        f"   ----- Original message follows -----\n\nMessage-Id: {OURS}\n"
    ),
    "Exchange": (
        "Delivery has failed to these recipients or groups:\n\nRita Moss (rita@client.example)"
        "<mailto:rita@client.example>\nThe mailbox is full.\n\n"
        f"Diagnostic information for administrators:\n\nOriginal message headers:\n\n"
        f"Message-ID: {OURS}\n"
    ),
    "Gmail": (
        "Address not found\n\nYour message wasn't delivered to rita@client.example because the "
        f"address couldn't be found.\n\n----- Original message -----\n\nMessage-ID: {OURS}\n"
    ),
    "Notes": (
        f"Your message\n\n  Subject: Re: Pump\n\nwas not delivered to:\n\n  rita@client.example\n\n"
        f"because:\n\n  User not listed in the directory\n\nMessage-ID: {OURS}\n"
    ),
    "Postfix": (
        "I'm sorry to have to inform you that your message could not\nbe delivered to one or more "
        "recipients.\n\n<rita@client.example>: host mx said: 550 no\n\n"
        f"Message-ID: {OURS}\n"
    ),
    "German": (
        "Ihre Nachricht konnte nicht an die folgenden Empfänger zugestellt werden:\n\n"
        f"rita@client.example\n\n--- Kopie ---\nMessage-ID: {OURS}\n"
    ),
    "French": (
        "Votre message n'a pas pu être remis aux destinataires suivants :\n\nrita@client.example\n"
        f"\nMessage-ID: {OURS}\n"
    ),
    "Spanish": (
        f"No se ha podido entregar su mensaje a rita@client.example.\n\nMessage-ID: {OURS}\n"
    ),
    "Italian": (
        f"Impossibile recapitare il messaggio a rita@client.example.\n\nMessage-ID: {OURS}\n"
    ),
    "Japanese": (f"メールを配信できませんでした。\n\nrita@client.example\n\nMessage-ID: {OURS}\n"),
    "Chinese": f"您的邮件无法投递：\n\nrita@client.example\n\nMessage-ID: {OURS}\n",
}  # fmt: skip


@pytest.mark.parametrize("server", NOTICES)
def test_notices_in_plain_words_are_known_by_their_null_return_path(server: str) -> None:
    head = "From: Mail Delivery <MAILER-DAEMON@relay.example>\nTo: help@desk.example\nSubject: x\n"
    raw = f"{head}Content-Type: text/plain; charset=utf-8\n\n{NOTICES[server]}".encode()
    for found in (bounce_of(raw, ""), bounce_of(b"Return-Path: <>\n" + raw)):
        assert found.recipients == ("rita@client.example",)
        assert found.message_ids == (OURS,)
        assert found.permanent
    assert parse(raw, envelope_from="someone@relay.example").bounce is None
    assert parse(raw).bounce is None


def test_a_notice_without_the_original_still_names_whom_it_did_not_reach() -> None:
    raw = (
        b"From: x@relay.example\nSubject: failure notice\n\n<rita@client.example>:\nno such user\n"
    )
    found = bounce_of(raw, "")
    assert (found.recipients, found.message_ids) == (("rita@client.example",), ())


def test_a_notice_of_a_delay_in_plain_words_is_no_failure() -> None:
    raw = (
        b"From: x@relay.example\nSubject: Warning: message delayed 24 hours\n\n"
        b"No action is required, it will be retried.\n\n  rita@client.example\n"
    )
    assert not bounce_of(raw, "").permanent


@pytest.mark.parametrize(
    ("head", "text", "envelope"),
    [
        ("From: postmaster@kurier.example\nSubject: Undelivered crates", "Crates!", None),
        ("From: postmaster@kurier.example\nSubject: Undelivered crates", "Crates!", "p@k.example"),
        ("From: mailer-daemon@kurier.example\nSubject: failure notice", "<a@b.example>", None),
        ("From: form@shop.example\nSubject: Undelivered crates at dock 3", "Five crates.", ""),
        ("From: rita@client.example\nSubject: Out of office", "I am away, ask a@b.example.", ""),
    ],
)
def test_people_and_other_machines_send_no_bounces(
    head: str, text: str, envelope: str | None
) -> None:
    assert parse(f"{head}\n\n{text}\n".encode(), envelope_from=envelope).bounce is None


def test_a_report_that_a_person_passes_on_is_no_bounce() -> None:
    inner = report("rita@client.example\nAction: failed")
    raw = (
        b"From: ana@desk.example\nSubject: Fwd: Undelivered Mail\n"
        b'Content-Type: multipart/mixed; boundary="m"\n\n--m\n\nWhat is that?\n'
        b"--m\nContent-Type: message/rfc822\n\n" + inner + b"\n--m--\n"
    )
    assert parse(raw).bounce is None
    inline = b"From: ana@desk.example\nSubject: Fwd: Undelivered Mail\n\nSee below.\n\n" + inner
    assert parse(inline, envelope_from="ana@desk.example").bounce is None


def test_a_read_receipt_and_a_complaint_are_no_bounces() -> None:
    for kind in ("disposition-notification", "feedback-report"):
        raw = report("rita@client.example\nAction: failed").replace(
            b"delivery-status", kind.encode()
        )
        assert parse(raw).bounce is None


def test_failed_recipients_by_a_header() -> None:
    raw = b"X-Failed-Recipients: a@b.example, c@d.example\nFrom: x@y.example\n\nno such user\n"
    assert bounce_of(raw).recipients == ("a@b.example", "c@d.example")
