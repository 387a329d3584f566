"""Who has a problem open: said by browsers, forgotten by itself."""

import json
from uuid import UUID

from django.test import Client

from buckstop.doors.desk.presence import LASTS, Doing, Presence
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import home, reported
from buckstop.problems.tests.world import World

ANA, BRUNO = UUID(int=1), UUID(int=2)


def said(person: UUID, doing: Doing, tab: str = "one") -> str:
    name = {ANA: "Ana Ruiz", BRUNO: "Bruno Okafor"}[person]
    return json.dumps(
        {"ref": "P-1", "person": str(person), "name": name, "tab": tab, "doing": doing}
    )


def test_one_is_there_on_any_tab_and_writing_on_any() -> None:
    there = Presence()
    there.hear(said(BRUNO, Doing.READING), 0)
    there.hear(said(BRUNO, Doing.WRITING, "two"), 0)
    there.hear(said(ANA, Doing.READING), 0)
    assert there.others("P-1", ANA) == [{"name": "Bruno Okafor", "writes": True}]
    there.hear(said(BRUNO, Doing.AWAY, "two"), 1)
    assert there.others("P-1", ANA) == [{"name": "Bruno Okafor", "writes": False}]
    there.hear(said(BRUNO, Doing.AWAY), 1)
    assert there.others("P-1", ANA) == []


def test_who_is_not_heard_of_is_forgotten() -> None:
    there = Presence()
    there.hear(said(BRUNO, Doing.READING), 0)
    assert there.forget(LASTS - 1) == []
    assert there.forget(LASTS) == ["P-1"]
    assert there.problems() == []


def test_only_people_of_the_desk_say_it_and_only_what_there_is(world: World, seat: Seat) -> None:
    address = home(reported(world)) + "presence/"
    says = {"doing": "writing", "tab": "abc"}
    at_anas: Client = seat(world.ana)
    assert at_anas.post(address, says).status_code == 204
    assert at_anas.get(address).status_code == 405
    assert at_anas.post(address, says | {"doing": "sleeping"}).status_code == 404
    assert at_anas.post(address, says | {"tab": "a b"}).status_code == 404
    assert seat(world.zed).post(address, says).status_code == 404
