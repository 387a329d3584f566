"""Mail as it lies in an mbox file or a Maildir: a thread is what answers one another.

Mail has no states, so what was said last before `runs_since` has ended, or all of it. Each mail
comes with its original bytes.
"""

import hashlib
import mailbox
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from buckstop.arrivals.readers.mime import read_html
from buckstop.arrivals.readers.reader import NotRead, Reader
from buckstop.arrivals.threads import Author, FileThere, Said, Side, Thread
from buckstop.mail.parse import parse
from buckstop.mail.parsed import ParsedMail

QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
NEAR = 20  # references of one mail that are followed


class _Mailbox(Reader):
    """What both have in common."""

    secret = ""

    def opened(self) -> "mailbox.Mailbox[Any]":
        """The mails, by their keys."""
        raise NotImplementedError

    def raw(self, box: "mailbox.Mailbox[Any]", key: Any) -> bytes:
        """One mail as it came."""
        return bytes(box.get_bytes(key))

    def threads(self, after: str = "") -> Iterator[Thread]:
        box = self.opened()
        try:
            for place, (name, keys) in enumerate(self._grouped(box).items(), start=1):
                if place > int(after or 0):
                    yield self._thread(name, place, [self.raw(box, key) for key in keys])
        finally:
            box.close()

    def _grouped(self, box: "mailbox.Mailbox[Any]") -> dict[str, list[Any]]:
        """The keys of each thread's mails, by the name of the first: the headers are read once."""
        root_of: dict[str, str] = {}
        joined: dict[str, str] = {}
        keys: dict[str, list[Any]] = {}

        def root(name: str) -> str:
            while name in joined:
                name = joined[name]
            return name

        for key in box.keys():  # noqa: SIM118 - a mailbox iterates over mails, not keys
            head, _, _ = self.raw(box, key).partition(b"\n\n")
            mail = parse(head + b"\n\n")
            own = mail.message_id or f"#{hashlib.sha256(head).hexdigest()}"
            near = [own, mail.in_reply_to, *mail.references[-NEAR:]]
            known = list(dict.fromkeys(root(root_of[one]) for one in near if one in root_of))
            first = known[0] if known else own
            for other in known[1:]:
                joined[other] = first
                keys[first] += keys.pop(other)
            for one in near:
                if one:
                    root_of.setdefault(one, first)
            keys.setdefault(first, []).append(key)
        return keys

    def _thread(self, name: str, place: int, raws: list[bytes]) -> Thread:
        said: dict[str, Said] = {}
        mails: list[ParsedMail] = []
        for raw in raws:
            mail = parse(raw)
            one = self._said(mail, raw)
            if one.theirs not in said:
                said[one.theirs] = one
                mails.append(mail)
        in_order = sorted(said.values(), key=lambda one: one.at)
        ended = in_order[-1].at
        since = self.at.runs_since
        runs = since is not None and ended >= since
        contact = next((one.author for one in in_order if one.side == Side.THEIRS), None)
        first = min(mails, key=lambda mail: mail.date or datetime.max.replace(tzinfo=UTC))
        return Thread(
            theirs=name,
            title=first.subject,
            state="running" if runs else "ended",
            runs=runs,
            opened_at=in_order[0].at,
            ended_at=None if runs else ended,
            contact=contact or self._written_to(first),
            others=tuple(Author(*one) for one in first.cc if not self._is_ours(one[1])),
            said=tuple(in_order),
            came_to=str(place),
        )

    def _said(self, mail: ParsedMail, raw: bytes) -> Said:
        ours = self._is_ours(mail.from_address)
        copied = [f"{name} <{address}>".strip() for name, address in (*mail.to, *mail.cc)]
        return Said(
            theirs=mail.message_id or hashlib.sha256(raw).hexdigest(),
            at=mail.date or _received(raw),
            side=Side.OURS if ours else Side.THEIRS,
            author=Author(mail.from_name, mail.from_address),
            text=mail.text or read_html(mail.html),
            html=mail.html,
            subject=mail.subject,
            message_id=mail.message_id,
            in_reply_to=mail.in_reply_to,
            route=", ".join(copied)[:1000],
            raw=raw,
            files=tuple(
                FileThere(one.name, one.content_type, one.content, one.content_id, one.inline)
                for one in mail.attachments
            ),
        )

    def _is_ours(self, address: str) -> bool:
        return address in self.at.ours or address.rpartition("@")[2] in self.at.ours

    def _written_to(self, mail: ParsedMail) -> Author:
        """Of what we wrote first: to whom."""
        found = [one for one in mail.to if not self._is_ours(one[1])]
        return Author(*found[0]) if found else Author()


class Mbox(_Mailbox, kind="mbox"):
    """One file, as mail programs and archives write it."""

    label = "Mail (mbox)"
    place = "a file"

    def opened(self) -> "mailbox.Mailbox[Any]":
        if not self.at.path.is_file():
            raise NotRead(f"{self.at.path} is no file.")
        return mailbox.mbox(self.at.path, create=False)

    def raw(self, box: "mailbox.Mailbox[Any]", key: Any) -> bytes:
        return QUOTED_FROM.sub(rb"\1", super().raw(box, key))


class Maildir(_Mailbox, kind="maildir"):
    """A folder with `cur` and `new` in it."""

    label = "Mail (Maildir)"
    place = "a folder with cur and new in it"

    def opened(self) -> "mailbox.Mailbox[Any]":
        try:
            box = mailbox.Maildir(self.at.path, create=False)
            len(box)
        except (mailbox.NoSuchMailboxError, OSError) as error:
            raise NotRead(f"{self.at.path} is no Maildir: cur or new isn’t there.") from error
        return box


def _received(raw: bytes) -> datetime:
    """Of a mail without a date: when a server on the way took it, or a time long ago."""
    found = re.search(rb"^Received:[^\n]*(?:\n[ \t][^\n]*)*", raw, re.MULTILINE)
    if found:
        mail = parse(b"Date: " + found[0].rpartition(b";")[2].strip() + b"\n\n")
        if mail.date:
            return mail.date
    return datetime(1970, 1, 1, tzinfo=UTC)
