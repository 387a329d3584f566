"""The palette, in a real browser: by keyboard alone, by mouse, on a phone, and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from buckstop.doors.desk.tests.telling import home, reported
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def case(world: World) -> Case:
    """One of two problems of Ana's."""
    reported(world, "The printer is quiet")
    return reported(world)


def option(page: Page, words: str) -> Locator:
    return page.locator("#palette-list [role=option]", has_text=words).first


def test_what_this_page_can_do_is_done_by_its_words(page: Page, case: Case) -> None:
    page.goto(home(case))
    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()
    page.keyboard.type("step")
    expect(option(page, "Plan")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#sheet")).to_be_visible()
    expect(page.locator("#sheet")).to_contain_text("step")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    page.keyboard.press("Control+k")
    here = page.locator("#palette-list [role=group][aria-label=Here] [role=option]")
    expect(here.first).to_contain_text("Plan")  # what was done lately comes first
    page.keyboard.type("update")
    page.keyboard.press("Enter")
    expect(page.locator("#update_text")).to_be_focused()


def test_any_problem_and_page_is_a_few_keys_away(page: Page, case: Case) -> None:
    page.goto(home(case))
    page.keyboard.press("Control+k")
    page.keyboard.type("printer")
    page.keyboard.press("Enter")  # before the answer: it is waited for
    expect(page.get_by_role("heading", level=1)).to_have_text("The printer is quiet")
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    expect(option(page, "Transfers fail")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")  # the one before is the first
    page.wait_for_url(home(case))
    page.keyboard.press("/")
    page.keyboard.type("roster")
    page.keyboard.press("Enter")
    page.wait_for_url("/roster/")
    page.keyboard.press("Control+k")
    page.keyboard.type("zzzz")
    expect(page.locator(".palette-none")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_on_a_list_the_chosen_rows_acts_come_first(page: Page, case: Case) -> None:
    page.goto("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    at = page.locator(".work-row.at .work-title").inner_text().split("\n")[-1]
    page.keyboard.press("Control+k")
    first = page.locator("#palette-list [role=group][aria-label=Here] [role=option]").first
    expect(first).to_contain_text(at)


def test_what_was_recent_stays_with_its_person(page: Page, case: Case) -> None:
    page.goto(home(case))
    kept = "Object.keys(localStorage).filter(name => name.startsWith('buckstop-recent'))"
    assert len(page.evaluate(kept)) == 1
    assert "Transfers" not in page.evaluate("JSON.stringify(localStorage)")
    page.locator(".bar-person > summary").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_load_state()
    assert page.evaluate(kept) == []


def test_on_a_phone_it_is_under_the_thumb(browser: Browser, ana: Client, case: Case) -> None:
    with looking(browser, ana, viewport=PHONE, has_touch=True) as page:
        page.goto(home(case))
        opener = page.get_by_role("link", name="Search", exact=True)
        box = opener.bounding_box()
        assert box is not None
        assert box["y"] > 700
        assert box["height"] >= 44
        opener.tap()
        option(page, "My work").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("My work")


def test_it_is_for_everybody(page: Page, case: Case) -> None:
    page.goto(home(case))
    page.keyboard.press("Control+k")
    page.keyboard.type("o")
    expect(option(page, "Offer")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


def test_without_scripts_the_link_leads_to_the_search(
    browser: Browser, ana: Client, case: Case
) -> None:
    with looking(browser, ana, java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_role("link", name="Search or act").click()
        page.get_by_role("searchbox").fill("printer")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="The printer is quiet").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The printer is quiet")
