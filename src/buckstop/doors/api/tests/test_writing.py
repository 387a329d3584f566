"""What programs say, once each, and what they are told when it is wrong."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buckstop.conversations.models import Message
from buckstop.doors.api import keys
from buckstop.doors.api.tests.conftest import V1, Program, later
from buckstop.doors.components.models import Once
from buckstop.doors.shared.limits import Limit
from buckstop.doors.shared.once import forget
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World

INES = {"name": "Ines Vogt", "email": "ines@nordbank.example"}
SAID = {"text": "Transfers fail\nsince nine", "contact": INES}


def told(answer: Any, status: int) -> dict[str, Any]:
    """The problem details of an answer."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = json.loads(answer.content)
    assert said["status"] == status
    assert said["detail"].endswith((".", "makes one."))
    return said


def test_a_problem_is_opened_with_its_first_case(world: World, writer: Program):
    answer = writer.post("problems", SAID)
    assert answer.status_code == 201
    found = json.loads(answer.content)
    assert found["title"] == "Transfers fail"
    assert found["owner"]["name"] == "Ana Ruiz"
    assert found["next_update_due"] == "2026-03-02T08:30:00Z"
    [case] = found["cases"]
    assert case["contact"]["id"] == str(world.ines.pk)
    assert case["customer"]["id"] == str(world.nordbank.pk)
    assert writer.read(f"problems/{found['ref']}") == found
    assert Message.objects.get().channel == "api"
    there = json.loads(writer.post("problems", SAID | {"address": "HELP@localhost"}).content)
    assert Case.objects.get(problem__number=there["ref"][2:]).address == "help@localhost"


def test_who_isnt_known_is_met(world: World, writer: Program):
    said = SAID | {"contact": {"name": "Jan", "email": "Jan@Nordbank.example"}}
    found = json.loads(writer.post("problems", said | {"title": "Help", "hurts": 2}).content)
    assert (found["title"], found["hurts"]) == ("Help", 2)
    assert found["cases"][0]["customer"]["name"] == "Nordbank"
    assert Person.objects.get(pk=found["cases"][0]["contact"]["id"]).addresses.get().email == (
        "jan@nordbank.example"
    )


def test_words_on_a_case(world: World, writer: Program):
    case = world.report()
    ref = case.problem.ref
    answer = writer.post(f"problems/{ref}/messages", {"text": "It is worse"})
    assert answer.status_code == 201
    found = json.loads(answer.content)
    assert (found["case"], found["text"], found["kind"]) == (str(case.pk), "It is worse", "heard")
    case.problem.refresh_from_db()
    assert case.problem.unheard_since is not None
    second = world.join(case.problem, world.olaf)
    no = told(writer.post(f"problems/{ref}/messages", {"text": "x"}), 422)
    assert no["field"] == "case"
    said = {"text": "Mine", "case": str(second.pk)}
    assert writer.post(f"problems/{ref}/messages", said).status_code == 201
    elsewhere = world.report("Other")
    said = {"text": "x", "case": str(elsewhere.pk)}
    assert told(writer.post(f"problems/{ref}/messages", said), 422)["field"] == "case"


