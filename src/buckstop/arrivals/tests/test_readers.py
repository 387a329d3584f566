"""The readers, against a small server that answers as the systems say they do, and a dump."""

import base64
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread as Running
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from buckstop.arrivals.readers.every import READERS
from buckstop.arrivals.readers.freescout import FreeScout
from buckstop.arrivals.readers.http import Server
from buckstop.arrivals.readers.reader import NotRead, Place
from buckstop.arrivals.readers.request_tracker import RequestTracker
from buckstop.arrivals.readers.zammad import Zammad
from buckstop.arrivals.readers.zendesk import Zendesk
from buckstop.arrivals.threads import Side, Thread

AT = "2020-05-04T10:00:00Z"
PICTURE = b"\x89PNG"


class Answering(ThreadingHTTPServer):
    """Answers with `said` by path; the first time each it is busy; without the key it refuses."""

    said: dict[str, Any]
    pages: dict[tuple[str, str], Any]
    key: tuple[str, str]
    busy: set[str]


class Handler(BaseHTTPRequestHandler):
    server: Answering

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query)
        page = (asked.get("page") or asked.get("cursor") or asked.get("query") or [""])[0]
        name, secret = self.server.key
        found = self.server.pages.get((parts.path, page), self.server.said.get(parts.path))
        if self.headers.get(name) != secret:
            self._answer(401, b"")
        elif parts.path in self.server.busy:
            self.server.busy.discard(parts.path)
            self._answer(429, b"", {"Retry-After": "7"})
        elif found is None:
            self._answer(404, b"")
        else:
            self._answer(200, found if isinstance(found, bytes) else json.dumps(found).encode())

    def _answer(self, code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def there() -> Iterator[Answering]:
    with Answering(("127.0.0.1", 0), Handler) as server:
        running = Running(target=server.serve_forever, daemon=True)
        running.start()
        yield server
        server.shutdown()
        running.join()


def base(there: Answering) -> str:
    return f"http://127.0.0.1:{there.server_address[1]}"


def opened(
    there: Answering, path: str, key: tuple[str, str], waited: list[float] | None = None
) -> Server:
    there.key, there.busy = key, set()
    waits: list[float] = [] if waited is None else waited
    return Server(base(there) + path, dict([key]), waits.append)


def halves(thread: Thread) -> list[tuple[str, str, str]]:
    return [(one.side, str(one.author), one.text.strip()) for one in thread.said]


def _rt(path: str) -> str:
    return f"/REST/2.0/{path}"


def _ticket(number: int, **values: Any) -> dict[str, Any]:
    return {
        "id": number, "Subject": f"Nr. {number}", "Status": "resolved", "Created": AT,
        "Resolved": AT, "LastUpdated": AT, "EffectiveId": {"id": str(number)},
        "Requestor": [{"id": "kim"}], "Cc": [], "Owner": {"id": "Nobody"}, "Queue": {"id": "1"},
        "CustomFields": [{"id": "2", "name": "Größe", "values": ["groß", "42"]}], **values,
    }  # fmt: skip


def _part(kind: str, content: bytes, **values: str) -> dict[str, str]:
    return {"ContentType": kind, "Content": base64.encodebytes(content).decode(), **values}


def test_request_tracker(there: Answering) -> None:
    there.said = {
        _rt("ticket/1"): _ticket(1),
        _rt("ticket/2"): _ticket(2, EffectiveId={"id": "3"}),
        _rt("ticket/3"): _ticket(3, Status="open", Resolved="1970-01-01T00:00:00Z", Requestor=[]),
        _rt("ticket/4"): _ticket(4, EffectiveId={"id": "1"}),
        _rt("ticket/6"): _ticket(6, Status="open"),
        _rt("user/kim"): {"RealName": "Kim Berg", "EmailAddress": "kim@werk.example"},
        _rt("user/ana"): {"Name": "ana", "EmailAddress": "ana@halden.example", "Privileged": 1},
        _rt("queue/1"): {"Name": "Netz"},
        _rt("ticket/1/history"): {
            "pages": 1,
            "items": [
                {"id": "5", "Type": "Create", "Creator": {"id": "kim"}, "Created": AT},
                {"id": "6", "Type": "Status", "Creator": {"id": "ana"}, "Created": AT},
                {"id": "7", "Type": "Correspond", "Creator": {"id": "ana"}, "Created": AT},
                {"id": "8", "Type": "Comment", "Creator": {"id": "ana"}, "Created": AT},
            ],
        },
        _rt("ticket/1/attachments"): {
            "pages": 1,
            "items": [
                {"id": str(key), "TransactionId": {"id": transaction}}
                for key, transaction in ((1, "5"), (2, "5"), (3, "5"), (4, "7"), (5, "8"))
            ],
        },
        _rt("attachment/1"): _part("multipart/mixed", b"", Headers="Message-ID: <m@x>\nSubject: x"),
        _rt("attachment/2"): _part("text/html", "<p>Größer</p>".encode()),
        _rt("attachment/3"): _part("image/png", PICTURE, Filename="=?utf-8?q?B=C3=A4r=2Epng?=",
                                   Headers="Content-ID: <p@x>\nContent-Disposition: inline"),
        _rt("attachment/4"): _part("text/plain", b"Yes."),
        _rt("attachment/5"): _part("text/plain", b"Hm."),
        _rt("ticket/3/history"): {"pages": 1, "items": []},
        _rt("ticket/3/attachments"): {"pages": 1, "items": []},
    }  # fmt: skip
    there.pages = {(_rt("tickets"), "id > 0"): {"items": [{"id": "1"}, {"id": "3"}]}}
    waited: list[float] = []
    server = opened(there, "/REST/2.0/", ("Authorization", "token t"), waited)
    there.busy = {_rt("ticket/1/history")}
    place = Place(base(there), secret="t")
    one, merged, nobodys, last = RequestTracker(place, server).threads()
    assert waited == [7.0]
    assert halves(one) == [
        (Side.THEIRS, "Kim Berg <kim@werk.example>", "Größer"),
        (Side.OURS, "ana <ana@halden.example>", "Yes."),
        (Side.INSIDE, "ana <ana@halden.example>", "Hm."),
    ]
    first = one.said[0]
    assert (first.message_id, first.html) == ("<m@x>", "<p>Größer</p>")
    [file] = first.files
    assert (file.name, file.content, file.inline, file.mail_id) == ("Bär.png", PICTURE, True, "p@x")
    assert one.fields == {"Queue": "Netz", "Größe": "groß, 42"}
    assert merged.left_out.startswith("Merged into 3")
    assert last.left_out.startswith("Merged into 1"), "after the last that a search lists"
    assert (nobodys.runs, str(nobodys.contact), nobodys.said) == (True, "", ())
    there.pages = {(_rt("tickets"), "id > 1"): {"items": [{"id": "3"}]}}
    assert [one.theirs for one in RequestTracker(place, server).threads("1")] == ["2", "3", "4"]
    there.key = ("Authorization", "another")
    with pytest.raises(NotRead, match="refuses the key"):
        list(RequestTracker(place, server).threads())


def test_zendesk(there: Answering) -> None:
    users = [
        {"id": 1, "name": "Kim Berg", "email": "kim@werk.example", "role": "end-user"},
        {"id": 2, "name": "Ana", "email": "ana@halden.example", "role": "agent"},
    ]
    ticket = {
        "id": 9, "subject": "Tropft", "status": "closed", "created_at": AT, "updated_at": AT,
        "requester_id": 1, "organization_id": 4, "tags": ["dach"], "assignee_id": 2,
    }  # fmt: skip
    gone = {**ticket, "id": 10, "status": "deleted"}
    export, comments = "/api/v2/incremental/tickets/cursor.json", "/api/v2/tickets/9/comments.json"
    picture = {"file_name": "a.png", "content_type": "image/png", "inline": True,
               "content_url": f"{base(there)}/token/a"}  # fmt: skip
    there.said = {
        export: {"tickets": [ticket], "users": users, "after_cursor": "c2", "end_of_stream": False},
        comments: {
            "comments": [
                {"id": 1, "author_id": 1, "created_at": AT, "public": True,
                 "html_body": "<p>Hi</p>", "attachments": [picture]},
                {"id": 2, "author_id": 2, "created_at": AT, "public": False, "body": "Hm"},
                {"id": 3, "author_id": 2, "created_at": AT, "public": True, "body": "Yes"},
            ],
            "meta": {"has_more": False},
        },
        "/token/a": PICTURE,
        "/api/v2/organizations/4.json": {
            "organization": {"name": "Werk AG", "domain_names": ["werk.example"]}
        },
    }  # fmt: skip
    there.pages = {(export, "c2"): {"tickets": [gone], "after_cursor": "c3", "end_of_stream": True}}
    server = opened(there, "/api/v2/", ("Authorization", "Bearer t"))
    one, deleted = Zendesk(Place(base(there), secret="t"), server).threads()
    assert [half[0] for half in halves(one)] == [Side.THEIRS, Side.INSIDE, Side.OURS]
    assert (one.organisation, one.domains, one.runs) == ("Werk AG", ("werk.example",), False)
    assert one.said[0].files[0].content == PICTURE
    assert one.fields["tags"] == "dach"
    assert (deleted.left_out, deleted.came_to) == ("It is deleted there.", "c2")


def test_zammad(there: Answering) -> None:
    ticket = {"id": 3, "title": "Tropft", "state": "open", "created_at": AT, "updated_at": AT,
              "customer_id": 1, "group": "Dach", "number": "31003"}  # fmt: skip
    file = {"id": 7, "filename": "a.png", "preferences": {
        "Content-Type": "image/png", "Content-ID": "<a@x>", "Content-Disposition": "inline",
    }}  # fmt: skip
    there.said = {
        "/api/v1/users/1": {"firstname": "Kim", "lastname": "Berg", "email": "kim@werk.example"},
        "/api/v1/users/2": {"firstname": "Ana", "lastname": "-", "email": "ana@halden.example"},
        "/api/v1/ticket_articles/by_ticket/3": [
            {"id": 1, "sender": "Customer", "created_by_id": 1, "created_at": AT,
             "body": "<p>Hi</p>", "content_type": "text/html",
             "message_id": "<1@x>", "attachments": [file]},
            {"id": 2, "sender": "System", "created_by_id": 1, "created_at": AT, "body": "auto"},
            {"id": 3, "sender": "Agent", "created_by_id": 2, "created_at": AT, "body": "Yes"},
            {"id": 4, "sender": "Agent", "created_by_id": 2, "created_at": AT, "body": "Hm",
             "internal": True},
        ],
        "/api/v1/ticket_attachment/3/1/7": PICTURE,
        "/api/v1/tickets": [ticket, {**ticket, "id": 4, "state": "merged"}],
    }  # fmt: skip
    there.pages = {}
    server = opened(there, "/api/v1/", ("Authorization", "Token token=t"))
    one, merged = Zammad(Place(base(there), secret="t"), server).threads()
    assert halves(one) == [
        (Side.THEIRS, "Kim Berg <kim@werk.example>", "Hi"),
        (Side.OURS, "Ana - <ana@halden.example>", "Yes"),
        (Side.INSIDE, "Ana - <ana@halden.example>", "Hm"),
    ]
    assert (one.runs, one.said[0].files[0].mail_id) == (True, "a@x")
    assert merged.left_out.startswith("Merged")


def test_freescout(there: Answering) -> None:
    def conversation(number: int, **values: Any) -> dict[str, Any]:
        return {
            "number": number, "subject": "Tropft", "status": "closed", "createdAt": AT,
            "updatedAt": AT, "customer": kim, "_embedded": {"threads": []}, **values,
        }  # fmt: skip

    kim = {"firstName": "Kim", "lastName": "Berg", "email": "kim@werk.example"}
    ana = {"firstName": "Ana", "email": "ana@halden.example"}
    rows = [
        {"id": 2, "type": "message", "createdAt": AT, "body": "Yes", "createdBy": ana},
        {"id": 3, "type": "lineitem", "createdAt": AT},
        {"id": 1, "type": "customer", "createdAt": AT, "body": "<b>Hi</b>", "createdBy": kim},
    ]
    first = {"_embedded": {"conversations": [conversation(1, _embedded={"threads": rows})]},
             "page": {"totalPages": 2}}  # fmt: skip
    second = {"_embedded": {"conversations": [conversation(2, status="spam")]},
              "page": {"totalPages": 2}}  # fmt: skip
    there.said = {}
    there.pages = {("/api/conversations", "1"): first, ("/api/conversations", "2"): second}
    server = opened(there, "/api/", ("X-FreeScout-API-Key", "t"))
    one, spam = FreeScout(Place(base(there), secret="t"), server).threads()
    assert {half[:2] for half in halves(one)} == {
        (Side.THEIRS, "Kim Berg <kim@werk.example>"), (Side.OURS, "Ana <ana@halden.example>"),
    }  # fmt: skip
    assert spam.left_out == "It is spam there."


DUMP = {
    "ticket": [{"ticket_id": "1", "number": "100200", "user_id": "1", "status_id": "3",
                "staff_id": "1", "created": "2020-05-04 10:00:00", "updated": "2020-05-05 10:00:00",
                "closed": "2020-05-05 10:00:00", "source": "Email"}],
    "ticket__cdata": [{"ticket_id": "1", "subject": "Tropft"}],
    "ticket_status": [{"id": "3", "name": "Closed", "state": "closed"}],
    "thread": [{"id": "4", "object_id": "1", "object_type": "T"},
               {"id": "5", "object_id": "1", "object_type": "A"}],
    "thread_entry": [
        {"id": "6", "thread_id": "4", "type": "M", "user_id": "1", "staff_id": "0",
         "poster": "Kim Berg", "format": "html", "body": "<p>Ön</p>", "title": "Tropft",
         "created": "2020-05-04 10:00:00"},
        {"id": "7", "thread_id": "4", "type": "R", "user_id": "0", "staff_id": "1",
         "poster": "Ana", "format": "text", "body": "Yes", "title": "",
         "created": "2020-05-04 11:00:00"}],
    "user": [{"id": "1", "name": "Kim Berg", "default_email_id": "2", "org_id": "0"}],
    "user_email": [{"id": "2", "user_id": "1", "address": "kim@werk.example"}],
    "staff": [{"staff_id": "1", "firstname": "Ana", "lastname": "R",
               "email": "ana@halden.example"}],
    "attachment": [{"id": "1", "object_id": "6", "type": "H", "file_id": "8", "inline": "1",
                    "name": ""}],
    "file": [{"id": "8", "name": "a.png", "type": "image/png"}],
    "file_chunk": [{"file_id": "8", "chunk_id": "1", "filedata": PICTURE[2:].hex()},
                   {"file_id": "8", "chunk_id": "0", "filedata": PICTURE[:2].hex()}],
}  # fmt: skip


def _field(name: str, value: str) -> str:
    escaped = value.replace("&", "&amp;").replace("<", "&lt;")
    return f'<field name="{name}">{escaped}</field>'


def test_osticket(tmp_path: Path) -> None:
    tables = "".join(
        f'<table_data name="ost_{name}">'
        + "".join(f"<row>{''.join(_field(*one) for one in row.items())}</row>" for row in rows)
        + "</table_data>"
        for name, rows in DUMP.items()
    )
    file = tmp_path / "osticket.xml"
    whole = f'<mysqldump><database name="o">{tables}</database></mysqldump>'
    file.write_text(whole, encoding="utf-8")
    [one] = READERS["osticket"](Place(str(file))).threads()
    assert halves(one) == [
        (Side.THEIRS, "Kim Berg <kim@werk.example>", "Ön"),
        (Side.OURS, "Ana R <ana@halden.example>", "Yes"),
    ]
    assert one.said[0].files[0].content == PICTURE
    assert (one.theirs, one.state, one.runs) == ("1", "Closed", False)
    assert one.fields["Number"] == "100200"
    file.write_text(whole[:300], encoding="utf-8")
    with pytest.raises(NotRead, match="no whole dump"):
        list(READERS["osticket"](Place(str(file))).threads())
