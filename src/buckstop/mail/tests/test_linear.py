"""Megabytes of anything cost a reader less than two seconds and 150 MiB.

Each case is what a stranger would send to keep a reader busy. Processor time is measured, so
that a busy machine fails nothing; the bound is several times what each needs.
"""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from buckstop.kit.addresses import normal
from buckstop.mail.addresses import read_addresses
from buckstop.mail.authentication import read_authentication
from buckstop.mail.bounces import read_bounce
from buckstop.mail.calendars import read_calendar
from buckstop.mail.charset import decode
from buckstop.mail.file_names import file_name, read_file_name
from buckstop.mail.forwards import read_forwarded
from buckstop.mail.headers import Headers, read_headers, read_parameters
from buckstop.mail.message_ids import read_ids
from buckstop.mail.parse import parse
from buckstop.mail.rtf import rtf_text
from buckstop.mail.structure import read_structure
from buckstop.mail.tests.test_tnef import SIGNATURE, compressed, properties, thing
from buckstop.mail.tnef import read_tnef
from buckstop.mail.transfer import decode_transfer
from buckstop.mail.words import decode_words
from tests.processor import needed

SIZE = 2_500_000  # over nearly every limit of what is read: what isn't linear needs minutes
SECONDS = 2.0
MEMORY = 150 * 1024  # KiB

HEAD = b"From: a@b.example\r\nSubject: x\r\n"


