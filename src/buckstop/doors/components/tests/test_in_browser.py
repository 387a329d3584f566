"""Every page in a real browser: axe finds nothing, nothing scrolls sideways, nothing is refused."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from buckstop.doors.components.gallery import EXAMPLES
from tests.browser import leave

GROUPS = 6  # so that the workers share them
WIDTHS = (320, 390, 1440)
ONLY_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# Every component once: colours differ by theme, components don't differ by page.
IN_THE_DARK = {
    *("my-work", "problem-offered", "problem-fixed", "problems", "ledger-broken", "deliveries"),
    *("log-typing", "page", "page-above", "page-asked", "mailbox", "sheet-offer-refused"),
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    yield page
    leave(context)


def look_at(page: Page, address: str, *, dark: bool = True) -> list[str]:
    """What is wrong with a page: axe in light and dark, three widths, refusals, script errors."""
    wrong: list[str] = []
    schemes: list[tuple[Literal["light", "dark"], dict[str, Any]]] = [("light", {})]
    if dark:
        schemes.append(("dark", ONLY_COLOURS))

    def say(event: object) -> None:
        wrong.append(f"says: {event}")

    page.on("pageerror", say)
    page.on("console", lambda message: say(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    page.goto(address)
    axe = Axe()
    for scheme, options in schemes:
        page.emulate_media(color_scheme=scheme)
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        for found in axe.run(page, options={"resultTypes": ["violations"], **options}).response[
            "violations"
        ]:
            where = ", ".join(str(node["target"]) for node in found["nodes"][:3])
            wrong.append(f"axe, {scheme}: {found['id']} at {where}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wrong.append(f"scrolls sideways at {width}: {needed}")
    page.remove_listener("pageerror", say)
    return wrong


@pytest.mark.parametrize("group", range(GROUPS))
def test_pages_are_for_everybody(group: int, gallery: str, page: Page) -> None:
    names = sorted(EXAMPLES)[group::GROUPS]
    wrong = {
        name: look_at(page, f"{gallery}/components/{name}/", dark=name in IN_THE_DARK)
        for name in names
    }
    assert {name: found for name, found in wrong.items() if found} == {}


def test_log_in_is_for_everybody(gallery: str, page: Page) -> None:
    assert look_at(page, f"{gallery}/accounts/login/") == []


def test_axe_would_find_something(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/components/page/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/nothing.png\">'")
    assert "image-alt" in [found["id"] for found in Axe().run(page).response["violations"]]
