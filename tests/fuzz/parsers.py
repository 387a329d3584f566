"""Every parser of strangers' bytes, with inputs to begin from; each may only return, or refuse.

A parser may raise what it says that it raises. Anything else, and taking longer than
`LONGEST`, is found.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")
import django

django.setup()
from django.http import QueryDict  # noqa: E402

from buckstop.conversations import links  # noqa: E402
from buckstop.conversations.queries.asked_in_words import _filters  # noqa: E402
from buckstop.conversations.rules import tokens  # noqa: E402
from buckstop.conversations.wording.checking import check  # noqa: E402
from buckstop.conversations.wording.context import Context  # noqa: E402
from buckstop.journeys.reading import files  # noqa: E402
from buckstop.kit import formatting, money, proof_of_work  # noqa: E402
from buckstop.kit.addresses import normal  # noqa: E402
from buckstop.kit.linking import linked  # noqa: E402
from buckstop.kit.return_paths import read_return_path  # noqa: E402
from buckstop.kit.stop import Stop  # noqa: E402
from buckstop.kit.tables import read_table  # noqa: E402
from buckstop.mail import limits, reply, rtf, sanitise, tnef  # noqa: E402
from buckstop.mail.addresses import read_addresses  # noqa: E402
from buckstop.mail.authentication import read_authentication  # noqa: E402
from buckstop.mail.calendars import read_calendar  # noqa: E402
from buckstop.mail.headers import read_headers  # noqa: E402
from buckstop.mail.html_text import html_to_text  # noqa: E402
from buckstop.mail.other_texts import other_text  # noqa: E402
from buckstop.mail.parse import parse  # noqa: E402
from buckstop.signals.tools import read as read_signals  # noqa: E402
from buckstop.signals.tools.signal import TOOLS, Unfit  # noqa: E402
from tests.fuzz import smtp  # noqa: E402

LONGEST = 5.0  # seconds, on a busy machine: what takes so long for so little stops a worker
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
PEOPLE = {"name": ("name",), "email": ("email", "mail"), "customer": ("customer", "company")}


@dataclass(frozen=True)
class Parser:
    """One of them: `read` is given bytes, `seeds` are good ones."""

    name: str
    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


def _text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda raw: read(raw.decode("utf-8", "replace"))


def _headers(raw: bytes) -> object:
    headers, _ = read_headers(raw, 0, len(raw))
    return read_authentication(headers), read_addresses("".join(headers.every("from")))


def _signals(raw: bytes) -> object:
    for code in TOOLS:
        try:
            read_signals(code, raw, {"title": "a.b", "key": "c", "state": "d"})
        except Unfit:
            continue
    return None


def _markdown(text: str) -> object:
    return formatting.as_html(text), formatting.as_mail(text), formatting.as_plain(text)


def _log(raw: bytes) -> object:
    """An event log as it is uploaded to `journeys import`: CSV, XES or OCEL."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        path.write_bytes(raw)
        try:
            return files.looked_at(path)
        except Stop:
            return None


def _money(text: str) -> object:
    try:
        return money.read(text, "EUR")
    except money.MoneyError:
        return None


def _table(text: str) -> object:
    return read_table(text, names=PEOPLE, usual=("name", "email"), head="email", most=500)


def _links(text: str) -> object:
    solved = proof_of_work.solved("contact", text, AT)
    return links.read(text), read_return_path(text, "b"), normal(text), tokens(text, [text]), solved


MAIL = (
    b"From: =?utf-8?q?In=C3=AAs?= <ines@nordbank.example>\r\nTo: help@halden.example\r\n"
    b"Subject: Re: Transfers\r\nDate: Mon, 2 Mar 2026 12:00:00 +0100\r\nMessage-ID: <1@x>\r\n"
    b"References: <0@x> <00@x>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; '
    b"charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHello =C3=A9\r\n"
    b"On Monday Ana wrote:\r\n> old\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    b"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\n"
    b"Status: 5.1.1\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\neJ8+IgAAAQACAA==\r\n--b--\r\n"
)
HTML = (
    b"<html><body><p>Hi</p><blockquote type=cite><div style='display:none'>x</div></blockquote>"
    b"<img src=cid:1><a href='javascript:1'>y</a><!-- c --><table><tr><td>1</table></body>"
)
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:"
    b"20260302T120000\r\nRRULE:FREQ=WEEKLY\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\r\n"
    b"SUMMARY:Call\\, soon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN;CHARSET=utf-8:Ines\r\nEMAIL:i@n.example\r\nEND:VCARD\r\n"
