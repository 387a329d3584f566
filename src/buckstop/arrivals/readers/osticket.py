"""osTicket, whose API only takes tickets in: from a dump of its database as XML.

    mysqldump --xml --hex-blob --default-character-set=utf8mb4 osticket > osticket.xml

Tables are laid out in a temporary database first, so that memory doesn't grow with the dump.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from buckstop.arrivals.readers.http import instant
from buckstop.arrivals.readers.mime import read_html
from buckstop.arrivals.readers.reader import NotRead, Reader
from buckstop.arrivals.threads import Author, FileThere, Said, Side, Thread

KEYS = {
    "ticket": "ticket_id", "ticket__cdata": "ticket_id", "ticket_status": "id",
    "thread": "object_id", "thread_entry": "thread_id", "user": "id", "user_email": "id",
    "staff": "staff_id",
    "organization": "id", "attachment": "object_id", "file": "id", "file_chunk": "file_id",
}  # fmt: skip
SIDES = {"M": Side.THEIRS, "R": Side.OURS, "N": Side.INSIDE}
UNCOMMITTED = 5_000

type Row = dict[str, str]


class OsTicket(Reader, kind="osticket"):
    """Its tickets in the order of their keys."""

    label = "osTicket"
    place = "what mysqldump --xml --hex-blob wrote"

    def threads(self, after: str = "") -> Iterator[Thread]:
        with tempfile.TemporaryDirectory() as folder:
            self.store = sqlite3.connect(Path(folder) / "tables")
            try:
                self._lay_out()
                rows = self.store.execute(
                    "SELECT said FROM rows WHERE name = 'ticket' AND place > ? ORDER BY place",
                    [int(after or 0)],
                )
                for (said,) in rows:
                    yield self._thread(json.loads(said))
            finally:
                self.store.close()

    def _lay_out(self) -> None:
        self.store.execute("CREATE TABLE rows (name TEXT, place INTEGER, said TEXT)")
        try:
            for count, (name, row) in enumerate(self._dumped()):
                place = int(row.get(KEYS[name]) or 0)
                self.store.execute(
                    "INSERT INTO rows VALUES (?,?,?)", [name, place, json.dumps(row)]
                )
                if count % UNCOMMITTED == 0:
                    self.store.commit()
        except ElementTree.ParseError as error:
            raise NotRead(f"{self.at.path} is no whole dump: {error}.") from error
        self.store.execute("CREATE INDEX found ON rows (name, place)")

    def _dumped(self) -> Iterator[tuple[str, Row]]:
        name, prefix = "", ""
        for event, part in ElementTree.iterparse(self.at.path, ("start", "end")):
            if event == "start" and part.tag == "table_data":
                whole = part.get("name", "")
                prefix = prefix or whole.partition("_")[0] + "_"
                name = whole.removeprefix(prefix)
            elif event == "end" and part.tag == "row":
                if name in KEYS:
                    yield name, {one.get("name", ""): _value(one) for one in part}
                part.clear()

    def _rows(self, name: str, key: str | int | None) -> list[Row]:
        found = self.store.execute(
            "SELECT said FROM rows WHERE name = ? AND place = ? ORDER BY rowid",
            [name, int(key or 0)],
        )
        return [json.loads(said) for (said,) in found]

    def _row(self, name: str, key: str | int | None) -> Row:
        return next(iter(self._rows(name, key)), {})

    def _thread(self, row: Row) -> Thread:
        user, about = (
            self._row("user", row["user_id"]),
            self._row("ticket__cdata", row["ticket_id"]),
        )
        status = self._row("ticket_status", row.get("status_id"))
        state = status.get("state", "")
        left_out = "It is deleted there." if state == "deleted" else ""
        runs = not row.get("closed") and state not in ("closed", "archived", "deleted")
        staff = self._staff(row.get("staff_id"))
        organisation = self._row("organization", user.get("org_id"))
        own = [one for one in self._rows("thread", row["ticket_id"]) if one["object_type"] == "T"]
        said = [one for thread in own for one in self._rows("thread_entry", thread["id"])]
        domains = organisation.get("domain", "")
        return Thread(
            theirs=row["ticket_id"],
            title=about.get("subject", ""),
            state=status.get("name", state),
            runs=runs,
            opened_at=instant(row["created"]),
            ended_at=None if runs else instant(row.get("closed") or row["updated"]),
            contact=self._user(user),
            organisation=organisation.get("name", ""),
            domains=tuple(one.strip() for one in domains.split(",") if one.strip()),
            said=() if left_out else tuple(map(self._said, said)),
            fields={
                "Number": row["number"],
                "Agent": str(staff),
                "Source": row.get("source", ""),
            },
            left_out=left_out,
            came_to=row["ticket_id"],
        )

    def _user(self, user: Row) -> Author:
        email = self._row("user_email", user.get("default_email_id"))
        return Author(user.get("name", ""), email.get("address", ""))

    def _staff(self, key: str | None) -> Author:
        row = self._row("staff", key) if key and key != "0" else {}
        name = f"{row.get('firstname', '')} {row.get('lastname', '')}".strip()
        return Author(name, row.get("email", ""))

    def _said(self, row: Row) -> Said:
        side = SIDES.get(row["type"], Side.INSIDE)
        author = self._staff(row.get("staff_id"))
        if side == Side.THEIRS:
            author = self._user(self._row("user", row.get("user_id")))
        is_html = row.get("format") == "html"
        files = [one for one in self._rows("attachment", row["id"]) if one.get("type") == "H"]
        return Said(
            theirs=row["id"],
            at=instant(row["created"]),
            side=side,
            author=author if author != Author() else Author(row.get("poster", "")),
            text=read_html(row["body"]) if is_html else row["body"],
            html=row["body"] if is_html else "",
            subject=row.get("title", ""),
            files=tuple(map(self._file, files)),
        )

    def _file(self, row: Row) -> FileThere:
        file = self._row("file", row["file_id"])
        chunks = sorted(self._rows("file_chunk", row["file_id"]), key=_chunk)
        content = b"".join(bytes.fromhex(one["filedata"]) for one in chunks)
        inline = row.get("inline") == "1"
        return FileThere(
            row.get("name") or file["name"], file.get("type", ""), content, inline=inline
        )


def _chunk(row: Row) -> int:
    return int(row["chunk_id"])


def _value(part: Any) -> str:
    return part.text or ""
