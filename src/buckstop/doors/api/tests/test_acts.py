"""What a program reads that it may do is what it may do."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions.erasing import erase_person
from buckstop.coverage.actions.teams import add_team
from buckstop.coverage.models import Team
from buckstop.doors.api.acts.base import ACTS
from buckstop.doors.api.tests.conftest import V1, Program, later
from buckstop.ledger.actor import DESK
from buckstop.problems.actions import kinds, pins
from buckstop.problems.actions.labels import add_label
from buckstop.problems.commitments import handoff
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.queries import by_key
from buckstop.services.rules import Terms


def team_of(world: World) -> Team:
    """The one team."""
    found = Team.objects.filter(name="Network").first()
    return found or add_team(name="Network", lead=None, by=DESK, at=world.now)


def sent(world: World, name: str) -> dict[str, Any]:
    """What is sent along with an act."""
    due = (world.now + timedelta(hours=3)).isoformat()
    words: dict[str, Any] = {"text": "So it is."}
    special: dict[str, dict[str, Any]] = {
        "retitle": {"title": "It fails"},
        "change-kind": {"kind": "question"},
        "change-impact": {"hurts": 2},
        "move-to-team": {"team": None},
        "understand": {"what": "It fails"},
        "ask-colleague": {"what": "Which?", "of": str(world.bruno.pk), "due": due},
        "ask-of-team": {"what": "Which?", "team": str(team_of(world).pk), "due": due},
        "put-first": {"why": "They go to court."},
        "plan-step": {"what": "Restart", "debtor": str(world.ana.pk), "due": due},
        "ask-leader": {"reason": "No news"},
        "offer-ownership": {"to": str(world.bruno.pk), "brief": "All."},
        "close-unreported": {"reason": "Gone"},
        "say-service": {"service": "mail"},
        "relabel": {"tags": ["vpn"]},
        "set-aside": {"why": "spam"},
        "move-case": {"to": Problem.objects.latest("number").ref},
        "choose-customer": {"customer": str(world.nordbank.pk)},
        "promise-later": {"due": due, "reason": "Busy"},
        "give-back": {"due": due},
        "decline": {"reason": "No"},
        "decline-ownership": {"reason": "No"},
        "move": {"to": due, "reason": "Busy"},
        "answer-as-leader": words,
        "record-confirmation": {},
        "still-broken": {},
        "report-done": {},
        "note-time": {"minutes": 30, "day": world.now.date().isoformat()},
        "send-later": words | {"leaves_at": (world.now + timedelta(minutes=5)).isoformat()},
    }
    return special.get(name, words)


def full(world: World, *, offers: bool = True) -> str:
    """A problem with something of each, on which Bruno is asked whether he takes it over."""
    case = world.report("Transfers fail")
    world.report("Another")
    if by_key("mail") is None:
        add_service(terms=Terms(name="Mail"), by=DESK, at=world.now)
    by: dict[str, Any] = {"by": case.problem.owner.actor(), "at": world.now}
    due = world.now + timedelta(hours=2)
    add_step(case.problem, what="Restart", debtor=world.ana, due=due, **by)
    pins.pin(case.problem, why="They go to court.", **by)
    if offers:
        handoff.offer(case.problem, to=world.bruno, brief="All.", **by)
    return case.problem.ref


def offered(program: Program, ref: str) -> list[dict[str, Any]]:
    found = program.read(f"problems/{ref}")["acts"]
    for owed in program.read("commitments", problem=ref)["items"]:
        found += owed["acts"]
    return found


@pytest.mark.parametrize("who", ["program", "ana", "bruno"])
def test_what_is_offered_is_taken(world: World, who: str, subtests: Any):
    person = None if who == "program" else getattr(world, who)
    program = Program(world, "write", person=person)
    names = {
        act["name"]
        for offers in (True, False)
        for act in offered(program, full(world, offers=offers))
    }
    assert {"retitle", "write-message", "tell-customers", "plan-step"} <= names
    if who == "bruno":
        assert {"accept-ownership", "decline-ownership", "put-first", "put-back"} <= names
    for name in sorted(names):
        ref = full(world, offers=name != "offer-ownership")
        [act, *_] = [one for one in offered(program, ref) if one["name"] == name]
        body = None if ACT[name].takes.__name__ == "Nothing" else sent(world, name)
        answer = program.post(act["href"].removeprefix(V1), body)
        with subtests.test(name=name):
            assert answer.status_code == 200, answer.content


ACT = {act.name: act for act in ACTS}


def test_what_isnt_offered_to_a_program_is_refused_in_words(world: World, writer: Program):
    """Whoever doesn't ask what may be done gets a no."""
    broken = []
    writer.client.raise_request_exception = False
    ref = full(world)
    problem = Problem.objects.get(number=int(ref[2:]))
    for act in ACTS:
        begin, named = str(act.about).split("/")
        subjects = {
            "problems": [ref],
            "cases": problem.cases.values_list("pk", flat=True),
            "commitments": Commitment.objects.values_list("pk", flat=True),
        }[begin]
        for subject in subjects:
            at = f"{begin}/{subject}/{act.noun}"
            body = None if act.takes.__name__ == "Nothing" else sent(world, act.name)
            if writer.post(at, body).status_code >= 500:
                broken.append((act.name, named))
    assert broken == []


