"""Nothing that a stranger sends makes `parse` raise, hang or return what can't be stored."""

import dataclasses
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buckstop.mail import limits
from buckstop.mail.html_text import html_to_text
from buckstop.mail.parse import parse
from buckstop.mail.parsed import ParsedMail
from buckstop.mail.reply import split_reply

HEAD = b"From: a@b.example\r\nSubject: x\r\n"


def check_storable(value: object) -> None:
    """Every text within `value` can be stored in PostgreSQL."""
    if isinstance(value, str):
        assert "\x00" not in value
        value.encode("utf-8")  # raises for a lone surrogate
    elif isinstance(value, tuple):
        for one in value:
            check_storable(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            check_storable(getattr(value, field.name))


def check(raw: bytes) -> ParsedMail:
    """Read it, split it, and look at everything that came of it."""
    read = parse(raw)
    check_storable(read)
    check_storable(split_reply(read.text))
    assert len(read.to) <= limits.ADDRESSES
    assert len(read.text) <= limits.TEXT
    assert len(read.attachments) <= limits.ATTACHMENTS
    return read


def nested(levels: int) -> bytes:
    """Parts within parts."""
    return HEAD + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
        for level in range(levels)
    )


NASTY = {
    "empty": b"",
    "line ends": b"\r\n" * 100_000,
    "NUL": b"\0" * 10_000,
    "NUL in headers": b"From: a\0@b.example\r\nSubject: a\0b\r\n\r\n\0",
    "binary": random.Random(1).randbytes(500_000),
    "a thousand nested parts": nested(1_000),
    "a thousand nested mails": HEAD + b"Content-Type: message/rfc822\n\n" * 1_000,
    "nested comments": b"From: " + b"(" * 100_000 + b"a@b.example\r\n\r\nx",
    "open quotes": b"From: " + b'"a@b.example,' * 5_000 + b"\r\n\r\nx",
    "100,000 addresses": b"To: " + b", ".join(b"u%d@b.example" % n for n in range(100_000)),
    "100,000 headers": b"A: b\r\n" * 100_000,
    "a header of 100,000 lines": b"A: b\r\n" + b" c\r\n" * 100_000,
    "100,000 parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\n\r\nx\r\n" * 100_000,
    "lone surrogates": HEAD
    + b"Content-Type: text/plain; charset=utf-16\r\n\r\n\xff\xfe\x00\xd8a\0",
    "a surrogate in a word": b"Subject: =?utf-16?b?ANg=?= =?utf-7?q?+2AA-?=\r\n\r\n",
    "a charset with NUL": HEAD + b'Content-Type: text/plain; charset="a\0b"\r\n\r\n\xe9',
    "a codec that is no charset": HEAD + b"Content-Type: text/plain; charset=zlib\r\n\r\n\xe9",
    "deep HTML": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 50_000,
    "unclosed comments": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 50_000,
    "an XML declaration": HEAD
    + b'Content-Type: text/html\r\n\r\n<?xml version="1.0" encoding="x-foo"?><p>a</p>',
    "dates beyond time": HEAD + b"Date: Mon, 31 Dec 9999 23:59:59 -2359\r\n\r\n",
    "half a date": HEAD + b"Date: 99 \r\n\r\n",
    "introductions without end": HEAD + b"\r\n" + b"On 1.1.2026 <a@b.example>\n" * 20_000,
    "one line of a megabyte": HEAD + b"\r\n" + b" " * 1_000_000 + b"x",
    "bad uuencoding": HEAD + b"Content-Transfer-Encoding: uue\r\n\r\nbegin 644 x\n\xff\xff\n",
    "thirty megabytes": HEAD
    + b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + (b"QUJD" * 19 + b"\r\n") * 395_000,
    "more than is read": HEAD + b"\r\n" + b"x" * (limits.BYTES + 10),
}


@pytest.mark.parametrize("raw", NASTY.values(), ids=NASTY.keys())
def test_nasty_mails_are_read(raw: bytes) -> None:
    check(raw)


def test_what_was_left_out_is_said() -> None:
    assert "nested deeper" in check(nested(1_000)).problems[0]
    assert "half a megabyte" in check(NASTY["100,000 addresses"]).problems[0]
    assert "very long" in check(NASTY["100,000 addresses"]).problems[1]
    assert "More than" in check(NASTY["100,000 headers"]).problems[1]
    assert "More than" in check(NASTY["100,000 parts"]).problems[0]
    assert "larger than" in check(NASTY["more than is read"]).problems[0]


def test_thirty_megabytes_are_kept_whole() -> None:
    assert len(check(NASTY["thirty megabytes"]).attachments[0].content) == 395_000 * 57


def test_deep_html_keeps_its_words() -> None:
    assert html_to_text("<div>" * 50_000 + "the words" + "</div>" * 50_000) == "the words"


def test_what_can_not_be_taken_apart_is_shown_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(raw: bytes) -> None:
        raise RecursionError

    monkeypatch.setattr("buckstop.mail.parse.read_structure", breaks)
    read = parse(b"From: a@b.example\r\n\r\nthe words\0")
    assert read.text == "From: a@b.example\n\nthe words"
    assert read.problems == (
        "The mail could not be taken apart (RecursionError); it is shown as it came.",
    )


PIECES = st.sampled_from(
    [
        b"From: ", b"To: ", b"Subject: ", b"Date: ", b"References: ", b"Content-Type: ",
        b"multipart/mixed; boundary=b", b"multipart/report; report-type=delivery-status; ",
        b"multipart/alternative; boundary*0*=utf-8''b", b"text/html; charset=", b"message/rfc822",
        b"message/delivery-status", b"text/plain; charset=\"",
        b"Content-Transfer-Encoding: base64", b"Content-Disposition: attachment; filename*=",
        b"utf-7", b"utf-16", b"iso-2022-jp", b"hz", b"=?utf-8?q?", b"=?utf-16?b?2D==?=", b"?=",
        b"--b", b"--b--", b"\r\n", b"\r\n\r\n", b"\n", b"\r", b"<", b">", b"(", b")", b"\"",
        b"\\", b"@", b",", b";", b":", b"%ff", b"''", b"\0", b"\xed\xa0\x80", b"a@b.example",
        b"On 3 May 2026, Ana <a@b.example> wrote:", b"> ", b"--", b"-- ", b"From: A", b"Sent: B",
        b"<div>", b"</p>", b"<!--", b"&#x0;", b"&#xd800;", b"begin 644 x", b"=00",
        b"Message-ID: <", b"X-Failed-Recipients: ", b"mailer-daemon@x",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=60))
def test_any_bytes_can_be_read(pieces: list[bytes]) -> None:
    check(b"".join(pieces))


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(PIECES, max_size=30).map(lambda p: b"".join(p).decode("latin-1"))
)
def test_any_html_can_be_read(markup: str) -> None:
    check_storable(html_to_text(markup))
