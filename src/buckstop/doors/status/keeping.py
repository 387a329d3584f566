"""The status page as files, one in each language: written by the worker, served whatever the
database does."""

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
from buckstop.people.speaking import LANGUAGES, speaking
from buckstop.status_page.address import address
from buckstop.status_page.queries import Board, board
from buckstop.status_page.settings import CUSTOMERS, PUBLIC, STATUS_PAGE

PAGE, FEED, BANNER = "page.html", "feed.atom", "banner.html"


def place(kind: str, name: str, language: str) -> Path:
    """Where a file of the page is."""
    return _folder() / f"{kind}-{language}-{name}"


def write(*, at: datetime) -> int:
    """Write the page that there is, where anything of it changed; take away what there isn't.
    Returns how many files were written."""
    kind = STATUS_PAGE.value
    wanted = list(LANGUAGES) if kind in (PUBLIC, CUSTOMERS) else []
    _take_away({place(kind, name, code) for code in wanted for name in (PAGE, FEED, BANNER)})
    if not wanted:
        return 0
    found, written = board(at=at), 0
    for code in wanted:
        with speaking(code):
            written += _write(kind, code, found.read_in(code), at)
    return written


def _folder() -> Path:
    return Path(settings.DATA) / "status"


def _take_away(but: set[Path]) -> None:
    """What was written once and is wanted no more: of the other kind, or of no language."""
    for kind in (PUBLIC, CUSTOMERS):
        for file in set(_folder().glob(f"{kind}-*")) - but:
            file.unlink(missing_ok=True)


def _write(kind: str, language: str, found: Board, at: datetime) -> int:
    base = address(kind)
    said = context(found, now=at) | {"feed_url": f"{base}{FEED}", "base": base}
    page = render_to_string("status/pages/board/page.html", said)
    _put(place(kind, BANNER, language), _banner(said, base))
    written, feed = _put(place(kind, PAGE, language), page), place(kind, FEED, language)
    if written or not feed.exists():  # an empty one says when it was made
        return written + _put(feed, _feed(found, kind, language))
    return 0


def _banner(said: dict[str, Any], base: str) -> str:
    """One line, for pages of others."""
    return render_to_string("status/pages/banner/page.html", said | {"page": base})


def _put(file: Path, text: str) -> int:
    """Put it there in one step: nobody reads half of it."""
    if file.exists() and file.read_text() == text:
        return 0
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, delete=False) as made:
        made.write(text)
    Path(made.name).replace(file)
    return 1


def _feed(found: Board, kind: str, language: str) -> str:
    link = address(kind)
    feed = Atom1Feed(
        title=_("%(house)s: how it is") % {"house": NAME.value}, link=link, description="",
        feed_url=f"{link}{FEED}", language=language,
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
