"""Time spent, as programs note it and read it for bills."""

from datetime import timedelta
from typing import Any

from buckstop.coverage.actions.teams import add_team
from buckstop.doors.api.tests.conftest import Program
from buckstop.ledger.actor import DESK
from buckstop.problems.tests.world import World
from buckstop.timekeeping.actions.noting import remove_time
from buckstop.timekeeping.models import TimeSpent


def noted(world: World, program: Program, **said: Any) -> Any:
    ref = world.report("Transfers fail").problem.ref
    day = world.now.date().isoformat()
    return program.post(f"problems/{ref}/time-spent", {"minutes": 45, "day": day} | said)


def of_today(world: World) -> dict[str, str]:
    today = world.now.date()
    return {"since": today.isoformat(), "until": (today + timedelta(days=1)).isoformat()}


def test_what_somebody_notes_is_read_by_who_bills(world: World, reader: Program):
    ana = Program(world, "write", person=world.ana)
    assert noted(world, ana, what="Restarted it", billable=False).status_code == 200
    assert noted(world, ana).status_code == 200
    [first, second] = reader.read("time-spent", **of_today(world))["items"]
    assert (first["minutes"], first["what"], first["billable"]) == (45, "Restarted it", False)
    assert (first["customer"]["name"], first["person"]["name"]) == ("Nordbank", "Ana Ruiz")
    assert (second["what"], second["billable"]) == ("", True)
    remove_time(TimeSpent.objects.get(pk=first["id"]), by=world.ana.actor(), at=world.now)
    assert len(reader.read("time-spent", **of_today(world))["items"]) == 1


def test_one_who_doesnt_lead_reads_their_own(world: World):
    ana, carla = (Program(world, "write", person=one) for one in (world.ana, world.carla))
    noted(world, carla)
    assert ana.read("time-spent", **of_today(world))["items"] == []
    assert len(carla.read("time-spent", **of_today(world))["items"]) == 1


def test_a_key_of_a_team_reads_that_of_its_team(world: World):
    noted(world, Program(world, "write", person=world.ana))
    network = add_team(name="Network", lead=None, by=DESK, at=world.now)
    of_team = Program(world, "read", team=network.pk)
    assert of_team.read("time-spent", **of_today(world))["items"] == []


def test_what_cant_be_noted_or_asked_is_said(world: World, writer: Program, reader: Program):
    ana = Program(world, "write", person=world.ana)
    assert noted(world, writer).json()["code"] == "not-a-person"
    tomorrow = (world.now + timedelta(days=1)).date().isoformat()
    assert noted(world, ana, day=tomorrow).json()["field"] == "day"
    assert noted(world, ana, minutes=0).json()["field"] == "minutes"
    asked = of_today(world)
    asked["until"] = asked["since"]
    assert reader.get("time-spent", **asked).json()["field"] == "until"


def test_a_program_that_acts_as_nobody_lets_nothing_leave_later(world: World, writer: Program):
    ref = world.report("Transfers fail").problem.ref
    said = {"text": "Soon.", "leaves_at": (world.now + timedelta(minutes=5)).isoformat()}
    assert writer.post(f"problems/{ref}/scheduled", said).json()["code"] == "not-a-person"
