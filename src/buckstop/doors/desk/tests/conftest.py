"""The cast at their desks, on a real database."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from buckstop.doors.desk.entrance import BACKEND
from buckstop.kit import clock
from buckstop.people.models import Person
from buckstop.problems.tests.world import World
from tests.pages_in_browser import looking

type Seat = Callable[[Person], Client]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ana on shift, Bruno at night, Carla above, Zed elsewhere, Ines and Olaf outside."""
    monkeypatch.setenv("BUCKSTOP_ZONE", "Europe/Zurich")
    made = World.here()
    with clock.set_to(made.now):
        yield made


@pytest.fixture
def seat(world: World) -> Seat:
    """A browser in which somebody is logged in."""

    browsers: dict[Person, Client] = {}

    def sit(person: Person) -> Client:
        if person not in browsers:
            browsers[person] = Client()
            browsers[person].force_login(person, backend=BACKEND)
        return browsers[person]

    return sit


@pytest.fixture
def ana(world: World, seat: Seat) -> Client:
    """Ana's browser."""
    return seat(world.ana)


@pytest.fixture
def page(browser: Browser, ana: Client) -> Iterator[Page]:
    """A page in Ana's browser, on which no script fails."""
    with looking(browser, ana, viewport={"width": 1200, "height": 900}) as page:
        page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
        yield page
