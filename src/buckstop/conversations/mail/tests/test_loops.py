"""Machines are recognised and never answered; people are."""

import pytest

from buckstop.conversations.mail.loops import is_our_own, why_not_to_answer
from buckstop.conversations.mail.parse import MARK, parse

OURS = {"help@desk.example"}
DOMAINS = {"desk.example"}


def why(head: str, envelope_from: str | None = "ines@nordbank.example") -> str | None:
    """Why the mail with these headers may not be answered."""
    raw = f"From: Ines <ines@nordbank.example>\r\n{head}\r\n\r\nHello".encode()
    return why_not_to_answer(parse(raw), envelope_from, OURS, DOMAINS)


def test_a_person_is_answered() -> None:
    assert why("Subject: Printer") is None
    assert why("Auto-Submitted: no\r\nPrecedence: normal") is None
    assert why("Subject: Printer", envelope_from=None) is None
    assert why("In-Reply-To: <x@desk.example>\r\nReferences: <x@desk.example>") is None


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; owner-email=x@y.example",
        "Precedence: Bulk",
        "Precedence: junk",
        "Precedence: list",
        "List-Id: <friends.nordbank.example>",
        "X-Auto-Response-Suppress: OOF, AutoReply",
        "X-Autoreply: yes",
        f"{MARK}: P-1 abc",
        "Message-ID: <x@desk.example>",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
        "Content-Type: text/calendar; method=REPLY",
        "X-Failed-Recipients: gone@nordbank.example",
    ],
)
def test_machines_are_not_answered(head: str) -> None:
    assert why(head)


@pytest.mark.parametrize("path", ["", "<>", "MAILER-DAEMON@mx.example", "owner-list@x.example"])
def test_return_paths_of_machines(path: str) -> None:
    assert why("Subject: x", envelope_from=path)


@pytest.mark.parametrize(
    "sender",
    ["no-reply@x.example", "noreply+1@x.example", "do-not-reply@x.example", "postmaster@x.example",
     "alerts-noreply@x.example", "help@desk.example"],
)  # fmt: skip
def test_senders_that_nobody_reads(sender: str) -> None:
    read = parse(f"From: {sender}\r\n\r\nx".encode())
    assert why_not_to_answer(read, sender, OURS, DOMAINS)


@pytest.mark.parametrize(
    "sender", ["norbert@x.example", "bounce.smith@x.example", "replyto@x.example"]
)
def test_senders_with_such_names_are_people(sender: str) -> None:
    assert (
        why_not_to_answer(parse(f"From: {sender}\r\n\r\nx".encode()), sender, OURS, DOMAINS) is None
    )


def test_a_return_path_header_counts_only_where_the_envelope_is_unknown() -> None:
    assert why("Return-Path: <>", envelope_from=None)
    assert why("Return-Path: <>") is None


def test_our_own_mail_is_known_again() -> None:
    ours = parse(f"From: x@y.example\r\n{MARK}: P-1 abc\r\n\r\n".encode())
    assert is_our_own(ours)
    assert not is_our_own(parse(b"From: x@y.example\r\n\r\n"), OURS, DOMAINS)
