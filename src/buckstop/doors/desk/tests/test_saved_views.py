"""Lists under a name: made from the present address, one's own or everybody's."""

import json
from typing import Any

from django.test import Client

from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.ledger.verify import verify
from buckstop.people.models import SavedView
from buckstop.problems.tests.world import World

HTMX = {"HX-Request": "true"}
AT = "/problems/views/"


def save(browser: Client, address: str, name: str, **more: Any) -> SavedView:
    """Press *Save this view* on that list."""
    act = next(one for one in browser.get(address).context["view_acts"])
    assert str(act.label) == "Save this view"
    fields = fields_of(browser.get(act.url), AT)
    answer = browser.post(AT, fields | {"name": name} | more)
    view = SavedView.objects.get(name=name)
    assert answer["Location"].startswith("/problems/?")
    return view


def tabs(browser: Client, address: str = "/problems/") -> list[str]:
    return [tab.view.name for tab in browser.get(address).context["tabs"]]


def test_made_from_the_address_and_opened(world: World, ana: Client, seat: Any):
    reported(world)
    view = save(ana, "/problems/?sort=cost&owner=me&nonsense=1&after=x", "Mine by cost")
    assert view.asks == "owner=me&sort=cost"
    page = ana.get("/problems/")
    (tab,) = page.context["tabs"]
    assert ana.get(tab.url).context["tabs"][0].chosen
    assert "Mine by cost" in words(page)
    assert tabs(seat(world.carla)) == []
    assert [str(act.label) for act in ana.get(tab.url).context["view_acts"]] == [
        "Rename", "Remove",
    ]  # fmt: skip
    assert list(ana.get("/problems/").context["view_acts"]) == []  # nothing to save


def test_shared_with_everybody_who_may_only_look(world: World, ana: Client, seat: Any):
    view = save(ana, "/problems/?only=missed&q=printer", "Late printers", shared="on")
    other = seat(world.carla)
    assert tabs(other) == ["Late printers"]
    assert tabs(seat(world.zed)) == []
    admin = other.post(f"{AT}{view.pk}/removal/", headers=HTMX)
    assert admin.status_code == 204  # who leads tidies up
    assert tabs(ana) == []
    back = json.loads(admin["HX-Trigger"])["buckstop:done"]["undo"]
    other.post(back, headers=HTMX)
    assert tabs(ana) == ["Late printers"]


def test_renamed_and_removed_by_whose_it_is(world: World, ana: Client, seat: Any):
    view = save(ana, "/problems/?state=any", "All")
    at = f"{AT}{view.pk}/name/"
    fields = fields_of(ana.get(f"{at}new/"), at)
    assert fields["name"] == ["All"]
    assert ana.post(at, fields | {"name": "  "}).status_code == 422
    ana.post(at, fields | {"name": "Every one"})
    assert tabs(ana) == ["Every one"]
    assert seat(world.bruno).post(at, {"name": "x"}).status_code == 404
    ana.post(f"{AT}{view.pk}/removal/")
    assert tabs(ana) == []
    assert list(verify()) == []
