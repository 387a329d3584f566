"""What we send can be read by others, and holds nothing but what the letter says."""

import dataclasses
import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from buckstop.mail.compose import Letter, NotSendable, compose
from buckstop.mail.parse import MARK, parse
from buckstop.mail.parsed import Attachment

LETTER = Letter(
    sender=("Help, at Örtlich", "help@desk.example"),
    to=(("Jürgen Müller-Lüdenscheidt von und zu Großherzogtum", "j@nordbank.example"),),
    cc=(("", "b@nordbank.example"), ('A "quoted" name', "c@nordbank.example")),
    subject="Störung: Überweisungen " * 8,
    text="Grüße\n.\n..dots\n" + "word " * 400,
    html="<p>Grüße</p>",
    message_id="<1@desk.example>",
    date=datetime(2026, 11, 2, 10, 0, tzinfo=UTC),
    reply_to=(("", "help+tok@desk.example"),),
    in_reply_to="<0@nordbank.example>",
    references=tuple(f"<{'r' * 80}.{n}@nordbank.example>" for n in range(30)),
    automatic=True,
    headers=((MARK, "P-1042 " + "a" * 64),),
    attachments=(
        Attachment("übersicht\r\nX: y/../z.pdf", "application/pdf", b"%PDF", "", False),
        Attachment("m.eml", "message/rfc822", b"From: x", "", False),
    ),
)


def test_our_own_reader_reads_it_back() -> None:
    read = parse(compose(LETTER))
    assert (read.from_name, read.from_address) == LETTER.sender
    assert read.to == LETTER.to
    assert read.cc == LETTER.cc
    assert read.reply_to == LETTER.reply_to
    assert read.subject == LETTER.subject.strip()
    assert read.text.split() == LETTER.text.split()
    assert read.html.strip() == LETTER.html
    assert (read.message_id, read.in_reply_to) == (LETTER.message_id, LETTER.in_reply_to)
    assert read.references == LETTER.references[-20:]
    assert read.date == LETTER.date
    assert read.auto.auto_submitted == "auto-replied"
    assert read.auto.ours.startswith("p-1042")
    assert [one.content for one in read.attachments] == [b"%PDF", b"From: x"]
    assert read.attachments[1].content_type == "application/octet-stream"
    assert read.problems == ()


def test_the_standard_library_reads_it_without_complaint() -> None:
    message = email.message_from_bytes(compose(LETTER), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk()] == [[]] * len(list(message.walk()))
    assert message["Subject"] == LETTER.subject.strip()
    assert message["From"].addresses[0].display_name == LETTER.sender[0]
    shown = message["To"].addresses[0].display_name  # it keeps a space between encoded words
    assert shown.replace(" ", "") == LETTER.to[0][0].replace(" ", "")
    assert message["References"].split() == list(LETTER.references[-20:])
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == LETTER.text.splitlines()


def test_lines_are_short_and_end_as_they_must() -> None:
    raw = compose(dataclasses.replace(LETTER, subject="x" * 2_000, text="y" * 5_000))
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_the_same_letter_is_the_same_bytes() -> None:
    assert compose(LETTER) == compose(LETTER)
    assert compose(LETTER) != compose(dataclasses.replace(LETTER, text="other"))


def test_a_person_s_mail_is_not_marked_automatic() -> None:
    assert b"Auto-Submitted" not in compose(dataclasses.replace(LETTER, automatic=False))
    alone = compose(dataclasses.replace(LETTER, in_reply_to=""))
    assert b"Auto-Submitted: auto-generated\r\n" in alone


@pytest.mark.parametrize(
    "change",
    [
        {"to": ()},
        {"to": (("", "a@b.example\r\nBcc: c@d.example"),)},
        {"to": (("", "a@b.example, c@d.example"),)},
        {"sender": ("x", "")},
        {"message_id": "<a@b>\r\nBcc: c@d.example"},
        {"message_id": "a@b"},
        {"headers": (("Bcc", "c@d.example"),)},
        {"headers": (("X: y\r\nBcc", "c@d.example"),)},
        {"headers": (("Content-Type", "text/html"),)},
        {"date": datetime(2026, 11, 2, 10, 0)},  # noqa: DTZ001 - that is the point
    ],
)
def test_what_can_not_be_written_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(NotSendable):
        compose(dataclasses.replace(LETTER, **change))  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@example('"<x@y.example>" <z@y.example>', "", "", "")
@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=200), st.text(max_size=60))
def test_no_text_adds_a_header(name: str, subject: str, text: str, value: str) -> None:
    letter = dataclasses.replace(
        LETTER,
        sender=(name, "help@desk.example"),
        subject=subject,
        text=text,
        headers=((MARK, value),),
        attachments=(Attachment(name, "text/x-log", b"x", "", False),),
    )
    raw = compose(letter)
    head = raw.split(b"\r\n\r\n")[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert set(names) <= {
        b"From", b"To", b"Cc", b"Reply-To", b"Subject", b"Date", b"Message-ID", b"In-Reply-To",
        b"References", b"Auto-Submitted", MARK.encode(), b"MIME-Version", b"Content-Type",
    }  # fmt: skip
    assert len(names) == len(set(names))
    assert raw.isascii()
    assert parse(raw).from_address == "help@desk.example"


@pytest.mark.parametrize(
    "odd",
    [
        "<4817263549182736>",
        "<a b@c>",
        "<fü@nordbank.example>",
        "<>",
        "no brackets@c",
        "<a@b>\r\nX: y",
        f"<{'a' * 480}@{'b' * 480}.example>",
    ],
)
def test_what_cannot_stand_in_a_header_is_left_out(odd: str) -> None:
    raw = compose(dataclasses.replace(LETTER, in_reply_to=odd, references=(odd, "<1@n.example>")))
    read = email.message_from_bytes(raw, policy=email.policy.compat32)
    assert read["In-Reply-To"] is None
    assert read["References"] == "<1@n.example>"
    assert read["X"] is None


@pytest.mark.parametrize("length", [201, 350, 480])
def test_long_message_ids_survive_whole(length: int) -> None:
    long = (f"<{'a' * length}@client.example>", f"<1@{'b' * length}.example>")
    raw = compose(dataclasses.replace(LETTER, in_reply_to=long[0], references=long))
    read = email.message_from_bytes(raw, policy=email.policy.compat32)
    assert read["In-Reply-To"] == long[0]
    assert tuple(read["References"].split()) == long
    assert max(map(len, raw.split(b"\r\n"))) <= 998
