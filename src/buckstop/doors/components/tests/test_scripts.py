"""What the scripts add, in a real browser: sheets, keys, drafts, the theme and countdowns."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import leave


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    yield page
    leave(context)


def test_a_sheet_opens_in_place_and_closes(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/components/problem/")
    page.route(
        "**/handoffs/new/", lambda route: route.continue_(url=f"{gallery}/components/sheet-offer/")
    )
    page.keyboard.press("o")
    sheet = page.locator("#sheet")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("heading")).to_have_text("Offer to somebody")
    expect(sheet.get_by_label("Offer to")).to_be_focused()
    sheet.get_by_role("link", name="Not now").click()
    expect(sheet).to_be_hidden()
    assert page.url.endswith("/components/problem/")


def test_a_refused_sheet_keeps_its_words_and_a_done_one_closes(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/components/problem/")
    page.route(
        "**/handoffs/new/", lambda route: route.continue_(url=f"{gallery}/components/sheet-offer/")
    )
    page.get_by_role("link", name="Offer to…").click()
    brief = page.get_by_label("What they must know")
    brief.fill("Marco prefers the phone.")

    page.route(
        "**/x/",
        lambda route: route.fulfill(
            status=422,
            content_type="text/html",
            body="<p class='field-error'>Mei is off duty.</p>",
        ),
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator("#sheet")).to_contain_text("Mei is off duty.")
    page.get_by_role("button", name="Close").first.click()

    page.get_by_role("link", name="Offer to…").click()
    expect(brief).to_have_value("Marco prefers the phone.")
    page.unroute("**/x/")
    page.route(
        "**/x/",
        lambda route: route.fulfill(
            status=204, headers={"HX-Trigger": '{"buckstop:done": {"say": "Offered to Bruno."}}'}
        ),
    )
    page.get_by_role("button", name="Offer", exact=True).click()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator("#toasts")).to_contain_text("Offered to Bruno.")

    page.get_by_role("link", name="Offer to…").click()
    expect(brief).to_have_value("")


def test_keys_walk_the_list_and_open_what_was_chosen(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/components/my-work/")
    for key in "jjk":
        page.keyboard.press(key)
    expect(page.locator(".work-row.at .ref")).to_have_text("P-1042")
    page.keyboard.press("j")
    expect(page.locator(".work-row.at .ref")).to_have_text("P-1029")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#bar-q")).to_be_focused()
    page.keyboard.type("j")
    expect(page.locator("#bar-q")).to_have_value("j")
    page.locator("#bar-q").blur()
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url(f"{gallery}/problems/")


def test_a_draft_survives_a_reload(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/components/problem/")
    page.keyboard.press("u")
    page.keyboard.type("The gateway runs")
    page.reload()
    expect(page.locator("#update_text")).to_have_value("The gateway runs")
    assert page.evaluate("Object.keys(localStorage)") == ["buckstop-draft P-1042 update"]


def test_the_theme_stays_chosen(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/components/my-work/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".bar-person > summary").click()
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_countdowns_say_what_the_server_says(gallery: str, page: Page) -> None:
    page.clock.set_fixed_time("2026-11-24T03:00:00Z")  # a browser whose clock is wrong
    page.goto(f"{gallery}/components/my-work/")
    said = "[...document.querySelectorAll('time[data-tells]')].map(time => time.textContent)"
    served = page.evaluate(said)
    assert served
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate(said) == served


def test_a_change_is_fetched_and_the_chosen_row_kept(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/components/my-work/")
    page.keyboard.press("j")
    page.route(
        f"{gallery}/",
        lambda route: route.fulfill(
            content_type="text/html",
            body="<ol id='work-list'><li data-row='u1'><a href='#' data-open>News</a></li></ol>",
        ),
    )
    page.evaluate("import('/static/buckstop/js/live.js').then(live => live.refresh('other'))")
    page.evaluate("import('/static/buckstop/js/live.js').then(live => live.refresh('work'))")
    expect(page.locator("#work-list")).to_have_text("News")
    expect(page.locator("[data-row=u1]")).to_have_class("at")


def test_the_promise_may_be_another_time(gallery: str, page: Page) -> None:
    page.goto(f"{gallery}/components/problem/")
    typed = page.locator("#update_by_other")
    expect(typed).to_be_hidden()
    page.locator("#update_by").select_option("other")
    expect(typed).to_be_visible()


def test_everything_can_be_done_without_scripts(gallery: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{gallery}/components/problem/")
    page.get_by_text("Note inside").click()
    expect(page.locator("#note_text")).to_be_visible()
    expect(page.locator("#update_text")).to_be_hidden()
    page.goto(f"{gallery}/components/page/")
    page.get_by_text("That’s not it").click()
    expect(page.get_by_label("What is it, then?")).to_be_visible()
    leave(context)
