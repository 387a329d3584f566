"""Every page in a real browser: axe finds nothing, nothing scrolls sideways, nothing is refused."""

from html.parser import HTMLParser
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page

from buckstop.conversations import links
from buckstop.doors.desk.pages import PAGES, routes
from buckstop.doors.desk.setting_up.register import in_order
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.filled import Filled, places
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.ledger.actor import DESK
from buckstop.ledger.following import drain
from buckstop.people.actions import staff
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

WIDTHS = (320, 390, 1440)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
ENDS_A_PARAGRAPH = {"p", "div", "form", "ul", "ol", "dl", "section", "details", "table", "h2"}
ONLY_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


WITHOUT_A_PAGE: tuple[str, ...] = ()
"""Folders whose addresses give no whole page in that house."""
SHEETS = ("offer-new", "step-new", "ask-new", "addrotation-new", "fix-new")
"""Some of the sheets; all are made the same way."""


@pytest.fixture
def filled(world: World) -> Filled:
    """A house with something of everything.

    Another problem has the longest title, without a blank, and its owner hasn't seen yet that it
    is theirs.
    """
    reported(world, "x" * 400)
    drain(at=world.now)
    return Filled(world)


def addresses(filled: Filled, reader: Client) -> dict[str, str]:
    """An address of each page of the desk, of some sheets, and of the pages without a log-in."""
    found = {
        str(place.name): filled.address(place)
        for place in places()
        if place.name in SHEETS or not str(place.pattern).endswith("/new/")
    }
    own = {name: at for name, at in found.items() if "/exports/" not in at and is_page(reader, at)}
    case = filled.case
    link = f"/c/{links.make(case.pk, case.contact_id, filled.world.now)}/"
    outside = {
        "case": link,
        "not_me": f"{link}not-me/",
        "gone": "/c/gone/",
        "sent": f"{link}files/{case.pk}/",
        "forgotten": "/log-in/forgotten/",
        "nothing": "/nothing/",
        "ledger verified": f"{home(case)}ledger/?verify=1",
    }
    return own | outside | {step.name: step.url() for step in in_order()}


def is_page(reader: Client, address: str) -> bool:
    """Whether a whole page is there."""
    answer = reader.get(address)
    if answer.status_code != 200 or answer.streaming:
        return False
    return answer.content.startswith(b"<!doctype html>")


def test_each_page_is_looked_at(filled: Filled, seat: Seat):
    staff.change_role(filled.world.ana, role="admin", by=DESK, at=filled.world.now)
    looked_at = addresses(filled, seat(filled.world.ana))
    names = {page: {str(one.name) for one in routes([page])} for page in PAGES}
    missing = {page for page, known in names.items() if known.isdisjoint(looked_at)}
    assert missing == {*WITHOUT_A_PAGE}
    assert {*SHEETS} <= {*looked_at}


def violations(page: Page, **options: Any) -> list[dict[str, Any]]:
    """What axe finds on a page, which it is brought to once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(
        "async only => (await axe.run(only)).violations", {"resultTypes": ["violations"], **options}
    )
    return found


def wrong_with(page: Page, address: str) -> list[str]:
    """What is wrong with a page: axe in light and dark, three widths, refusals, script errors."""
    wrong: list[str] = []

    def say(event: Any) -> None:
        text = str(getattr(event, "text", event))
        if getattr(event, "type", "error") == "error" and "Failed to load resource" not in text:
            wrong.append(f"says: {text}")

    page.on("pageerror", say)
    page.on("console", say)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    answer = page.goto(address)
    if not answer or answer.status not in (200, 404):
        wrong.append(f"is answered with {answer and answer.status}")
    if page.title().startswith("Log in") and address != "/log-in/":
        wrong.append("is closed")
    schemes: list[tuple[Literal["light", "dark"], dict[str, Any]]]
    schemes = [("light", {}), ("dark", ONLY_COLOURS)]
    for scheme, options in schemes:
        page.emulate_media(color_scheme=scheme)
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        for found in violations(page, **options):
            where = ", ".join(str(node["target"]) for node in found["nodes"][:3])
            wrong.append(f"axe, {scheme}: {found['id']} at {where}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wrong.append(f"scrolls sideways at {width}: {needed}")
    page.remove_listener("pageerror", say)
    page.remove_listener("console", say)
    return wrong


def test_pages_are_for_everybody(browser: Browser, filled: Filled, seat: Seat):
    ana = seat(filled.world.ana)
    staff.change_role(filled.world.ana, role="admin", by=DESK, at=filled.world.now)
    with looking(browser, ana) as page:
        wrong = {name: wrong_with(page, at) for name, at in addresses(filled, ana).items()}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_log_in_is_for_everybody(browser: Browser, world: World):
    with looking(browser, Client()) as page:
        assert wrong_with(page, "/log-in/") == []


def test_axe_would_find_something(browser: Browser, world: World):
    with looking(browser, Client()) as page:
        page.goto("/log-in/")
        page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/nothing.png\">'")
        found = [one["id"] for one in violations(page)]
        assert "image-alt" in found
        assert "color-contrast" not in found
        page.evaluate(
            "for (const one of document.querySelectorAll('h1, label')) one.style.color = '#888'"
        )
        assert [one["id"] for one in violations(page, **ONLY_COLOURS)] == ["color-contrast"]


class Nesting(HTMLParser):
    """Collects what a browser would silently repair, ids twice, and inline code."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if "p" in self.open and tag in ENDS_A_PARAGRAPH:
            self.wrong.append(f"<{tag}> inside <p> at line {self.getpos()[0]}")
        if name := named.get("id"):
            if name in self.ids:
                self.wrong.append(f"id {name} twice")
            self.ids.add(name)
        if "style" in named or any(attribute.startswith("on") for attribute in named):
            self.wrong.append(f"inline code on <{tag}>")
        if tag == "style" or (tag == "script" and not (named.get("src") or named.get("type"))):
            self.wrong.append(f"inline <{tag}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As parts of a drawing are written; HTML has none."""
        self.handle_starttag(tag, attrs)
        if tag in ("path", "circle", "polygon", "polyline"):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def test_pages_are_well_formed_and_have_no_inline_code(filled: Filled, seat: Seat):
    ana = seat(filled.world.ana)
    staff.change_role(filled.world.ana, role="admin", by=DESK, at=filled.world.now)
    for name, address in addresses(filled, ana).items():
        page = ana.get(address).content.decode()
        nesting = Nesting()
        nesting.feed(page)
        assert (name, nesting.wrong, nesting.open) == (name, [], [])
        assert "<h1" in page, name
