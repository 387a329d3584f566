"""Every page in a real browser: axe finds nothing, nothing scrolls sideways, nothing is refused."""

from datetime import timedelta
from html.parser import HTMLParser
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page

from buckstop.conversations import links
from buckstop.conversations.actions import telling
from buckstop.coverage.actions.teams import add_members, add_team
from buckstop.coverage.models import Team
from buckstop.doors.desk.pages import PAGES
from buckstop.doors.desk.setting_up.register import in_order
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.ledger.actor import DESK
from buckstop.ledger.following import drain
from buckstop.people.actions import staff
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

WIDTHS = (320, 390, 1440)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
ENDS_A_PARAGRAPH = {"p", "div", "form", "ul", "ol", "dl", "section", "details", "table", "h2"}
ONLY_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


SHEETS = ("handoffs/new/", "steps/new/", "asks/new/", "escalations/new/", "fix/new/")


@pytest.fixture
def case(world: World) -> Case:
    """A problem with something of everything: words with a link, a plan, a note, a file.

    Another one has the longest title, without a blank, and its owner hasn't seen yet that it is
    theirs.
    """
    reported(world, "x" * 400)
    drain(at=world.now)
    case = reported(world, "Transfers fail since nine\n\nSee https://bank.example/status.")
    soon, by = world.now + timedelta(hours=2), world.ana.actor()
    for debtor, what in ((world.ana, "Restart the gateway"), (world.ines, "Send us the log")):
        add_step(case.problem, what=what, debtor=debtor, due=soon, case=case, by=by, at=world.now)
    network = add_team(name="Network", lead=world.bruno, by=DESK, at=world.now)
    add_members(network, people=[world.ana], by=DESK, at=world.now)
    telling.note(case.problem, text="Olaf saw it too.", by=by, at=world.now)
    return case


def addresses(world: World, case: Case) -> dict[str, str]:
    """An address of each page of `PAGES`, of some sheets, and of the pages without a log-in."""
    link = f"/c/{links.make(case.pk, case.contact_id, world.now)}/"
    own = {page: f"/{page}/" for page in PAGES} | {
        "my_work": "/",
        "problem": home(case),
        "ledger": f"{home(case)}ledger/?verify=1",
        "coverage_board": "/coverage/",
        "team": f"/teams/{Team.objects.get().pk}/",
        "person": f"/people/{world.bruno.pk}/",
        "settings": "/house/settings/mail-out/",
        "setting_up": "/setting-up/",
        "customer": f"/customers/{world.nordbank.pk}/",
        "my_customers": "/my-customers/",
        "briefing": f"{home(case)}briefing/",
        "brief": f"/customers/{world.nordbank.pk}/brief/",
    }
    sheets = {sheet: home(case) + sheet for sheet in SHEETS}
    outside = {
        "case": link,
        "not_me": f"{link}not-me/",
        "gone": "/c/gone/",
        "sent": f"{link}files/{case.pk}/",
    }
    steps = {step.name: step.url() for step in in_order()}
    others = steps | {"nothing": "/nothing/", "sent": f"{link}files/{case.pk}/"}
    return own | sheets | outside | others | {"forgotten": "/log-in/forgotten/"}


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


def test_pages_are_for_everybody(browser: Browser, world: World, seat: Seat, case: Case):
    staff.change_role(world.ana, role="admin", by=DESK, at=world.now)
    with looking(browser, seat(world.ana)) as page:
        wrong = {name: wrong_with(page, at) for name, at in addresses(world, case).items()}
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


def test_pages_are_well_formed_and_have_no_inline_code(world: World, seat: Seat, case: Case):
    staff.change_role(world.ana, role="admin", by=DESK, at=world.now)
    for name, address in addresses(world, case).items():
        page = seat(world.ana).get(address).content.decode()
        nesting = Nesting()
        nesting.feed(page)
        assert (name, nesting.wrong, nesting.open) == (name, [], [])
        assert "<h1" in page, name
