"""Service levels in the browser: added, ordered, removed, and asked which one is whose."""

from datetime import time

import pytest
from django.test import Client

from buckstop.coverage.models import ServiceLevel
from buckstop.coverage.queries import service_levels
from buckstop.ledger.verify import verify
from buckstop.people.models import Customer
from buckstop.problems.tests.world import World

GOLD = {
    "name": "Gold", "tier": "gold", "hurts": "", "kind": "", "weekdays": list("0123456"),
    "opens": "00:00", "closes": "00:00", "zone": "", "country": "CH", "part": "ZH",
    "first": "15", "while_hurting": "1", "otherwise": "4",
}  # fmt: skip


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    client.force_login(world.hire("Ada Admin", "admin"))
    return client


def add(admin: Client, **values: str) -> ServiceLevel:
    """One added by its own form."""
    assert admin.get("/levels/additions/new/").status_code == 200
    answer = admin.post("/levels/additions/", {**GOLD, **values})
    assert answer.status_code in (200, 302), answer.content
    return ServiceLevel.objects.get(name=values.get("name", "Gold"))


def names() -> list[str]:
    return [level.name for level in service_levels()]


def test_a_house_with_one_level_sees_hours_as_before_and_a_way_to_a_second(admin: Client):
    page = admin.get("/house/").content.decode()
    assert "Every customer has these times." in page
    assert "/levels/additions/new/" in page
    add(admin)
    page = admin.get("/house/").content.decode()
    assert "where the other level doesn’t" in page
    assert 'href="/levels/"' in page


def test_a_level_is_added_moved_changed_and_removed_with_entries(admin: Client):
    gold = add(admin)
    assert (gold.country, gold.first_news, gold.news_while_hurting) == ("CH-ZH", 15, 60)
    assert (gold.opens, gold.closes, gold.weekdays) == (time(0), time(0), "0123456")
    badly = add(admin, name="Down", tier="", hurts="2")
    assert names() == ["Gold", "Down", "Default"]
    admin.post(f"/levels/{badly.pk}/up/")
    assert names() == ["Down", "Gold", "Default"]
    admin.post(
        f"/levels/{badly.pk}/change/", {**GOLD, "name": "Standstill", "hurts": "2", "fix": "8"}
    )
    badly.refresh_from_db()
    assert badly.fix_aim == 480
    assert "Fixed within 8 hours, as we aim." in admin.get("/levels/").content.decode()
    assert (badly.name, badly.tier, badly.hurts) == ("Standstill", "gold", 2)
    admin.post(f"/levels/{gold.pk}/removal/")
    assert names() == ["Standstill", "Default"]
    assert list(verify()) == []
    ServiceLevel.objects.filter(pk=badly.pk).update(first_news=5)
    assert any("service level" in str(found) for found in verify())


def test_the_default_level_can_neither_be_moved_nor_removed(admin: Client):
    add(admin)
    default = ServiceLevel.objects.get(position=None)
    assert f"/levels/{default.pk}/" not in admin.get("/levels/").content.decode()
    admin.post(f"/levels/{default.pk}/removal/")
    admin.post(f"/levels/{default.pk}/up/")
    assert names() == ["Gold", "Default"]


def test_the_page_says_which_level_is_whose_and_why(world: World, admin: Client):
    add(admin, hurts="2")
    Customer.objects.filter(pk=world.nordbank.pk).update(tier="Gold")
    asked = {"customer": "nordbank", "hurts": "2", "kind": "problem"}
    page = admin.get("/levels/", asked).content.decode()
    assert "Nordbank (tier Gold): Gold, the first that fits." in page
    page = admin.get("/levels/", {**asked, "hurts": "0"}).content.decode()
    assert "Default, since no other level fits" in page
    page = admin.get("/levels/", {**asked, "customer": "Nobody"}).content.decode()
    assert "No customer is called so." in page
    page = admin.get(f"/customers/{world.nordbank.pk}/").content.decode()
    assert "stops them: Gold; slows them down: Default" in page
