"""What somebody is about to open is fetched ahead, and nothing is on record of it until they do."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.kit import said_time
from buckstop.ledger.models import Entry
from buckstop.oversight.actions.marking import mark_customer
from buckstop.people.models import House
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

AHEAD = {"Sec-Purpose": "prefetch"}
LATER = "Number(sessionStorage.getItem('later'))"
HOW = "performance.getEntriesByType('navigation')[0].deliveryType"


@pytest.mark.parametrize("key", ["the pointer", "j"])
def test_a_row_on_which_one_rests_is_there_when_it_is_pressed(
    browser: Browser, seat: Seat, world: World, key: str
) -> None:
    ref = reported(world).problem.ref
    with looking(browser, seat(world.ana)) as page:
        page.goto("/problems/")
        link = page.locator("[data-row] [data-open]").first
        with page.context.expect_event("response", lambda answer: ref in answer.url):
            page.keyboard.press("j") if key == "j" else link.hover()
        page.keyboard.press("Enter") if key == "j" else link.click()
        page.wait_for_url(f"**/{ref}/**")
        assert page.evaluate(HOW) == "navigational-prefetch"


def test_its_times_are_those_of_when_it_is_looked_at(
    browser: Browser, seat: Seat, world: World
) -> None:
    case, later = reported(world), world.now + timedelta(minutes=40)
    with looking(browser, seat(world.ana)) as page:
        page.add_init_script(f"Date.now = () => {milliseconds(world.now)} + ({LATER})")
        page.goto("/problems/")
        link = page.locator("[data-row] [data-open]").first
        with page.context.expect_event("response", lambda answer: case.problem.ref in answer.url):
            link.hover()
        page.evaluate("sessionStorage.setItem('later', 40 * 60_000)")
        link.click()
        page.wait_for_url(f"**/{case.problem.ref}/**")
        assert page.evaluate(HOW) == "navigational-prefetch"
        time = page.locator("time[data-tells=within]").first
        due = datetime.fromisoformat(time.get_attribute("datetime") or "")
        assert time.inner_text() == said_time.within(due, later)


def test_what_is_a_marked_customers_is_not_fetched_ahead(world: World, seat: Any):
    case = reported(world)
    mark_customer(world.nordbank, why="Secret", by=world.carla.actor(), at=world.now)
    ana: Client = seat(world.ana)
    for address in (home(case), f"/customers/{world.nordbank.pk}/"):
        assert ana.get(address, headers=AHEAD).status_code == 404
        assert not _looks()
    assert ana.get(home(case)).status_code == 200
    assert _looks()


def milliseconds(at: datetime) -> int:
    """An instant as a browser counts."""
    return int(at.timestamp() * 1000)


def _looks() -> int:
    chain = House.objects.get().chain_id
    return Entry.objects.filter(chain=chain, code="customer-seen").count()
