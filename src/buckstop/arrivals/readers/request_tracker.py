"""Request Tracker 5 (and 4.4 with REST2) over REST 2.0, by the token of somebody who sees all.

A search lists neither merged nor deleted tickets, so numbers that it leaves out are asked for one
by one, those after the last too: each comes, or the report has why not.
"""

import base64
from collections.abc import Iterator
from email.parser import HeaderParser
from typing import Any

from buckstop.arrivals.readers.http import Server, basic, instant
from buckstop.arrivals.readers.mime import read_html
from buckstop.arrivals.readers.reader import NotThere, Place, Reader
from buckstop.arrivals.threads import Author, FileThere, Said, Side, Thread
from buckstop.mail.words import decode_words

PAGE = 100
ENDED = {"resolved", "rejected", "deleted"}
SAID = ("Create", "Correspond", "Comment")
TICKET = "Subject,Status,EffectiveId"
TRANSACTION = "Type,Creator,Created"
PART = "TransactionId,ContentType,Filename"
NEVER = "1970-01-01"
MERGED = "Merged into"
MISSING = 3  # numbers in a row that were given to no ticket, after which none is expected

type Row = dict[str, Any]


class RequestTracker(Reader, kind="rt"):
    """Its tickets in the order of their numbers."""

    label = "Request Tracker"
    place = "the address of RT, as https://rt.example.org"
    secret = "a token, or a password together with --user"

    def __init__(self, place: Place, server: Server | None = None) -> None:
        super().__init__(place)
        base = place.where.rstrip("/") + "/REST/2.0/"
        self.server = server or Server(base, _opens(place))

    def threads(self, after: str = "") -> Iterator[Thread]:
        last = int(after or 0)
        for number in self._numbers(last):
            for between in range(last + 1, number):
                yield from self._unlisted(between)
            yield self._thread(self.server.json(f"ticket/{number}"))
            last = number
        yield from self._after(last)

    def _after(self, last: int) -> Iterator[Thread]:
        """Those merged or deleted after the last that is listed; numbers may be missing."""
        missing, number = 0, last
        while missing < MISSING:
            number += 1
            found = list(self._unlisted(number))
            missing = 0 if found else missing + 1
            if found and found[0].state != "deleted" and not found[0].left_out.startswith(MERGED):
                return  # it was made since, and is listed the next time
            yield from found

    def _numbers(self, after: int) -> Iterator[int]:
        """Those that a search lists, by pages that begin after the last number."""
        while True:
            asked = {"query": f"id > {after}", "orderby": "id", "order": "ASC"}
            found = self.server.json("tickets", **asked, per_page=PAGE, fields=TICKET)["items"]
            yield from (int(one["id"]) for one in found)
            if len(found) < PAGE:
                return
            after = int(found[-1]["id"])

    def _unlisted(self, number: int) -> Iterator[Thread]:
        """A number that no search lists: merged, deleted, or never given to a ticket."""
        try:
            row = self.server.json(f"ticket/{number}")
        except NotThere:
            return
        into = str(_key(row.get("EffectiveId")) or number)
        if into != str(number):
            why = f"{MERGED} {into} there: what was said comes with that."
        else:
            why = f"It is {row.get('Status', 'deleted')} there."
        created = instant(row["Created"])
        yield Thread(
            str(number), row.get("Subject", ""), row.get("Status", ""), False, created, created,
            Author(), left_out=why, came_to=str(number),
        )  # fmt: skip

    def _thread(self, row: Row) -> Thread:
        number, state = str(row["id"]), row["Status"]
        asked = [self._user(key)[0] for one in row.get("Requestor", []) if (key := _key(one))]
        copied = [self._user(key)[0] for one in row.get("Cc", []) if (key := _key(one))]
        said = tuple(self._said(number))
        ended = str(row.get("Resolved") or NEVER)
        if ended.startswith(NEVER):
            ended = str(row["LastUpdated"])
        runs = state not in ENDED
        return Thread(
            theirs=number,
            title=row.get("Subject") or "",
            state=state,
            runs=runs,
            opened_at=instant(row["Created"]),
            ended_at=None if runs else instant(ended),
            contact=asked[0] if asked else Author(),
            others=(*asked[1:], *copied),
            said=said,
            fields=self._fields(row),
            came_to=number,
        )

    def _fields(self, row: Row) -> dict[str, str]:
        owner = self._user(_key(row.get("Owner")) or "Nobody")[0]
        fields = {
            "Queue": self._queue(_key(row.get("Queue"))),
            "Owner": "" if owner.name == "Nobody" else str(owner),
            "Priority": str(row.get("Priority", "")),
        }
        for one in row.get("CustomFields", []):
            fields[one.get("name") or one["id"]] = ", ".join(map(str, one.get("values", [])))
        return {name: value for name, value in fields.items() if value}

    def _queue(self, key: str) -> str:
        return self.server.once(f"queue/{key}").get("Name") or key if key else ""

    def _user(self, key: str) -> tuple[Author, bool]:
        """Somebody, and whether they are staff there."""
        nobody = key in ("Nobody", "RT_System")
        row: Row = {} if nobody else self.server.once(f"user/{key}")
        name = row.get("RealName") or row.get("Name") or key
        is_staff = str(row.get("Privileged", "0")) == "1"
        return Author(name, row.get("EmailAddress") or ""), is_staff

    def _said(self, number: str) -> Iterator[Said]:
        """What customers and staff said, without what RT noted by itself."""
        rows = self._every(f"ticket/{number}/history", fields=TRANSACTION)
        wanted = {str(row["id"]): row for row in rows if row["Type"] in SAID}
        parts: dict[str, list[Row]] = {}
        for part in self._every(f"ticket/{number}/attachments", fields=PART):
            parts.setdefault(_key(part["TransactionId"]), []).append(part)
        for key, row in wanted.items():
            if key in parts:
                yield self._one(key, row, sorted(parts[key], key=lambda one: int(one["id"])))

    def _one(self, key: str, row: Row, parts: list[Row]) -> Said:
        author, is_staff = self._user(_key(row["Creator"]))
        side = Side.INSIDE if row["Type"] == "Comment" else Side.OURS if is_staff else Side.THEIRS
        whole = [self.server.json(f"attachment/{part['id']}") for part in parts]
        top = HeaderParser().parsestr(whole[0].get("Headers") or "")
        texts, htmls, files = _sorted(whole)
        html = "\n".join(htmls)
        return Said(
            theirs=key,
            at=instant(row["Created"]),
            side=side,
            author=author,
            text="\n".join(texts) or read_html(html),
            html=html,
            subject=decode_words(whole[0].get("Subject") or ""),
            message_id=(top["Message-ID"] or "").strip(),
            in_reply_to=(top["In-Reply-To"] or "").strip(),
            files=tuple(files),
        )

    def _every(self, path: str, **asked: object) -> Iterator[Row]:
        page = 1
        while True:
            found = self.server.json(path, **asked, per_page=PAGE, page=page)
            yield from found["items"]
            if page >= int(found.get("pages") or 1):
                return
            page += 1


