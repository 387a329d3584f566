"""What a program reads that it may do is what it may do."""

import json

from django.test import Client

from buckstop.conversations.actions.erasing import erase_person
from buckstop.doors.api.acts import ACTS
from buckstop.doors.api.tests.conftest import V1, Program
from buckstop.ledger.actor import DESK
from buckstop.problems.actions import kinds
from buckstop.problems.tests.world import World


def test_what_is_offered_is_taken_and_what_isnt_is_refused(
    world: World, reader: Program, writer: Program
):
    case = world.report("Transfers fail")
    other = world.join(case.problem, world.olaf)
    kinds.void(other, why="spam", by=world.ana.actor(), at=world.now)
    path = f"problems/{case.problem.ref}"
    assert reader.read(path)["acts"] == []
    refused = reader.post(f"{path}/messages", {"text": "Hello", "case": str(case.pk)})
    assert refused.status_code == 403
    acts = writer.read(path)["acts"]
    assert {act["case"] for act in acts} == {str(case.pk), str(other.pk)}
    assert acts == writer.read("problems")["items"][0]["acts"]
    for act in acts:
        assert (act["name"], act["method"]) == ("write-message", "POST")
        sent = {"text": "It fails again", "case": act["case"]}
        assert writer.post(act["href"].removeprefix(V1), sent).status_code == 201, act


def test_nothing_is_written_for_who_was_erased(world: World, writer: Program):
    case = world.report("Transfers fail")
    kinds.void(case, why="spam", by=world.ana.actor(), at=world.now)
    erase_person(case.contact, by=DESK, at=world.now)
    path = f"problems/{case.problem.ref}"
    assert writer.read(path)["acts"] == []
    refused = writer.post(f"{path}/messages", {"text": "It fails", "case": str(case.pk)})
    assert refused.status_code == 409


def test_all_that_is_sent_about_a_problem_is_an_act():
    described = json.loads(Client().get(V1 + "openapi.json").content)
    sent = {
        (method.upper(), path)
        for path, methods in described["paths"].items()
        for method in methods
        if path.startswith(f"{V1}problems/{{ref}}") and method != "get"
    }
    assert {(act.method, act.address) for act in ACTS} == sent
    told = described["components"]["schemas"]["ActOut"]
    assert {"name", "method", "href", "case"} == set(told["properties"])
    assert "may do now" in told["description"]
