"""Ticket by ticket: what Request Tracker's own tables hold, beside what stands in ours.

Written apart from the reader of `buckstop import`: it asks SQLite, not the API.
"""

import base64
import hashlib
import quopri
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

MADE = ("Create", "Correspond", "Comment")
ENDED = ("resolved", "rejected")
ARRIVALS = """
SELECT a.theirs, a.state, a.why, p.title, p.outcome, p.opened_at, c.ended_at,
    coalesce(w.email, ''), coalesce(b.text, '')
FROM arrivals_arrival a JOIN arrivals_source s ON s.id = a.source_id
LEFT JOIN problems_problem p ON p.id = a.problem_id
LEFT JOIN problems_case c ON c.problem_id = p.id
LEFT JOIN people_address w ON w.person_id = c.contact_id
LEFT JOIN conversations_message n ON n.case_id = c.id AND n.kind = 'note'
    AND NOT EXISTS (SELECT FROM arrivals_brought WHERE message_id = n.id)
LEFT JOIN ledger_body b ON b.id = n.text_id
WHERE s.name = %s
"""
ROLES = """
SELECT g.Name, u.EmailAddress FROM Groups g
JOIN GroupMembers m ON m.GroupId = g.id JOIN Users u ON u.id = m.MemberId
WHERE g.Domain = 'RT::Ticket-Role' AND g.Name IN ('Requestor', 'Cc') AND g.Instance = ?
ORDER BY m.id
"""
SAID = """
SELECT a.theirs, b.theirs, m.at, m.said_as, coalesce(t.text, ''), coalesce(h.text, ''), m.id
FROM arrivals_arrival a JOIN arrivals_brought b ON b.arrival_id = a.id
JOIN conversations_message m ON m.id = b.message_id LEFT JOIN ledger_body t ON t.id = m.text_id
LEFT JOIN ledger_body h ON h.id = m.html_id
"""
FILES = """
SELECT f.message_id, f.name, b.raw FROM conversations_attachment f
JOIN ledger_body b ON b.id = f.file_id
"""


@dataclass(frozen=True)
class Said:
    """One message, as both sides must have it. `text` is empty where only HTML was said."""

    at: str
    by: str
    text: str
    html: str
    files: tuple[tuple[str, str], ...]

    def is_as(self, there: "Said") -> bool:
        """Where they had HTML alone, ours has words made from it."""
        words = self.text if there.text else ""
        return there == Said(self.at, self.by, words, self.html, self.files)


@dataclass
class Compared:
    """How many tickets are the same, rightly left out, or differ, and how."""

    same: int = 0
    left_out: int = 0
    messages: int = 0
    files: int = 0
    people: int = 0
    differ: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Here:
    """One ticket as it stands in our tables."""

    state: str
    why: str
    title: str
    outcome: str
    opened: datetime
    ended: datetime
    contact: str
    beside: str


@dataclass(frozen=True)
class There:
    """One ticket as theirs has it, with everybody who asked or was copied."""

    subject: str
    status: str
    created: str
    resolved: str
    people: list[str]


def compared(file: Path, connection: Any, source: str) -> Compared:
    """All tickets of theirs, merged and deleted ones too."""
    found = Compared()
    theirs = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    here = {int(row[0]): Here(*row[1:]) for row in connection.execute(ARRIVALS, [source])}
    ours = _ours(connection)
    tickets = "SELECT id, EffectiveId, Subject, Status, Created, Resolved FROM Tickets ORDER BY id"
    for key, into, subject, status, created, resolved in theirs.execute(tickets).fetchall():
        one = here.get(key)
        if one is None:
            found.differ.append(f"{key} isn't here")
            continue
        if into != key or status == "deleted":
            right = (str(into) if into != key else "deleted") in one.why
            right = right and one.state == "left out"
            found.left_out += right
            found.differ += [] if right else [f"{key}: {one.state}, {one.why}"]
            continue
        people = [str(who or "").lower() for _, who in theirs.execute(ROLES, [key])]
        there = There(subject, status, created, resolved or "", people)
        said, mine = dict(_theirs(theirs, key)), ours.get(key, {})
        wrong = list(_unlike(one, there))
        wrong += [] if mine.keys() == said.keys() else [f"{sorted(mine.keys() ^ said.keys())}"]
        wrong += [name for name in mine.keys() & said.keys() if not mine[name].is_as(said[name])]
        found.same += not wrong
        found.messages += len(said)
        found.files += sum(len(message.files) for message in said.values())
        found.people += len(people)
        found.differ += [f"{key}: {', '.join(wrong)}"] if wrong else []
    return found


