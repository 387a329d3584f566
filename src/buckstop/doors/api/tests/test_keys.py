"""What a key opens: by its scope, its team, its person and its end; once, and so often."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from buckstop.coverage.actions.teams import add_team
from buckstop.doors.api import keys
from buckstop.doors.api.tests.conftest import Program, later
from buckstop.doors.shared.limits import Limit
from buckstop.doors.shared.once import Running, once
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.problems.actions.teams import move_to_team
from buckstop.problems.tests.world import World

SAID = {"text": "Transfers fail", "contact": {"name": "Ines Vogt", "email": "i@nordbank.example"}}


def test_a_key_that_raises_reads_nothing(world: World):
    form = Program(world, "raise")
    opened = form.post("problems", SAID)
    assert opened.status_code == 201
    ref = json.loads(opened.content)["ref"]
    for path in ("problems", f"problems/{ref}", "entries", "commitments", "teams"):
        assert form.get(path).status_code == 403, path
    assert form.post(f"problems/{ref}/messages", {"text": "x"}).status_code == 403


def test_a_key_of_a_team_sees_what_is_with_it(world: World):
    team = add_team(name="Network", lead=None, by=DESK, at=world.now)
    case, other = world.report("Ours"), world.report("Not ours")
    move_to_team(case.problem, team=team, by=world.ana.actor(), at=world.now)
    program = Program(world, "write", team=team.pk)
    assert [one["ref"] for one in program.read("problems")["items"]] == [case.problem.ref]
    assert program.get(f"problems/{other.problem.ref}").status_code == 404
    assert program.read("problems", q="not ours")["items"] == []
    assert {one["problem"] for one in program.read("commitments")["items"]} == {case.problem.ref}
    assert program.post(f"problems/{other.problem.ref}/messages", {"text": "x"}).status_code == 404


def test_a_key_of_somebody_acts_as_they_do(world: World):
    program = Program(world, "write", person=world.ana)
    said = program.post("problems", SAID)
    ref = json.loads(said.content)["ref"]
    entry = program.read(f"problems/{ref}/ledger")["items"][0]
    assert entry["by"]["id"] == str(world.ana.pk)
    staff.deactivate(world.bruno, by=DESK, at=world.now)
    world.bruno.refresh_from_db()
    with pytest.raises(Refused):
        Program(world, "write", person=world.bruno)
    reads = Program(world, "read", person=world.ana)
    assert reads.post("problems", SAID).status_code == 403


def test_a_key_ends(world: World):
    program = Program(world, "read", ends_at=world.now + timedelta(hours=1))
    assert program.get("problems").status_code == 200
    later(world, hours=1)
    assert program.get("problems").status_code == 401
    with pytest.raises(Refused):
        Program(world, "read", ends_at=world.now)


def test_how_often_it_may_come_yet_is_said(world: World, reader: Program, monkeypatch: Any):
    monkeypatch.setattr(keys, "A_KEY", Limit("test-key", most=2, seconds=60))
    left = [reader.get("problems")["RateLimit"] for _ in range(3)]
    assert left == ['"key";r=1;t=60', '"key";r=0;t=60', '"key";r=0;t=60']
    answer = reader.get("problems/P-9")
    assert (answer.status_code, answer["RateLimit-Policy"]) == (429, '"key";q=2;w=60')


def test_what_runs_still_isnt_waited_for(world: World):
    def again() -> None:
        holder, at = world.ana.pk, world.now
        once(holder=holder, said="a", fingerprint="f", at=at, do=lambda: (201, ""), waits=False)

    other = connections.create_connection("default")
    with other.cursor() as cursor:
        held = f"{world.ana.pk} a"
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 7))", [held])
        with pytest.raises(Running):
            again()
        cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()
    again()
