"""The menu *More*: what somebody may see, and what the house doesn't use yet apart."""

import re
from typing import Any

import pytest
from django.test import Client

from buckstop.doors.desk import places
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.problems.tests.world import World
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.rules.checks import Terms

BOTH = re.compile(r'class="menu-groups">(.*?)</div>(.*?)</details>', re.DOTALL)


@pytest.fixture(autouse=True)
def asks_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page asks what the house uses."""
    monkeypatch.setattr(places, "LIVES", 0)
    monkeypatch.setattr(places, "_kept", [])


def menu(client: Client) -> tuple[list[str], list[str]]:
    """Where it leads: to what is used, and to what isn't yet."""
    shown = re.search(r'<details class="menu bar-more">.*?</header>', page(client), re.DOTALL)
    assert shown
    used, unused = BOTH.findall(shown[0])[0]
    return re.findall(r'href="([^"]+)"', used), re.findall(r'href="([^"]+)"', unused)


def page(client: Client) -> str:
    """Their first page."""
    return client.get("/").content.decode()


def test_what_a_house_begins_to_use_comes_up(world: World, seat: Seat) -> None:
    ana = seat(world.ana)
    used, unused = menu(ana)
    assert "/suppliers/" in unused
    assert "/roster/" in used
    assert "Who owes you answers" in page(ana)
    add_supplier(terms=Terms(name="Swissline"), by=world.carla.actor(), at=world.now)
    used, unused = menu(ana)
    assert "/suppliers/" in used
    assert "/suppliers/" not in unused


def test_what_is_known_to_be_used_is_asked_for_no_more(
    world: World, django_assert_num_queries: Any
) -> None:
    places.keep(frozenset({"suppliers"}))
    with django_assert_num_queries(1) as asked:
        assert places.unused() == {"suppliers"}
    assert asked[0]["sql"].count("EXISTS") == 1
    places.keep(frozenset())
    with django_assert_num_queries(0):
        assert places.unused() == frozenset()


def test_nobody_is_shown_what_is_not_there_for_them(world: World, seat: Seat) -> None:
    used, unused = menu(seat(world.ana))
    assert "/deliveries/" not in [*used, *unused]
    used, _unused = menu(seat(world.carla))
    assert "/deliveries/" in used


def test_each_place_says_what_it_is_for_where_it_may_be_unused() -> None:
    assert len(places.PLACES) > 20
    silent = [name for name, place in places.PLACES.items() if place.by and not place.says]
    assert silent == []