def test_a_key_that_reads_is_offered_nothing(world: World, reader: Program):
    ref = full(world)
    assert offered(reader, ref) == []
    for act in ACTS:
        assert len([one for one in ACTS if one.name == act.name]) == 1
    answer = reader.post(f"problems/{ref}/title", {"title": "x"})
    assert answer.status_code == 403


def test_nothing_is_written_for_who_was_erased(world: World, writer: Program):
    case = world.report("Transfers fail")
    kinds.void(case, why="spam", by=world.ana.actor(), at=world.now)
    erase_person(case.contact, by=DESK, at=world.now)
    names = {act["name"] for act in writer.read(f"problems/{case.problem.ref}")["acts"]}
    assert not {"write-message", "still-broken"} & names
    refused = writer.post(f"cases/{case.pk}/messages", {"text": "It fails"})
    assert refused.status_code == 409


def test_all_that_is_sent_about_a_problem_is_an_act():
    described = json.loads(Client().get(V1 + "openapi.json").content)
    subjects = tuple(f"{V1}{begin}/{{" for begin in ("problems", "cases", "commitments"))
    sent = {
        path
        for path, methods in described["paths"].items()
        for method in methods
        if path.startswith(subjects) and method != "get"
    }
    assert {act.address for act in ACTS} | {f"{V1}problems/{{ref}}/messages"} == sent


def test_who_read_an_older_state_is_told(world: World, writer: Program):
    ref = full(world)
    tag = writer.get(f"problems/{ref}")["ETag"]
    stale = {"If-Match": tag}
    assert writer.post(f"problems/{ref}/title", {"title": "A"}, **stale).status_code == 200
    refused = writer.post(f"problems/{ref}/title", {"title": "B"}, **stale)
    assert (refused.status_code, json.loads(refused.content)["code"]) == (412, "changed")
    assert writer.read(f"problems/{ref}")["title"] == "A"
    now = {"If-Match": f'W/"1", {writer.get(f"problems/{ref}")["ETag"]}'}
    assert writer.post(f"problems/{ref}/title", {"title": "B"}, **now).status_code == 200


def test_an_act_counts_once(world: World, writer: Program):
    ref, once = full(world), {"Idempotency-Key": "n1"}
    first = writer.post(f"problems/{ref}/notes", {"text": "Look"}, **once)
    again = writer.post(f"problems/{ref}/notes", {"text": "Look"}, **once)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again["Idempotent-Replayed"] == "true"
    notes = [m for m in writer.read(f"problems/{ref}/messages")["items"] if m["kind"] == "note"]
    assert [note["text"] for note in notes] == ["Look"]


def test_customers_and_their_people(world: World, writer: Program):
    said = {"name": "Halden", "domains": ["halden.example"], "manager": str(world.ana.pk)}
    added = json.loads(writer.post("customers", said).content)
    assert (added["name"], added["manager"]["name"]) == ("Halden", "Ana Ruiz")
    path = f"customers/{added['id']}"
    joined = writer.post(f"{path}/contacts", {"name": "Rolf", "email": "rolf@halden.example"})
    [contact] = json.loads(joined.content)["contacts"]
    tag = writer.get(path)["ETag"]
    put = lambda **more: writer.client.put(  # noqa: E731
        V1 + path, json.dumps(said | {"tier": "gold"}), content_type="application/json",
        headers=writer.headers | {"If-Match": tag} | more,
    )  # fmt: skip
    assert (put().status_code, put().status_code) == (200, 412)
    assert writer.read(path)["tier"] == "gold"
    gone = writer.client.delete(f"{V1}{path}/contacts/{contact['id']}", headers=writer.headers)
    assert json.loads(gone.content)["contacts"] == []
    later(world, minutes=1)
    assert [one["name"] for one in writer.read("customers", q="halden")["items"]] == ["Halden"]
    assert {one["name"] for one in writer.all_of("customers", limit=1)} >= {"Halden", "Nordbank"}
    assert "Ana Ruiz" in {one["public_name"] for one in writer.read("people")["items"]}


def test_tags_and_fields_are_set_by_name(world: World):
    by: dict[str, Any] = {"by": world.carla.actor(), "at": world.now}
    add_label(name="Serial number", sort="text", **by)
    ref = world.report("Transfers fail").problem.ref
    program, at = Program(world, "write"), f"problems/{ref}/labels"
    said = {"tags": ["VPN", "noc"], "fields": {"serial NUMBER": "SN-1"}}
    assert program.post(at, said).status_code == 200
    assert program.post(at, {"untag": ["vpn"]}).status_code == 200
    found = program.read(f"problems/{ref}")
    assert (found["tags"], found["fields"]) == (["noc"], {"Serial number": "SN-1"})
    assert program.post(at, {"fields": {"Serial number": ""}}).status_code == 200
    assert program.read(f"problems/{ref}")["fields"] == {}
    for wrong, where in (({"untag": ["nothing"]}, "untag"), ({"fields": {"noc": "1"}}, "fields")):
        answer = program.post(at, wrong)
        assert (answer.status_code, answer.json()["field"]) == (422, where)