def _unlike(here: Here, there: There) -> Iterator[str]:
    """What of a ticket's own is otherwise here: subject, state, times, who asked and was copied."""
    if here.title != (there.subject or "Without a subject"):
        yield "title"
    ended = there.status in ENDED
    if (here.outcome == "imported") != ended or f"({there.status})" not in here.beside:
        yield f"{there.status} is {here.outcome}"
    if f"{here.opened:%Y-%m-%d %H:%M:%S}" != there.created:
        yield f"created {there.created} is {here.opened}"
    if ended and f"{here.ended:%Y-%m-%d %H:%M:%S}" != there.resolved:
        yield f"resolved {there.resolved} is {here.ended}"
    if here.contact and here.contact not in there.people:
        yield f"{here.contact} never asked there"
    told = here.beside.lower()
    yield from (f"{who} is missing" for who in there.people if who != here.contact
                and who not in told)  # fmt: skip


def _theirs(file: sqlite3.Connection, ticket: int) -> Iterator[tuple[str, Said]]:
    merged = [
        row[0] for row in file.execute("SELECT id FROM Tickets WHERE EffectiveId = ?", [ticket])
    ]
    marks = ", ".join("?" * len(merged))
    rows = file.execute(
        "SELECT t.id, t.Created, u.EmailAddress"
        " FROM Transactions t JOIN Users u ON u.id = t.Creator"
        f" WHERE ObjectType = 'RT::Ticket' AND Type IN {MADE} AND ObjectId IN ({marks})",
        merged,
    )
    for key, created, address in rows.fetchall():
        parts = file.execute(
            "SELECT ContentType, Filename, Content, ContentEncoding FROM Attachments"
            " WHERE TransactionId = ? ORDER BY id",
            [key],
        ).fetchall()
        read = [(kind, name, _content(how, content)) for kind, name, content, how in parts]
        whole = [one for one in read if not one[0].startswith("multipart/")]
        if whole:
            yield str(key), _said(created.replace(" ", "T"), address, whole)


def _said(at: str, address: str | None, parts: list[tuple[str, str | None, bytes]]) -> Said:
    texts = [content for kind, name, content in parts if kind == "text/plain" and not name]
    pages = [content for kind, name, content in parts if kind == "text/html" and not name]
    files = [
        (str(make_header(decode_header(name))) if name else "", _digest(content))
        for kind, name, content in parts
        if name or kind not in {"text/plain", "text/html"}
    ]
    return Said(
        at,
        (address or "").lower(),
        _digest(b"\n".join(texts)) if texts else "",
        _digest(b"\n".join(pages)) if pages else "",
        tuple(sorted(files)),
    )


def _ours(connection: Any) -> dict[int, dict[str, Said]]:
    files: dict[Any, list[tuple[str, str]]] = {}
    for message, name, raw in connection.execute(FILES):
        files.setdefault(message, []).append((name, _digest(bytes(raw))))
    found: dict[int, dict[str, Said]] = {}
    for ticket, name, at, said_as, text, html, key in connection.execute(SAID):
        address = said_as.rpartition("<")[2].rstrip(">") if "<" in said_as else ""
        found.setdefault(int(ticket), {})[name] = Said(
            f"{at:%Y-%m-%dT%H:%M:%S}",
            address,
            _digest(text.encode()),
            _digest(html.encode()) if html else "",
            tuple(sorted(files.get(key, ()))),
        )
    return found


def _content(how: str, content: bytes | str | None) -> bytes:
    raw = content if isinstance(content, bytes) else (content or "").encode()
    if how == "base64":
        return base64.b64decode(raw)
    return quopri.decodestring(raw) if how == "quoted-printable" else raw


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
