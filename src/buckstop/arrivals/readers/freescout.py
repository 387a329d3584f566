"""FreeScout over the API of its module *API & Webhooks*."""

from collections.abc import Iterator
from typing import Any

from buckstop.arrivals.readers.http import Server, instant
from buckstop.arrivals.readers.mime import read_html
from buckstop.arrivals.readers.reader import Place, Reader
from buckstop.arrivals.threads import Author, FileThere, Said, Side, Thread

PAGE = 50
ENDED = {"closed", "spam"}
SIDES = {"customer": Side.THEIRS, "message": Side.OURS, "note": Side.INSIDE, "phone": Side.THEIRS}

type Row = dict[str, Any]


class FreeScout(Reader, kind="freescout"):
    """Its conversations page by page, the oldest first."""

    label = "FreeScout"
    place = "the address, as https://help.example.org"
    secret = "an API key"

    def __init__(self, place: Place, server: Server | None = None) -> None:
        super().__init__(place)
        opens = {"X-FreeScout-API-Key": place.secret}
        self.server = server or Server(place.where.rstrip("/") + "/api/", opens)

    def threads(self, after: str = "") -> Iterator[Thread]:
        page = int(after or 1)
        asked = {"embed": "threads", "pageSize": PAGE, "sortField": "createdAt"}
        while True:
            found = self.server.json("conversations", **asked, sortOrder="asc", page=page)
            for row in found.get("_embedded", {}).get("conversations", []):
                yield self._thread(row, page)
            if page >= int(found["page"]["totalPages"]):
                return
            page += 1

    def _thread(self, row: Row, page: int) -> Thread:
        state = row.get("status") or ""
        runs = state not in ENDED
        why = {"spam": "It is spam there."}.get(state, "")
        if row.get("state") == "deleted":
            why = "It is deleted there."
        rows = row.get("_embedded", {}).get("threads", [])
        fields = {one["name"]: str(one.get("text") or one.get("value") or "")
                  for one in row.get("customFields", [])}  # fmt: skip
        fields["Tags"] = ", ".join(one["name"] for one in row.get("_embedded", {}).get("tags", []))
        return Thread(
            theirs=str(row["number"]),
            title=row.get("subject") or "",
            state=state,
            runs=runs,
            opened_at=instant(row["createdAt"]),
            ended_at=None if runs else instant(row.get("closedAt") or row["updatedAt"]),
            contact=_author(row.get("customer") or row.get("createdBy")),
            others=tuple(Author("", one) for one in row.get("cc", [])),
            said=() if why else tuple(self._said(one) for one in rows if one["type"] in SIDES),
            fields={name: value for name, value in fields.items() if value},
            left_out=why,
            came_to=str(page),
        )

    def _said(self, row: Row) -> Said:
        html = row.get("body") or ""
        files = row.get("_embedded", {}).get("attachments", [])
        return Said(
            theirs=str(row["id"]),
            at=instant(row["createdAt"]),
            side=SIDES[row["type"]],
            author=_author(row.get("createdBy") or row.get("customer")),
            text=read_html(html),
            html=html,
            route=", ".join([*row.get("to", []), *row.get("cc", [])]),
            files=tuple(self._file(one) for one in files),
        )

    def _file(self, row: Row) -> FileThere:
        content = self.server.content(row["fileUrl"])
        return FileThere(row["fileName"], row.get("mimeType") or "", content)


def _author(row: Row | None) -> Author:
    row = row or {}
    name = f"{row.get('firstName') or ''} {row.get('lastName') or ''}".strip()
    return Author(name, row.get("email") or "")
