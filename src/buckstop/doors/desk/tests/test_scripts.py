"""What the scripts add, in a real browser: sheets, keys, drafts, the theme and countdowns."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from buckstop.conversations import links
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

HEARD = 'topic => new BroadcastChannel("buckstop-live").postMessage({ topic })'
"""As another tab says what it heard."""


@pytest.fixture
def case(world: World) -> Case:
    """What Ana has in front of her: two problems, and a step of the first."""
    first, second = reported(world), reported(world, "The printer is quiet")
    for case in (first, second):
        due = world.now + timedelta(minutes=20)
        add_step(
            case.problem, what="Look at it", debtor=world.ana, due=due, case=case,
            by=world.ana.actor(), at=world.now,
        )  # fmt: skip
    return first


@pytest.fixture
def page(browser: Browser, seat: Seat, world: World) -> Iterator[Page]:
    size = {"width": 1200, "height": 900}
    with looking(browser, seat(world.ana), viewport=size, color_scheme="light") as page:
        page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
        yield page


def test_a_sheet_opens_in_place_and_closes(page: Page, case: Case) -> None:
    page.goto(home(case))
    page.keyboard.press("o")
    sheet = page.locator("#sheet")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("heading")).to_have_text("Offer to somebody")
    expect(sheet.get_by_label("Offer to")).to_be_focused()
    sheet.get_by_role("link", name="Not now").click()
    expect(sheet).to_be_hidden()
    assert page.url.endswith(home(case))


def test_a_refused_sheet_keeps_its_words_and_a_done_one_closes(page: Page, case: Case) -> None:
    page.goto(home(case))
    page.get_by_role("link", name="Offer to…").click()
    brief = page.get_by_label("What they must know")
    brief.fill("Marco prefers the phone.")

    page.route(
        "**/handoffs/",
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
    page.unroute("**/handoffs/")
    page.route(
        "**/handoffs/",
        lambda route: route.fulfill(
            status=204, headers={"HX-Trigger": '{"buckstop:done": {"say": "Offered to Bruno."}}'}
        ),
    )
    page.get_by_role("button", name="Offer", exact=True).click()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator("#toasts")).to_contain_text("Offered to Bruno.")

    page.get_by_role("link", name="Offer to…").click()
    expect(brief).to_have_value("")


def test_keys_walk_the_list_and_open_what_was_chosen(page: Page, case: Case) -> None:
    page.goto("/")
    for key in "jjk":
        page.keyboard.press(key)
    chosen = page.locator(".work-row.at")
    first = chosen.get_attribute("data-row")
    page.keyboard.press("j")
    assert chosen.get_attribute("data-row") != first
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("/")
    field = page.locator("#palette input")
    expect(field).to_be_focused()
    page.keyboard.type("j")
    expect(field).to_have_value("j")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("/problems/")


def test_a_draft_survives_a_reload(page: Page, case: Case) -> None:
    page.goto(home(case))
    page.keyboard.press("u")
    page.keyboard.type("The gateway runs")
    expect(page.locator(".composer-update .draft-says")).to_contain_text("Draft kept")
    page.reload()
    expect(page.locator("#update_text")).to_have_value("The gateway runs")
    drafts = "Object.keys(localStorage).filter(name => name.startsWith('buckstop-draft'))"
    assert page.evaluate(drafts) == []


def test_a_draft_that_another_page_changed_is_decided_about(page: Page, case: Case) -> None:
    page.goto(home(case))
    field = page.get_by_label("Your answer")
    kept = page.locator(".composer-reply .draft-says")
    other = page.context.new_page()
    other.goto(home(case))
    field.press_sequentially("From the desk")
    expect(kept).to_contain_text("Draft kept")
    there = other.locator(".composer-reply")
    there.get_by_label("Your answer").fill("From the phone")
    expect(there.locator(".draft-says")).to_contain_text("Changed on another page")
    there.get_by_role("button", name="Keep what stands here").click()
    expect(there.locator(".draft-says")).to_contain_text("Draft kept")
    field.press_sequentially(".")
    page.get_by_role("button", name="Take what stands there").click()
    expect(field).to_have_value("From the phone")
    expect(kept).to_contain_text("Draft kept")


def test_who_calls_is_chosen_by_keys(page: Page, case: Case) -> None:
    page.goto("/log/")
    page.fill("[name=words]", "No dial tone")
    page.locator("[name=customer_text]").press_sequentially("ine")
    page.locator("[data-pick]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = page.locator("#chosen-customer")
    chosen.wait_for()
    assert "Ines Vogt" in chosen.inner_text()
    assert page.locator("[name=contact]").input_value().startswith(str(case.contact_id))
    assert page.url.endswith("/log/")  # nothing was sent


def test_the_theme_stays_chosen(page: Page, case: Case) -> None:
    page.goto("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".bar-person > summary").click()
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_countdowns_say_what_the_server_says(page: Page, case: Case) -> None:
    page.clock.set_fixed_time("2026-11-24T03:00:00Z")  # a browser whose clock is wrong
    page.goto("/")
    said = "[...document.querySelectorAll('time[data-tells]')].map(time => time.textContent)"
    served = page.evaluate(said)
    assert served
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate(said) == served


def test_a_change_is_fetched_and_the_chosen_row_kept(page: Page, case: Case) -> None:
    page.goto("/")
    page.keyboard.press("j")
    key = page.locator(".work-row.at").get_attribute("data-row")
    row = f"<li data-row='{key}'><a href='#' data-open>News</a></li>"
    page.route(
        page.url,
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"<ol id='work-list'>{row}</ol>",
        ),
    )
    for topic in ("other", "work"):
        page.evaluate(HEARD, topic)
    expect(page.locator("#work-list")).to_have_text("News")
    expect(page.locator(f"[data-row='{key}']")).to_have_class("at")


def test_a_key_pressed_while_the_list_is_made_anew_acts_on_what_was_chosen(
    page: Page, case: Case
) -> None:
    page.goto("/problems/?sort=oldest")
    for key in "jxjx":
        page.keyboard.press(key)
    expect(page.locator("[data-chosen]")).to_have_text("2 chosen")
    page.evaluate("""() => {
        const press = () => document.body.dispatchEvent(
            new KeyboardEvent("keydown", { key: "o", bubbles: true, cancelable: true }));
        document.addEventListener("htmx:afterSwap", press, { once: true });
    }""")
    page.evaluate(HEARD, "list")
    expect(page.locator("#sheet").get_by_text("2 problems")).to_be_visible()


def test_the_promise_may_be_another_time(page: Page, case: Case) -> None:
    page.goto(home(case))
    page.keyboard.press("u")
    typed = page.locator("#update_by_other")
    expect(typed).to_be_hidden()
    page.locator("#update_by").select_option("other")
    expect(typed).to_be_visible()


def test_everything_can_be_done_without_scripts(
    browser: Browser, world: World, seat: Seat, case: Case
) -> None:
    with looking(browser, seat(world.ana), java_script_enabled=False) as page:
        page.goto(home(case))
        page.get_by_text("Internal note", exact=True).click()
        expect(page.locator("#note_text")).to_be_visible()
        expect(page.locator("#update_text")).to_be_hidden()
        page.goto(f"/c/{links.make(case.pk, case.contact_id, world.now)}/")
        page.get_by_text("Talk to someone above").click()
        expect(page.get_by_role("button", name="Ask a leader")).to_be_visible()


def test_a_drag_or_two_presses_over_the_roster_put_somebody_on(
    browser: Browser, seat: Seat, world: World
) -> None:
    size = {"width": 1200, "height": 900}
    with looking(browser, seat(world.bruno), viewport=size) as page:
        page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
        page.goto("/roster/")
        ana = page.locator(f'tr[data-person="{world.ana.pk}"] td')
        sheet = page.locator("#sheet")

        def filled() -> tuple[str, ...]:
            expect(sheet).to_be_visible()
            names = ("instead_of", "starts", "ends")
            found = tuple(sheet.locator(f"[name={name}]").input_value() for name in names)
            page.keyboard.press("Escape")
            expect(sheet).to_be_hidden()
            return found

        ana.nth(1).hover()
        page.mouse.down()
        ana.nth(2).hover()
        ana.nth(3).hover()
        page.mouse.up()
        who = str(world.ana.pk)
        assert filled() == (who, "2026-03-03T08:00", "2026-03-05T18:00")

        ana.nth(4).click()
        expect(sheet).to_be_hidden()
        ana.nth(3).click()
        assert filled() == (who, "2026-03-05T08:00", "2026-03-06T18:00"), "in either order"

        ana.nth(0).focus()
        for key in ("ArrowRight", "Enter", "ArrowRight", "Enter"):
            page.keyboard.press(key)
        assert filled() == (who, "2026-03-03T08:00", "2026-03-04T18:00")
