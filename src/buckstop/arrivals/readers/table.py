"""CSV: a line a message. It is what any system can be brought into.

Columns: `ticket`, `at` and `text` are needed; `subject`, `status`, `created`, `closed`, `name`,
`email`, `side` (theirs, ours, inside), `html`, `message`, `organisation`, `contact_name`,
`contact_email`, `files` (paths beside the file, parted by `;`) are known; any other is a field.
The lines of a ticket stand together.
"""

import csv
import mimetypes
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from buckstop.arrivals.readers.http import instant
from buckstop.arrivals.readers.mime import read_html
from buckstop.arrivals.readers.reader import NotRead, Reader
from buckstop.arrivals.threads import Author, FileThere, Said, Side, Thread

NEEDED = ("ticket", "at", "text")
KNOWN = {
    *NEEDED, "subject", "status", "created", "closed", "name", "email", "side", "html", "message",
    "organisation", "contact_name", "contact_email", "files",
}  # fmt: skip
ENDED = {"closed", "resolved", "solved", "rejected", "done", "ended", "archived", "merged", ""}
LONGEST = 64 * 1024 * 1024  # of one field

type Line = dict[str, str]


class Table(Reader, kind="csv"):
    """The threads of a CSV file, in its order."""

    label = "CSV"
    place = "a file"

    def threads(self, after: str = "") -> Iterator[Thread]:
        csv.field_size_limit(LONGEST)
        path = self.at.path
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            missing = [name for name in NEEDED if name not in (lines.fieldnames or ())]
            if missing:
                raise NotRead(f"{path} has no column {missing[0]} (columns: {', '.join(KNOWN)}).")
            seen: set[str] = set()
            grouped = groupby(lines, key=lambda line: (line["ticket"] or "").strip())
            for place, (ticket, rows) in enumerate(grouped, start=1):
                if ticket in seen:
                    raise NotRead(f"Ticket {ticket} stands in two places: sort {path} by ticket.")
                seen.add(ticket)
                if place > int(after or 0):
                    yield self._thread(ticket, place, list(rows), path.parent)

    def _thread(self, ticket: str, place: int, rows: list[Line], folder: Path) -> Thread:
        first = {name: value or "" for name, value in rows[0].items() if name}
        said = tuple(_said(row, number, folder) for number, row in enumerate(rows, start=1))
        status = first.get("status", "").strip()
        runs = status.lower() not in ENDED
        begun = first.get("created", "")
        closed = first.get("closed", "")
        theirs = next((one.author for one in said if one.side == Side.THEIRS), Author())
        contact = Author(first.get("contact_name", ""), first.get("contact_email", ""))
        return Thread(
            theirs=ticket,
            title=first.get("subject", ""),
            state=status or "closed",
            runs=runs,
            opened_at=instant(begun) if begun else min(one.at for one in said),
            ended_at=instant(closed) if closed else None,
            contact=contact if contact != Author() else theirs,
            organisation=first.get("organisation", ""),
            said=said,
            fields={one: value for one, value in first.items() if value and one not in KNOWN},
            left_out="" if ticket else "It has no number.",
            came_to=str(place),
        )


def _said(row: Line, number: int, folder: Path) -> Said:
    get = {name: value or "" for name, value in row.items() if name}.get
    side = (get("side", "") or Side.THEIRS).strip().lower()
    if side not in list(Side):
        raise NotRead(f"“{side}” in ticket {get('ticket')} is no side: theirs, ours or inside.")
    files = [one.strip() for one in get("files", "").split(";") if one.strip()]
    return Said(
        theirs=get("message", "").strip() or str(number),
        at=instant(get("at", "")),
        side=Side(side),
        author=Author(get("name", ""), get("email", "")),
        text=get("text", "") or read_html(get("html", "")),
        html=get("html", ""),
        files=tuple(_file(folder, name) for name in files),
    )


def _file(folder: Path, name: str) -> FileThere:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise NotRead(f"There is no file {name} beside the table.")
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileThere(path.name, kind, path.read_bytes())
