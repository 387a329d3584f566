"""A machine's words are a machine's; a letter is held back from whom one would only disturb."""

import pytest

from buckstop.mail.loops import hold_back_letter, is_own_list, written_by_machine
from buckstop.mail.parse import MARK, parse

OURS = {"help@desk.example"}
INES = "ines@nordbank.example"


def machine(head: str, envelope_from: str | None = INES) -> str:
    """Why the mail with these headers counts as written by a machine."""
    raw = f"From: Ines <{INES}>\r\n{head}\r\n\r\nHello".encode()
    return written_by_machine(parse(raw), envelope_from)


def held(head: str, author: str = INES) -> str:
    """Why no letter of the desk itself goes to its author."""
    raw = f"From: {author}\r\n{head}\r\n\r\nHello".encode()
    return hold_back_letter(parse(raw), author, author, OURS)


@pytest.mark.parametrize(
    "head",
    [
        "Subject: Printer",
        "Auto-Submitted: No (by hand)",
        "Auto-Submitted: no; x=y",
        "X-Autoreply: no",
        "Auto-Submitted: no\r\nPrecedence: normal",
        "X-Auto-Response-Suppress: DR, OOF, AutoReply",
        "Precedence: list",
        "List-Id: <friends.nordbank.example>",
        f"{MARK}: 3 ab12",
        "Message-ID: <x@desk.example>",
        "Subject: Undelivered crates at dock 3",
    ],
)
def test_a_person_wrote(head: str) -> None:
    assert machine(head) == ""


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; owner-email=x@y.example",
        "X-Autoreply: yes",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
        "Content-Type: text/calendar; method=REPLY",
    ],
)
def test_a_machine_wrote(head: str) -> None:
    assert machine(head)
    assert held(head)


def test_the_null_sender_is_a_machine_and_no_other_return_path_is() -> None:
    assert machine("Subject: x", envelope_from="")
    assert machine("Subject: x", envelope_from="<>")
    assert machine("Return-Path: <>", envelope_from=None)
    assert machine("Return-Path: <>") == ""
    for path in (f"prvs=5482afc19d={INES}", "bounce-77@crm.example", "owner-list@x.example"):
        assert machine("Subject: x", envelope_from=path) == ""


@pytest.mark.parametrize(
    "head",
    [
        "Precedence: Bulk",
        "Precedence: junk",
        "Precedence: list",
        "List-Id: <friends.nordbank.example>",
        "X-Auto-Response-Suppress: OOF",
        "X-Auto-Response-Suppress: All",
    ],
)
def test_a_letter_is_held_back(head: str) -> None:
    assert held(head)


@pytest.mark.parametrize("head", ["Subject: x", "X-Auto-Response-Suppress: DR, RN, NRN"])
def test_a_letter_may_go(head: str) -> None:
    assert held(head) == ""


def test_our_own_group_address_is_no_list() -> None:
    assert held("List-Id: <help.desk.example>") == ""
    assert is_own_list("the desk <help.desk.example>", OURS)
    assert not is_own_list("<help.otherdesk.example>", OURS)


@pytest.mark.parametrize(
    "author",
    ["no-reply@x.example", "noreply+1@x.example", "do-not-reply@x.example",
     "alerts-noreply@x.example", "help@desk.example", ""],
)  # fmt: skip
def test_addresses_that_nobody_reads(author: str) -> None:
    assert held("Subject: x", author)


@pytest.mark.parametrize(
    "author",
    ["norbert@x.example", "bounce.smith@x.example", "replyto@x.example", "postmaster@x.example",
     "service-request@x.example", "home-owner@x.example", "nobody@x.example"],
)  # fmt: skip
def test_what_an_address_looks_like_says_nothing(author: str) -> None:
    assert held("Subject: x", author) == ""