def much(piece: str) -> str:
    """Megabytes of `piece`."""
    return piece * (SIZE // len(piece))


def many(piece: bytes) -> bytes:
    """Megabytes of `piece`."""
    return piece * (SIZE // len(piece))


def nested(levels: int) -> bytes:
    """Parts in parts, whose boundaries are beginnings of each other, and lines like them."""
    heads = (
        b"Content-Type: multipart/mixed; boundary=%b\r\n\r\n--%b\r\n" % (b"b" * n, b"b" * n)
        for n in range(1, levels)
    )
    return HEAD + b"".join(heads) + many(b"\r\n--bbbbbbbbbbbx")


def in_parts(kind: str, count: int) -> bytes:
    """Megabytes of damaged runs of Japanese, in as many parts."""
    runs = b"\x1b$B!!\xffa~{" * (SIZE // count // 9)
    part = b"--b\r\nContent-Type: text/%b; charset=iso-2022-jp\r\n\r\n%b\r\n" % (
        kind.encode(),
        runs,
    )
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * count


def named(count: int) -> bytes:
    """Megabytes of names of files, in encoded words of damaged Japanese."""
    word = b"=?iso-2022-jp?b?" + b64encode(b"\x1b$B!!\xffa~{" * 4) + b"?= "
    name = word * (SIZE // count // len(word))
    return (b'--b\r\nContent-Disposition: attachment; filename="%b"\r\n\r\nx\r\n' % name) * count


def bounced(text: str) -> object:
    """A report in plain words."""
    raw = b"From: x@y.example\r\nSubject: failure notice\r\n\r\n"
    return read_bounce(raw, read_structure(raw)[0], text, null_return_path=True)


def reported(status: bytes) -> object:
    """A report with this status part."""
    raw = (
        HEAD + b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: message/delivery-status\r\n\r\n" + status
    )
    return read_bounce(raw, read_structure(raw)[0], "")


def authenticated(value: bytes) -> object:
    """A header of another server's verdict."""
    return read_authentication(Headers({"authentication-results": [value] * 20}))


def tnef(content: bytes) -> object:
    """Properties of which there are as many as a number can say."""
    return read_tnef(SIGNATURE + thing(0x9003, b"\xff" * 4 + content))


def headed(content: bytes) -> object:
    """The headers that `content` begins with."""
    return read_headers(content, 0, len(content))


def in_words(encoding: str, text: str) -> str:
    """Megabytes of encoded words."""
    return much(f"=?utf-8?{encoding}?{text}?= ")


CASES: dict[str, Callable[[], tuple[Callable[..., object], tuple[object, ...]]]] = {
    "an address of signs": lambda: (normal, (much("a"),)),
    "addresses": lambda: (read_addresses, (much("a@b.example, "),)),
    "no addresses": lambda: (read_addresses, (much("a, "),)),
    "open comments": lambda: (read_addresses, (much("("),)),
    "nested comments": lambda: (read_addresses, (much("(") + "a@b.example" + much(")"),)),
    "quotes": lambda: (read_addresses, (much('"'),)),
    "open quotes": lambda: (read_addresses, (much('"a@b.example,'),)),
    "escaped quotes": lambda: (read_addresses, ('"' + much('\\"'),)),
    "angles": lambda: (read_addresses, (much("<a> "),)),
    "open angles": lambda: (read_addresses, (much("<"),)),
    "colons": lambda: (read_addresses, (much(":") + ";",)),
    "words in base64": lambda: (decode_words, (in_words("b", "w6Q="),)),
    "words in base64, cut": lambda: (decode_words, (in_words("b", "w"),)),
    "words of two sets": lambda: (decode_words, (much("=?utf-8?q?a?= =?koi8-r?q?a?= "),)),
    "words without an end": lambda: (decode_words, (much("=?utf-8?q?"),)),
    "a word": lambda: (decode_words, ("=?utf-8?q?" + much("=C3=BC") + "?=",)),
    "beginnings of words": lambda: (decode_words, (much("=?"),)),
    "lines of spaces": lambda: (headed, (many(b" " * 998 + b"\r\n"),)),
    "one line of spaces": lambda: (headed, (b"A: b\r\n" + many(b" "),)),
    "odd lines": lambda: (headed, (b"From: a\r\n" + many(b"odd\r\n") + b"To: b\r\n\r\n",)),
    "header fields": lambda: (headed, (many(b"A: b\r\n"),)),
    "a name of a field": lambda: (headed, (many(b"x-"),)),
    "parameters": lambda: (read_parameters, (b"a/b" + many(b"; a=b"),)),
    "parameters in pieces": lambda: (read_parameters, (b"a/b" + many(b"; a*1*=b"),)),
    "quoted parameters": lambda: (read_parameters, (b"a/b" + many(b'; a="\\"'),)),
    "references": lambda: (read_ids, (much("<a@b.example> "),)),
    "open ids": lambda: (read_ids, (much("<a@b "),)),
    "verdicts": lambda: (authenticated, (b"mx; " + b"dkim=pass header.d=a.example;" * 500,)),
    "comments in verdicts": lambda: (authenticated, (b"mx; " + b"(" * 16384,)),
    "a name of a file": lambda: (file_name, (much("a."),)),
    "a written name": lambda: (read_file_name, (many(b"=?utf-8?q?a?="),)),
    "base64": lambda: (decode_transfer, (many(b"QUJD\r\n"), "base64")),
    "damaged base64": lambda: (decode_transfer, (many(b"Q=*\r\n"), "base64")),
    "quoted-printable": lambda: (decode_transfer, (many(b"=C3=\r\n"), "quoted-printable")),
    "uuencoding": lambda: (decode_transfer, (b"begin 644 a\n" + many(b"#86)C\n"), "uue")),
    "empty uuencoding": lambda: (decode_transfer, (b"begin 644 a\n" + many(b"\n"), "uue")),
    "beginnings of uuencoding": lambda: (decode_transfer, (many(b"begin"), "uue")),
    "names of runs": lambda: (parse, (HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                                      + named(300),)),
    "parts of runs": lambda: (parse, (in_parts("plain", 9),)),
    "parts of HTML of runs": lambda: (parse, (in_parts("html", 9),)),
    "parts of other texts of runs": lambda: (parse, (in_parts("markdown", 9),)),
    "a hundred parts of runs": lambda: (parse, (in_parts("plain", 100),)),
    "nested parts": lambda: (read_structure, (nested(30),)),
    "parts": lambda: (parse, (HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                              + many(b"--b\r\n\r\nx\r\n"),)),
    "enclosed mails": lambda: (parse, (HEAD + many(b"Content-Type: message/rfc822\n\n"),)),
    "a text": lambda: (parse, (HEAD + b"\r\n" + many(b"words \r\n"),)),
    "a text of spaces": lambda: (parse, (HEAD + b"\r\n" + many(b" "),)),
    "a bounce of addresses": lambda: (bounced, (much("a@b.example "),)),
    "a bounce of dashes": lambda: (bounced, (much("\n" * 40 + "-" * 1_000),)),
    "a bounce of ids": lambda: (bounced, ("a@b.example\n" + much("\nMessage-ID: <a@b>"),)),
    "a status of recipients": lambda: (
        reported, (many(b"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n"),)),
    "a status of blank lines": lambda: (reported, (many(b" \n"),)),
    "forwards": lambda: (read_forwarded, (much("---- Forwarded\nFrom: a\n"), "Fwd: x", None)),
    "events": lambda: (read_calendar, (much("BEGIN:VEVENT\nDTSTART:20261127\n"),)),
    "attendees": lambda: (
        read_calendar, ("BEGIN:VEVENT\n" + much('ATTENDEE;CN="a";X=b:mailto:a@b.example\n'),)),
    "folded lines": lambda: (read_calendar, ("BEGIN:VEVENT\nSUMMARY:" + much("\n "),)),
    "parameters of an event": lambda: (
        read_calendar, ("BEGIN:VEVENT\nX" + much(';A="b"') + ":c",)),
    "objects of TNEF": lambda: (read_tnef, (SIGNATURE + many(thing(0x9002, b"")),)),
    "properties of TNEF": lambda: (tnef, (many(properties(p3_1001=b"abcd")[4:]),)),
    "values of TNEF": lambda: (tnef, (b"\x1e\x10\x00\x10\xff\xff\xff\xff" + many(b"\0"),)),
    "numbers of TNEF": lambda: (tnef, (b"\x02\x10\x00\x10" + b"\xff" * 99,)),
    "rich text": lambda: (rtf_text, (compressed(many(b"{\\b a}")),)),
    "rich text of signs": lambda: (rtf_text, (many(rb"\'e4"),)),
}  # fmt: skip

TEXTS = {
    "ascii": (b"word ", ["", "iso-2022-jp", "utf-16"]),
    "utf-8": ("ü漢 ".encode(), ["", "gb2312", "windows-1252"]),
    "escapes": (b"\x1b$B\x1b(B", ["", "iso-2022-jp", "hz"]),
    "runs": (b"\x1b$B%]%s\x1b(B ", ["iso-2022-jp"]),
    "vendors' runs": (b"\x1b$B-!-!-j\n", ["iso-2022-jp"]),
    "a damaged run": (b"%]%s", ["iso-2022-jp", "hz"]),
    "shifts": (b"\x0e0!\x0f", ["iso-2022-kr"]),
    "tildes": (b"~{0!~}", ["hz"]),
    "open tildes": (b"~{", ["hz"]),
    "ends of tildes": (b"a{~}", ["hz"]),
    "chinese": ("水泵停了".encode("gbk"), ["", "gb2312", "big5"]),
    "chinese, odd": (b"\xcb\xae\xb1 ", ["", "gb2312", "shift_jis"]),
    "high": (b"\xff", ["", "euc-jp", "utf-16"]),
    "alternating": (b"\xe9 ", ["", "euc-kr", "utf-8"]),
    "base64 of UTF-7": (b"+AOQ-", ["utf-7"]),
}


def measured(read: Callable[..., object], *given: object) -> tuple[float, int]:
    """Processor seconds and KiB of memory beyond what was there that `read(*given)` takes."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before = memory("VmRSS")
    seconds = needed(lambda: read(*given), SECONDS)
    return seconds, memory("VmHWM") - before


def memory(name: str) -> int:
    """A line of what Linux tells of this process, in KiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


needs_linux = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="memory is measured as Linux tells it"
)


@needs_linux
@pytest.mark.parametrize("case", CASES)
def test_megabytes_are_read_in_no_time(case: str) -> None:
    read, given = CASES[case]()
    seconds, kib = measured(read, *given)
    assert seconds < SECONDS
    assert kib < MEMORY


@needs_linux
@pytest.mark.parametrize("text", TEXTS)
def test_megabytes_of_any_text_in_any_set(text: str) -> None:
    piece, charsets = TEXTS[text]
    content = b"a" + many(piece) + b"\xff"
    for charset in charsets:
        seconds, kib = measured(decode, content, charset)
        assert seconds < SECONDS, charset
        assert kib < MEMORY, charset