def test_said_twice_it_counts_once(world: World, writer: Program):
    first = writer.post("problems", SAID, **{"Idempotency-Key": "a"})
    again = writer.post("problems", SAID, **{"Idempotency-Key": "a"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert again["Idempotent-Replayed"] == "true"
    assert Problem.objects.count() == Case.objects.count() == 1
    other = writer.post("problems", SAID | {"text": "else"}, **{"Idempotency-Key": "a"})
    assert told(other, 422)["field"] == "Idempotency-Key"
    assert writer.post("problems", SAID, **{"Idempotency-Key": "b"}).status_code == 201
    mine = Program(world, "write")
    assert mine.post("problems", SAID, **{"Idempotency-Key": "a"}).status_code == 201
    assert Problem.objects.count() == 3
    later(world, days=8)
    assert forget(at=world.now) == Once.objects.count() + 3
    assert writer.post("problems", SAID, **{"Idempotency-Key": "a"}).status_code == 201


def test_what_was_refused_may_be_tried_again_with_the_same_key(world: World, writer: Program):
    wrong = SAID | {"text": "\x00"}
    assert told(writer.post("problems", wrong, **{"Idempotency-Key": "a"}), 422)["field"] == "text"
    assert Once.objects.count() == 0
    assert writer.post("problems", SAID, **{"Idempotency-Key": "a"}).status_code == 201


def test_a_key_that_reads_writes_nothing(world: World, reader: Program):
    no = told(reader.post("problems", SAID), 403)
    assert "only reads" in no["detail"]
    assert Problem.objects.count() == 0


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "bk_x", "Bearer \xe9\xff", "Bearer a b"],
)
def test_without_a_key_nothing_opens(world: World, header: str):
    answer = Client().get(V1 + "problems", headers={"Authorization": header})
    told(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert Client().get(V1 + "problems").status_code == 401


def test_a_withdrawn_key_opens_nothing(world: World, reader: Program):
    staff.withdraw_key(reader.key, by=DESK, at=world.now)
    told(reader.get("problems"), 401)


def test_too_often_is_429(world: World, reader: Program, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keys, "A_KEY", Limit("test-key", most=2, seconds=60))
    monkeypatch.setattr(keys, "WITHOUT", Limit("test-without", most=1, seconds=60))
    assert [reader.get("problems").status_code for _ in range(3)] == [200, 200, 429]
    answer = reader.get("problems")
    told(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 60
    guess = {"Authorization": "Bearer guess"}
    got = [Client().get(V1 + "problems", headers=guess).status_code for _ in range(2)]
    assert got == [401, 429]
    later(world, minutes=1)
    assert reader.get("problems").status_code == 200


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": "x"}, "contact"),
        (SAID | {"txt": "x"}, "txt"),
        (SAID | {"contact": INES | {"nmae": "x"}}, "contact.nmae"),
        (SAID | {"kind": "ticket"}, "kind"),
        (SAID | {"hurts": 3}, "hurts"),
        (SAID | {"hurts": "very"}, "hurts"),
        (SAID | {"text": " "}, "text"),
        (SAID | {"text": "x" * 200_001}, "text"),
        (SAID | {"text": None}, "text"),
        (SAID | {"title": "x" * 201}, "title"),
        (SAID | {"address": "help@elsewhere.example"}, "address"),
        (SAID | {"customer": "nordbank"}, "customer"),
        (SAID | {"customer": "00000000-0000-7000-8000-000000000000"}, "customer"),
        (SAID | {"contact": {"name": "x"}}, "contact"),
        (SAID | {"contact": {"email": "no address"}}, "email"),
        (SAID | {"contact": []}, "contact"),
        ([], ""),
        (None, ""),
        ("x", ""),
    ],
)
def test_wrong_input_is_told_with_its_field(world: World, writer: Program, said: Any, field: str):
    no = told(writer.post("problems", said), 422)
    assert no.get("field", "") == field
    assert Problem.objects.count() == 0


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b"", b"nul", b'{"text": 1e999}'])
def test_what_isnt_json_is_told(world: World, writer: Program, body: bytes):
    answer = writer.post("problems", body)
    told(answer, answer.status_code)
    assert answer.status_code in (400, 422)


def test_too_large_is_413(world: World, writer: Program):
    told(writer.post("problems", b" " * (1024 * 1024 + 1)), 413)


def test_an_unknown_filter_is_told(world: World, reader: Program):
    no = told(reader.get("problems", stat="open"), 422)
    assert "state" in no["detail"]
    assert no["field"] == "stat"
    for path in ("problems", "commitments"):
        assert told(reader.get(path, cursor="x"), 422)["field"] == "cursor"
        assert told(reader.get(path, limit="0"), 422)["field"] == "limit"


def test_other_addresses_and_methods(world: World, writer: Program):
    told(writer.get("tickets"), 404)
    told(writer.post("tickets", {}), 404)
    answer = writer.client.delete(V1 + "problems", headers=writer.headers)
    told(answer, 405)
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    plain | st.uuids().map(str),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
cursors = st.datetimes().map(lambda time: f"{time.isoformat()}+00:00~{'0' * 32}")
names = st.sampled_from(["text", "contact", "title", "kind", "hurts", "customer", "case", "email"])
bodies = st.dictionaries(names | st.text(max_size=8), anything, max_size=5)
parameters = st.dictionaries(
    st.sampled_from(
        ["cursor", "limit", "state", "kind", "owner", "customer", "hurts", "q", "problem", "debtor",
         "owed", "x"]
    ),
    st.text(max_size=30) | st.integers().map(str) | cursors,
    max_size=3,
)  # fmt: skip
quietly = settings(
    max_examples=30, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@quietly
@given(
    path=st.sampled_from(["problems", "problems/{ref}", "problems/{ref}/ledger", "commitments"]),
    ref=st.sampled_from(["P-1001", "1"]) | st.text(max_size=12).filter(lambda t: "/" not in t),
    query=parameters,
)
def test_no_question_breaks_it(writer: Program, path: str, ref: str, query: dict[str, str]):
    ref = ref.encode("utf-8", "replace").decode()
    query = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    answer = writer.client.get(
        f"{V1}{path.format(ref=ref.replace('?', ''))}", query, headers=writer.headers
    )
    assert answer.status_code in (200, 308, 404, 422)


@quietly
@given(
    path=st.sampled_from(["problems", "problems/{ref}/messages"]),
    body=bodies | anything,
    valid=st.booleans(),
    name=st.none() | st.text(alphabet=st.characters(max_codepoint=255), max_size=30),
)
def test_no_words_break_it(
    world: World, writer: Program, path: str, body: Any, valid: bool, name: str | None
):
    problem = Problem.objects.first() or world.report().problem
    if valid and isinstance(body, dict):
        body = SAID | body if path == "problems" else {"text": "x"} | body
    header = {} if name is None else {"Idempotency-Key": name}
    answer = writer.post(path.format(ref=problem.ref), body, **header)
    assert answer.status_code in (201, 400, 409, 422), answer.content
