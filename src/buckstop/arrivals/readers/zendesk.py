"""Zendesk over its API: tickets by the cursor export, archived ones too, each with its comments.

The export leaves out the last minute, and answers ten times a minute: it is waited for.
"""

from collections.abc import Iterator
from typing import Any

from buckstop.arrivals.readers.http import Server, basic, instant
from buckstop.arrivals.readers.mime import read_html
from buckstop.arrivals.readers.reader import Place, Reader
from buckstop.arrivals.threads import Author, FileThere, Said, Side, Thread

ENDED = {"solved", "closed", "deleted"}
STAFF = {"agent", "admin"}
PAGE = 100
FIELDS = ("type", "priority", "tags", "assignee_id", "group_id", "external_id")

type Row = dict[str, Any]


class Zendesk(Reader, kind="zendesk"):
    """Its tickets in the order in which they were changed."""

    label = "Zendesk"
    place = "the address, as https://example.zendesk.com"
    secret = "an API token together with --user ADDRESS, or an OAuth token"

    def __init__(self, place: Place, server: Server | None = None) -> None:
        super().__init__(place)
        self.server = server or Server(place.where.rstrip("/") + "/api/v2/", _opens(place))
        self.users: dict[int, Row] = {}

    def threads(self, after: str = "") -> Iterator[Thread]:
        asked: dict[str, object] = {"cursor": after} if after else {"start_time": 0}
        cursor = after
        while True:
            found = self.server.json(
                "incremental/tickets/cursor.json", **asked, per_page=PAGE, include="users"
            )
            self.users |= {row["id"]: row for row in found.get("users", [])}
            for row in found["tickets"]:
                yield self._thread(row, cursor)
            cursor = found.get("after_cursor") or cursor
            if found.get("end_of_stream", True):
                return
            asked = {"cursor": cursor}

    def _thread(self, row: Row, cursor: str) -> Thread:
        state = row["status"]
        gone = "It is deleted there." if state == "deleted" else ""
        runs = state not in ENDED
        organisation = self._organisation(row.get("organization_id"))
        fields = {name: _said(row.get(name)) for name in FIELDS}
        fields["assignee_id"] = str(self._author(row.get("assignee_id")))
        for one in row.get("custom_fields", []):
            fields[f"field {one['id']}"] = _said(one.get("value"))
        return Thread(
            theirs=str(row["id"]),
            title=row.get("subject") or row.get("raw_subject") or "",
            state=state,
            runs=runs,
            opened_at=instant(row["created_at"]),
            ended_at=None if runs else instant(row["updated_at"]),
            contact=self._author(row.get("requester_id")),
            others=tuple(self._author(key) for key in row.get("collaborator_ids", [])),
            organisation=organisation.get("name", ""),
            domains=tuple(organisation.get("domain_names", [])),
            said=() if gone else tuple(self._comments(row["id"])),
            fields={name: value for name, value in fields.items() if value},
            left_out=gone,
            came_to=cursor,
        )

    def _comments(self, ticket: int) -> Iterator[Said]:
        path, asked = f"tickets/{ticket}/comments.json", {"page[size]": PAGE, "include": "users"}
        while True:
            found = self.server.json(path, **asked)
            self.users |= {row["id"]: row for row in found.get("users", [])}
            yield from map(self._said, found["comments"])
            if not found.get("meta", {}).get("has_more"):
                return
            path, asked = found["links"]["next"], {}

    def _said(self, row: Row) -> Said:
        user = self._user(row.get("author_id"))
        side = Side.OURS if user.get("role") in STAFF else Side.THEIRS
        html = row.get("html_body") or ""
        return Said(
            theirs=str(row["id"]),
            at=instant(row["created_at"]),
            side=side if row.get("public", True) else Side.INSIDE,
            author=self._author(row.get("author_id")),
            text=row.get("plain_body") or row.get("body") or read_html(html),
            html=html,
            files=tuple(self._file(one) for one in row.get("attachments", [])),
        )

    def _file(self, row: Row) -> FileThere:
        content = self.server.content(row["content_url"])
        kind = row.get("content_type") or ""
        return FileThere(row["file_name"], kind, content, inline=bool(row.get("inline")))

    def _user(self, key: int | None) -> Row:
        if key is None or key == -1:
            return {}
        if key not in self.users:
            self.users[key] = self.server.json(f"users/{key}.json").get("user", {})
        return self.users[key]

    def _author(self, key: int | None) -> Author:
        user = self._user(key)
        return Author(user.get("name") or "", user.get("email") or "")

    def _organisation(self, key: int | None) -> Row:
        if key is None:
            return {}
        found: Row = self.server.once(f"organizations/{key}.json").get("organization", {})
        return found


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _opens(place: Place) -> dict[str, str]:
    if place.user:
        return basic(f"{place.user}/token", place.secret)
    return {"Authorization": f"Bearer {place.secret}"}
