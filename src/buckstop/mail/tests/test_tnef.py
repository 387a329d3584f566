"""winmail.dat is opened: the words and the files that Outlook packed into it."""

import struct
from base64 import encodebytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckstop.mail.parse import parse
from buckstop.mail.parsed import ParsedMail
from buckstop.mail.rtf import rtf_text
from buckstop.mail.tnef import read_tnef

SIGNATURE = struct.pack("<IH", 0x223E9F78, 1)
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 The pump \'fcber\par stands {\b still}"
    rb"\u8212?ok.{\*\htmltag64 <p>}\tab end}"
)


def thing(name: int, data: bytes, level: int = 1) -> bytes:
    """One object of a TNEF stream."""
    head = struct.pack("<BHHI", level, name, 6, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(**values: bytes) -> bytes:
    """MAPI properties; names are `kind_number`, both in hexadecimal behind a letter."""
    made = struct.pack("<I", len(values))
    for name, value in values.items():
        kind, number = (int(one, 16) for one in name[1:].split("_"))
        made += struct.pack("<HH", kind, number)
        if kind in (0x1E, 0x1F, 0x0D, 0x102):
            made += struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)
        else:
            made += value
    return made


def file(name: str, content: bytes) -> bytes:
    """A file within."""
    long_name = name.encode("utf-16-le") + b"\0\0"
    return (
        thing(0x9002, b"\0" * 14, 2)
        + thing(0x8010, b"QUOTE-~1.TXT\0", 2)
        + thing(0x800F, content, 2)
        + thing(0x9005, properties(p1f_3707=long_name, p3_3705=struct.pack("<I", 1)), 2)
    )


def packed(stream: bytes, text: str = "") -> ParsedMail:
    """A mail with this winmail.dat, read."""
    raw = (
        f"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n{text}\n--b\n"
        "Content-Type: application/ms-tnef; name=winmail.dat\n"
        f"Content-Transfer-Encoding: base64\n\n{encodebytes(stream).decode()}--b--\n"
    )
    return parse(raw.encode())


def compressed(rtf: bytes) -> bytes:
    """Rich Text in the form that MAPI has it, all of it literally."""
    body = b"".join(b"\0" + rtf[at : at + 8] for at in range(0, len(rtf), 8))
    return struct.pack("<IIII", len(body) + 12, len(rtf), 0x75465A4C, 0) + body


BODIES = {
    "the old body": thing(0x9007, struct.pack("<II", 1252, 0))
    + thing(0x800C, b"Gr\xfc\xdfe, 9.\0"),
    "text": thing(0x9003, properties(p1e_1000=b"Gr\xfc\xdfe, 9.\0")),
    "unicode": thing(0x9003, properties(p1f_1000="Grüße, 9.\0".encode("utf-16-le"))),
    "html": thing(
        0x9003,
        properties(p3_3fde=struct.pack("<I", 65001), p102_1013="<p>Grüße, 9.</p>".encode()),
    ),
    "rich text": thing(0x9003, properties(p102_1009=compressed(rb"{\rtf1 Gr\'fc\'dfe, 9.\par}"))),
}


@pytest.mark.parametrize("kind", BODIES)
def test_words_and_files_are_unpacked(kind: str) -> None:
    read = packed(SIGNATURE + BODIES[kind] + file("quote-77.txt", b"77\0"))
    assert read.text.strip() == "Grüße, 9."
    assert [(one.name, one.content) for one in read.attachments] == [("quote-77.txt", b"77\0")]
    assert read.problems == ()


def test_a_text_that_stands_beside_it_is_not_said_twice() -> None:
    read = packed(SIGNATURE + BODIES["text"] + file("a/b.pdf", b"x"), "Grüße, 9.")
    assert read.text.strip() == "Grüße, 9."
    assert [one.name for one in read.attachments] == ["a_b.pdf"]


def test_an_enclosed_mail_becomes_a_text_file() -> None:
    inner = SIGNATURE + BODIES["text"] + file("inner.pdf", b"x")
    data = bytes.fromhex("0703020000000000c000000000000046") + inner
    stream = SIGNATURE + thing(0x9002, b"", 2)
    stream += thing(0x9005, properties(p1e_3001=b"Old mail\0", pd_3701=data), 2)
    files = {one.name: one.content.decode() for one in packed(stream).attachments}
    assert files == {"Old mail.txt": "Grüße, 9.", "inner.pdf": "x"}


def test_what_can_not_be_opened_is_said_by_the_message_itself() -> None:
    read = packed(b"no such thing")
    assert "winmail.dat, which could not be opened" in read.text
    assert "words and files may be inside" in read.problems[0]
    assert [one.name for one in read.attachments] == ["winmail.dat"]
    assert packed(b"no such thing", "Plain words.").text.strip() == "Plain words."


def test_a_damaged_one_is_read_as_far_as_it_goes_and_kept() -> None:
    stream = SIGNATURE + BODIES["text"] + file("long.pdf", b"x" * 500)
    read = packed(stream[:-300])
    assert read.text.strip() == "Grüße, 9."
    assert "damaged" in read.problems[0]
    assert "winmail.dat" in [one.name for one in read.attachments]


def test_rich_text() -> None:
    assert rtf_text(RTF) == "The pump über\nstands still—ok.\tend"
    assert rtf_text(compressed(RTF)) == rtf_text(RTF)
    # "abc" and a reference to it: three bytes from where the dictionary ends, then the end mark.
    at, end = 207, 207 + 6
    tokens = b"\x18abc" + struct.pack(">HH", at << 4 | 1, end << 4)
    head = struct.pack("<IIII", 0, 100, 0x75465A4C, 0)
    assert rtf_text(head + tokens) == "abcabc"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_bytes_can_be_opened(content: bytes, at: int) -> None:
    whole = SIGNATURE + BODIES["html"] + BODIES["rich text"] + file("a.txt", b"x")
    read_tnef(SIGNATURE + content)
    read_tnef(whole[:at] + content + whole[at:])
    rtf_text(content)
    rtf_text(compressed(RTF)[:16] + content)
