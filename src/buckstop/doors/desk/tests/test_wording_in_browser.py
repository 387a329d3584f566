"""The wording check as somebody writes, in a real browser."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

DRAFT = "You forgot to send the log. We will look into it soon, and I'll call you by four tomorrow."


@pytest.fixture
def case(world: World) -> Case:
    customers.add(name="Alpina Energie AG", by=DESK, at=world.now)
    return reported(world)


@pytest.fixture
def page(browser: Browser, seat: Seat, world: World, case: Case) -> Iterator[Page]:
    size: Any = {"width": 1280, "height": 900}
    with looking(browser, seat(world.ana), viewport=size, color_scheme="light") as page:
        page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
        page.goto(home(case))
        yield page


def answer(page: Page) -> Locator:
    return page.get_by_label("Your answer")


def found(page: Page) -> Locator:
    return page.locator(".composer-reply .remark:visible")


def test_words_are_marked_as_they_are_written(page: Page):
    answer(page).press_sequentially(DRAFT)
    expect(found(page)).to_have_count(4)
    marks = page.locator(".composer-reply .wording-marks mark")
    expect(marks).to_have_text(["You forgot to", "We will", "soon", "by four tomorrow"])
    expect(found(page).first).to_contain_text("It sounds as if it were their fault.")
    answer(page).press_sequentially(" Thank you.")
    expect(marks).to_have_count(4)
    violations = Axe().run(page).response["violations"]
    assert violations == []


def test_a_promise_is_made_of_a_time_in_words(page: Page):
    answer(page).fill("I'll call you by four tomorrow.")
    found(page).get_by_role("button", name="Make it a promise").click()
    form = page.locator(".composer-reply")
    expect(form.locator("[name=by]")).to_have_value("other")
    expect(form.locator("[name=by_other]")).to_have_value("2026-03-03T16:00")
    expect(found(page)).to_have_count(0)


def test_a_better_one_is_put_in_place_and_another_let_be(page: Page):
    answer(page).fill("We will look into it, and ask your bank as well, whatever they say.")
    found(page).get_by_role("button", name="I will").click()
    expect(answer(page)).to_have_value(re.compile("^I will look into it"))
    expect(found(page)).to_have_count(0)
    answer(page).fill("I will call you. You forgot to send the log.")
    found(page).get_by_role("button", name="Let it be").click()
    expect(found(page)).to_have_count(0)
    with page.expect_response("**/wording/"):
        answer(page).press_sequentially(" It helps.")
    expect(found(page)).to_have_count(0)


def test_what_was_read_is_sent_with_one_key(page: Page):
    answer(page).fill("I will call you. You forgot to send the log.")
    expect(found(page)).to_have_count(1)
    answer(page).press("Control+Enter")
    expect(page.get_by_text("On its way to Ines Vogt.")).to_be_visible()


def test_what_nobody_saw_yet_is_shown_before_it_goes(page: Page):
    answer(page).fill("I will call you. You forgot to send the log.")
    answer(page).press("Control+Enter")
    expect(found(page)).to_have_count(1)
    assert not Message.objects.filter(kind="reply").exists()
    answer(page).press("Control+Enter")
    expect(page.get_by_text("On its way to Ines Vogt.")).to_be_visible()


def test_small_advice_holds_nothing_up(page: Page):
    answer(page).fill("We will call you.")
    answer(page).press("Control+Enter")
    expect(page.get_by_text("On its way to Ines Vogt.")).to_be_visible()


def test_another_customers_name_needs_a_tick(page: Page):
    answer(page).fill("Alpina Energie has it too. I will call you.")
    answer(page).press("Control+Enter")
    tick = page.get_by_label("They may read this name")
    expect(tick).to_be_focused()
    answer(page).press("Control+Enter")
    expect(tick).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("On its way to Ines Vogt.")).to_be_visible()


def test_a_sheet_is_read_too(page: Page, case: Case):
    page.keyboard.press("f")
    sheet = page.locator("#sheet")
    text = sheet.get_by_label("What was wrong and what we did")
    text.fill("It was a user error.")
    expect(sheet.locator(".remark")).to_have_count(1)
    text.press("Control+Enter")
    expect(sheet).to_be_hidden()
    assert Message.objects.filter(kind="fixed").exists()


def test_without_scripts_it_is_shown_once(browser: Browser, seat: Seat, world: World, case: Case):
    with looking(browser, seat(world.ana), java_script_enabled=False) as page:
        page.goto(home(case))
        answer(page).fill("You forgot to send the log. I will call you.")
        page.locator(".composer-reply .button.main").click()
        expect(page.get_by_text("press once more to send it as it is")).to_be_visible()
        page.locator(".composer-reply .button.main").click()
        expect(page.get_by_text("On its way to Ines Vogt.")).to_be_visible()
