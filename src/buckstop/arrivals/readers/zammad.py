"""Zammad over its API, by the token of an agent who sees every group."""

from collections.abc import Iterator
from typing import Any

from buckstop.arrivals.readers.http import Server, instant
from buckstop.arrivals.readers.mime import read_html
from buckstop.arrivals.readers.reader import Place, Reader
from buckstop.arrivals.threads import Author, FileThere, Said, Side, Thread

PAGE = 100
ENDED = {"closed", "merged", "removed"}
FIELDS = ("group", "owner", "priority", "number")

type Row = dict[str, Any]


class Zammad(Reader, kind="zammad"):
    """Its tickets page by page, in the order of their keys."""

    label = "Zammad"
    place = "the address, as https://help.example.org"
    secret = "an access token"

    def __init__(self, place: Place, server: Server | None = None) -> None:
        super().__init__(place)
        opens = {"Authorization": f"Token token={place.secret}"}
        self.server = server or Server(place.where.rstrip("/") + "/api/v1/", opens)

    def threads(self, after: str = "") -> Iterator[Thread]:
        last = int(after or 0)
        page = 1
        while True:
            asked = {"page": page, "per_page": PAGE, "expand": "true"}
            rows = self.server.json("tickets", **asked)
            for row in rows:
                if row["id"] > last:
                    yield self._thread(row)
            if len(rows) < PAGE:
                return
            page += 1

    def _thread(self, row: Row) -> Thread:
        state = str(row.get("state") or "")
        merged = "Merged into another there: what was said comes with that."
        left_out = {"merged": merged, "removed": "It is removed there."}.get(state, "")
        runs = state not in ENDED
        organisation = self._named("organizations", row.get("organization_id"))
        domain = str(organisation.get("domain") or "")
        ended = row.get("close_at") or row.get("last_contact_at") or row["updated_at"]
        fields = {name: str(row.get(name) or "") for name in FIELDS}
        return Thread(
            theirs=str(row["id"]),
            title=row.get("title") or "",
            state=state,
            runs=runs,
            opened_at=instant(row["created_at"]),
            ended_at=None if runs else instant(ended),
            contact=_author(self._named("users", row.get("customer_id"))),
            organisation=str(organisation.get("name") or ""),
            domains=(domain,) if domain else (),
            said=() if left_out else tuple(self._articles(row["id"])),
            fields={name: value for name, value in fields.items() if value and value != "-"},
            left_out=left_out,
            came_to=str(row["id"]),
        )

    def _articles(self, ticket: int) -> Iterator[Said]:
        for row in self.server.json(f"ticket_articles/by_ticket/{ticket}", expand="true"):
            if row.get("sender") != "System":
                yield self._said(ticket, row)

    def _said(self, ticket: int, row: Row) -> Said:
        user = self._named("users", row.get("origin_by_id") or row.get("created_by_id"))
        side = Side.OURS if row.get("sender") == "Agent" else Side.THEIRS
        is_html = "html" in str(row.get("content_type") or "")
        body = row.get("body") or ""
        return Said(
            theirs=str(row["id"]),
            at=instant(row["created_at"]),
            side=Side.INSIDE if row.get("internal") else side,
            author=_author(user),
            text=read_html(body) if is_html else body,
            html=body if is_html else "",
            subject=row.get("subject") or "",
            message_id=row.get("message_id") or "",
            in_reply_to=row.get("in_reply_to") or "",
            route=", ".join(row[name] for name in ("to", "cc") if row.get(name)),
            files=tuple(self._file(ticket, row["id"], one) for one in row.get("attachments", [])),
        )

    def _file(self, ticket: int, article: int, row: Row) -> FileThere:
        content = self.server.content(f"ticket_attachment/{ticket}/{article}/{row['id']}")
        about = row.get("preferences") or {}
        mail_id = str(about.get("Content-ID") or "").strip("<>")
        kind = about.get("Content-Type") or about.get("Mime-Type") or ""
        inline = about.get("Content-Disposition") == "inline"
        return FileThere(row["filename"], kind, content, mail_id, inline)

    def _named(self, kind: str, key: int | None) -> Row:
        found: Row = self.server.once(f"{kind}/{key}") if key else {}
        return found


def _author(user: Row) -> Author:
    name = f"{user.get('firstname') or ''} {user.get('lastname') or ''}".strip()
    return Author("" if name == "-" else name, user.get("email") or "")
