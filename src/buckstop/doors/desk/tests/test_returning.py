"""Whoever works by keys, or by ear, goes on where they were; in a real browser."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from buckstop.doors.desk.tests.telling import home, reported
from buckstop.people.models import Person
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking


@pytest.fixture
def case(world: World) -> Case:
    """A problem of Ana's."""
    return reported(world)


def test_after_a_sheet_the_keys_are_where_they_were(page: Page, case: Case) -> None:
    page.goto(home(case))
    page.get_by_role("link", name="Write it").press("Enter")
    expect(page.locator("#sheet textarea")).to_be_focused()
    page.keyboard.type("All branches.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator("#understanding")).to_contain_text("All branches.")
    expect(page.get_by_role("link", name="Change", exact=True)).to_be_focused()


def test_what_is_said_again_does_not_pile_up(page: Page, case: Case) -> None:
    page.goto(home(case))
    for _n in range(3):
        page.keyboard.press("t")
    expect(page.locator(".toast")).to_have_count(1)
    expect(page.locator(".toast")).to_contain_text("That can’t be done here now.")


def test_a_menu_at_the_edge_of_a_phone_is_read_whole(
    browser: Browser, world: World, seat: Callable[[Person], Client]
) -> None:
    with looking(browser, seat(world.bruno), viewport={"width": 390, "height": 844}) as page:
        page.goto("/signals/")
        page.locator(".head-acts summary").press("Enter")
        menu = page.locator(".head-acts .menu-list")
        expect(menu).to_be_visible()
        box = menu.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390
