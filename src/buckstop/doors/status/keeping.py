"""The status page as a file: written by the worker, served whatever the database does."""

import os
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from buckstop.doors.status.pages.board.data import context
from buckstop.people.settings import NAME
from buckstop.status_page.address import address
from buckstop.status_page.queries import Board, board
from buckstop.status_page.settings import CUSTOMERS, PUBLIC, STATUS_PAGE

PAGE, FEED, BANNER = "page.html", "feed.atom", "banner.html"


def place(kind: str, name: str) -> Path:
    """Where a file of the page is."""
    return Path(settings.DATA) / "status" / f"{kind}-{name}"


def write(*, at: datetime) -> int:
    """Write the page that there is, where anything of it changed; take away what there isn't.
    Returns how many files were written."""
    kind = STATUS_PAGE.value
    for other in (PUBLIC, CUSTOMERS):
        if other != kind:
            for name in (PAGE, FEED, BANNER):
                place(other, name).unlink(missing_ok=True)
    if kind not in (PUBLIC, CUSTOMERS):
        return 0
    found = board(at=at)
    base = address(kind)
    said = context(found, now=at) | {"feed_url": f"{base}{FEED}", "base": base}
    page = render_to_string("status/pages/board/page.html", said)
    _put(place(kind, BANNER), _banner(said, base))
    written, feed = _put(place(kind, PAGE), page), place(kind, FEED)
    if written or not feed.exists():  # an empty one says when it was made
        return written + _put(feed, _feed(found, kind))
    os.utime(feed)
    return 0


def _banner(said: dict[str, Any], base: str) -> str:
    """One line, for pages of others."""
    link = f"{settings.BASE_URL}{base}"
    return render_to_string("status/pages/banner/page.html", said | {"page": link})


def _put(file: Path, text: str) -> int:
    """Put it there in one step: nobody reads half of it."""
    if file.exists() and file.read_text() == text:
        os.utime(file)
        return 0
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, delete=False) as made:
        made.write(text)
    Path(made.name).replace(file)
    return 1


def _feed(found: Board, kind: str) -> str:
    link = f"{settings.BASE_URL}{address(kind)}"
    feed = Atom1Feed(
        title=_("%(house)s: how it is") % {"house": NAME.value}, link=link, description="",
        feed_url=f"{link}{FEED}",
    )  # fmt: skip
    for one in (*found.now, *found.past):
        services = ", ".join(one.services)
        title = one.subject or _("Trouble with %(services)s") % {"services": services}
        for said in one.said:
            feed.add_item(
                title=title, link=link, description=said.text, pubdate=said.at, updateddate=said.at,
                unique_id=f"urn:uuid:{one.key}#{said.at:%Y%m%dT%H%M%S}",
            )  # fmt: skip
    return feed.writeString("utf-8")
