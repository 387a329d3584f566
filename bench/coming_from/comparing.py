"""Ticket by ticket: what Request Tracker's own tables hold, beside what stands in ours.

Written apart from the reader of `buckstop import`: it asks SQLite, not the API.
"""

import base64
import hashlib
import quopri
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

MADE = ("Create", "Correspond", "Comment")
ARRIVALS = """
SELECT a.theirs, a.state, a.why, p.id, p.title, p.outcome FROM arrivals_arrival a
JOIN arrivals_source s ON s.id = a.source_id LEFT JOIN problems_problem p ON p.id = a.problem_id
WHERE s.name = %s
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
    differ: list[str] = field(default_factory=list)


def compared(file: Path, connection: Any, source: str) -> Compared:
    """All tickets of theirs, merged and deleted ones too."""
    found = Compared()
    theirs = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    here = {int(row[0]): row[1:] for row in connection.execute(ARRIVALS, [source])}
    ours = _ours(connection)
    tickets = "SELECT id, EffectiveId, Subject, Status FROM Tickets ORDER BY id"
    for key, into, subject, status in theirs.execute(tickets).fetchall():
        if key not in here:
            found.differ.append(f"{key} isn't here")
            continue
        state, why, _problem, title, outcome = here[key]
        if into != key or status == "deleted":
            right = (str(into) if into != key else "deleted") in why and state == "left out"
            found.left_out += right
            found.differ += [] if right else [f"{key}: {state}, {why}"]
            continue
        there = dict(_theirs(theirs, key))
        wrong = [] if title == (subject or "Without a subject") else ["title"]
        ended = status in ("resolved", "rejected")
        wrong += [] if (outcome == "imported") == ended else [f"{status} is {outcome}"]
        mine = ours.get(key, {})
        wrong += [] if mine.keys() == there.keys() else [f"{sorted(mine.keys() ^ there.keys())}"]
        wrong += [one for one in mine.keys() & there.keys() if not mine[one].is_as(there[one])]
        found.same += not wrong
        found.messages += len(there)
        found.files += sum(len(one.files) for one in there.values())
        found.differ += [f"{key}: {', '.join(wrong)}"] if wrong else []
    return found


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