def _opens(place: Place) -> dict[str, str]:
    if place.user:
        return basic(place.user, place.secret)
    return {"Authorization": f"token {place.secret}"}


def _key(one: object) -> str:
    """RT names a thing by its key, or by an object that has it."""
    found = one.get("id") if isinstance(one, dict) else one
    return str(found or "")


def _sorted(parts: list[Row]) -> tuple[list[str], list[str], list[FileThere]]:
    """The parts of one message: words, HTML, files."""
    texts: list[str] = []
    htmls: list[str] = []
    files: list[FileThere] = []
    for part in parts:
        kind, name = part.get("ContentType") or "", part.get("Filename") or ""
        if kind.startswith(("multipart/", "message/")) and not name:
            continue
        content = base64.b64decode(part.get("Content") or "")
        headers = HeaderParser().parsestr(part.get("Headers") or "")
        if kind in ("text/plain", "text/html") and not name:
            (texts if kind == "text/plain" else htmls).append(content.decode(errors="replace"))
        else:
            mail_id = (headers["Content-ID"] or "").strip().strip("<>")
            shown = (headers["Content-Disposition"] or "").startswith("inline") and bool(mail_id)
            files.append(FileThere(decode_words(name) or "file", kind, content, mail_id, shown))
    return texts, htmls, files