RTF = b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1{\\*\\htmltag84 <p>}Hi \\'e9\\u8364 ?\\par}"
TNEF = bytes.fromhex("789f3e220001") + b"\x02\x0c\x90\x08\x00\x04\x00\x00\x00" + bytes(40)
ALERT = json.dumps(
    {"alerts": [{"status": "firing", "labels": {"alertname": "x"}, "startsAt": "2026-03-02"}],
     "title": "t", "state": "ok", "event": {"a": [1, None, 2.5e300]}, "a": {"b": "x"}, "c": 1}
).encode()  # fmt: skip
WORDS = (
    "We will come back by Thursday 5 March at 3pm, in two working days or within 90 minutes.",
    "Wir melden uns bis morgen 14:30 Uhr, spätestens am 3.4. Das ist Ihr Fehler.",
    "Nous revenons vers vous d’ici demain à 15 h 30. Le mardi 12 janvier au plus tard.",
)
SMTP = (
    b"EHLO x\r\nMAIL FROM:<a@b.example> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<help@halden.example>\r\n"
    b"DATA\r\nSubject: x\r\n\r\n..y\r\n.\r\nRSET\r\nVRFY x\r\nNOOP\r\nQUIT\r\n",
    b"LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<postmaster>\r\nDATA\r\n\r\n.\r\nHELP\r\nAUTH PLAIN x\r\n",
)

PARSERS = (
    Parser("mail", parse, (MAIL,)),
    Parser("headers", _headers, (MAIL, b"Authentication-Results: mx; dkim=pass (c) x.d=y\r\n")),
    Parser("winmail", tnef.read_tnef, (TNEF,)),
    Parser("rtf", rtf.rtf_text, (RTF,)),
    Parser("html", _text(lambda text: (html_to_text(text), sanitise.sanitise(text))), (HTML,)),
    Parser("calendar", _text(read_calendar), (CALENDAR,)),
    Parser("card", lambda raw: other_text(raw, "text/vcard", "utf-8"), (CARD,)),
    Parser("reply", _text(reply.split_reply), (b"Yes.\n\nOn Mon, Ana wrote:\n> x\n-- \nInes",)),
    Parser("table", _text(_table), (b"name;email\nInes;i@n.example",)),
    Parser("log", _log, (b"case,activity,time\n1,a,2026-03-02", b"<log><trace/></log>", b"{}")),
    Parser("markdown", _text(_markdown),
           (b"*a* " * 2500, b"# a\n* b\n  * c\n```x\ny\n```\n[d](http://e) **f**",)),
    Parser("linking", _text(linked), (b"see https://x.example/a?b=(c). or mailto:x@y",)),
    Parser("times", _text(lambda text: check(text, Context(now=AT))),
           tuple(text.encode() for text in WORDS)),
    Parser("search", _text(lambda text: [*_filters(text)]), (b'owner:me -customer:"nord bank" x',)),
    Parser("money", _text(_money), (b"EUR 1'200.50", b"1.200,50 EUR")),
    Parser("links", _text(_links), (b"help+babcdefghijklmnopqrstuvwxyz@halden.example",)),
    Parser("signals", _signals, (ALERT,)),
    Parser("form", lambda raw: QueryDict(raw).dict(), (b"text=a+b&to=%C3%A9&text=",)),
    Parser("smtp", smtp.converse, SMTP),
)  # fmt: skip
BY_NAME = {one.name: one for one in PARSERS}
LARGEST = min(64 * 1024, limits.TEXT)  # bytes of an input
