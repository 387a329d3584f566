"""Snippets: kept by those who may, filled in where they are used, never sent with a gap."""

from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions import snippets, telling
from buckstop.conversations.models import Message, Snippet
from buckstop.coverage.actions.teams import add_members, add_team
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Chain
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.people.actions.staff import found_house
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World

HELLO = "Hello {{contact}} of {{customer}}, {{owner}} has {{reference}}. News {{promise}}."


def keep(world: World, name: str, text: str = HELLO, **more: Any) -> Snippet:
    given: dict[str, Any] = {
        "person": world.ana,
        "language": "",
        "by": world.ana.actor(),
        "at": world.now,
    } | more
    return snippets.add_snippet(name=name, text=text, **given)


def offered(browser: Client, case: Case, **query: str) -> list[dict[str, Any]]:
    answer = browser.get(f"{home(case)}snippets/", query, headers={"X-Snippets": "1"})
    found: list[dict[str, Any]] = answer.json()["snippets"]
    return found


def test_what_is_known_is_filled_in(world: World, ana: Client):
    case = reported(world)
    keep(world, "Hello")
    [one] = offered(ana, case)
    said = f"Hello Ines Vogt of Nordbank, {world.ana.public_name} has {case.problem.ref}. News by "
    assert one["text"].startswith(said)
    assert one["text"].endswith(" today.")
    assert said in words(ana.get(f"{home(case)}snippets/"))


def test_what_nobody_knows_cant_be_sent_unfilled(world: World, ana: Client):
    case = reported(world)
    world.join(case.problem, world.olaf)
    keep(world, "Hello")
    text = offered(ana, case)[0]["text"]
    assert text.startswith("Hello {{contact}} of {{customer}}, ")
    form = fields_of(ana.get(home(case)), f"{home(case)}updates/")
    del form["wording"]
    refused = ana.post(f"{home(case)}updates/", {**form, "text": text})
    assert "Fill in {{contact}} first." in words(refused)
    with pytest.raises(Refused, match="contact"):
        telling.reply(case, text="Dear {{contact}}", by=world.ana.actor(), at=world.now)
    assert not Message.objects.filter(kind__in=("update", "reply")).exists()


def test_ones_own_and_the_houses_in_their_language_and_by_use(
    world: World, ana: Client, seat: Seat
):
    case = reported(world)
    keep(world, "B mine")
    keep(world, "A theirs", person=world.bruno, by=world.bruno.actor())
    every = keep(world, "C everybody's", person=None, by=world.carla.actor())
    keep(world, "D in German", language="de")
    type(world.nordbank).objects.filter(pk=world.nordbank.pk).update(language="en")
    assert [one["name"] for one in offered(ana, case)] == ["B mine", "C everybody's"]
    assert ana.post(f"/snippets/{every.pk}/uses/").status_code == 204
    assert [one["name"] for one in offered(ana, case)] == ["C everybody's", "B mine"]
    theirs = Snippet.objects.get(name="A theirs")
    assert ana.post(f"/snippets/{theirs.pk}/uses/").status_code == 404


def test_the_page_adds_changes_and_withdraws(world: World, ana: Client, seat: Seat):
    send(ana, "/snippets/added/new/", name="Hello", text="Hello.")
    one = Snippet.objects.get()
    assert one.person == world.ana
    send(ana, f"/snippets/{one.pk}/text/new/", text="Good morning.")
    assert "Good morning." in words(ana.get("/snippets/"))
    assert "Hello" not in words(seat(world.bruno).get("/snippets/"))
    ana.post(f"/snippets/{one.pk}/removal/")
    assert "Good morning." not in words(ana.get("/snippets/"))
    ana.post(f"/snippets/{one.pk}/return/")
    assert "Good morning." in words(ana.get("/snippets/"))
    house = found_house(by=DESK, at=world.now)
    assert list(verify(Chain.objects.filter(pk=house.chain_id))) == []


def test_a_teams_are_offered_to_who_is_of_it(world: World, ana: Client, seat: Seat):
    case, carla = reported(world), seat(world.carla)
    by: dict[str, Any] = {"by": world.carla.actor(), "at": world.now}
    team = add_team(name="Payments", lead=world.carla, **by)
    said = {"name": "Gateway", "text": "The gateway restarts.", "whose": str(team.pk)}
    send(carla, "/snippets/added/new/", **said)
    assert offered(ana, case) == []
    assert "Gateway Payments" in words(carla.get("/snippets/"))  # who leads keeps them
    add_members(team, people=[world.ana], **by)
    assert [one["name"] for one in offered(ana, case)] == ["Gateway"]
    one = Snippet.objects.get()
    assert ana.post(f"/snippets/{one.pk}/removal/").status_code in (302, 404)
    assert Snippet.objects.get().removed_at is None


def test_the_houses_are_the_leads(world: World):
    with pytest.raises(Refused, match="leads"):
        keep(world, "Hello", person=None)
    one = keep(world, "Hello", person=None, by=world.carla.actor())
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    with pytest.raises(Refused, match="whose"):
        snippets.remove_snippet(one, **by)
    with pytest.raises(Refused, match="whose"):
        snippets.change_snippet(one, name="x", text="y", language="", **by)
