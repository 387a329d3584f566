"""What programs read."""

import json
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from buckstop.coverage.actions.instead import note_absence
from buckstop.coverage.actions.teams import add_members, add_team
from buckstop.doors.api.tests.conftest import V1, Program, later
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Chain, Entry
from buckstop.problems.actions import moving, understandings
from buckstop.problems.commitments import owed, update
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World


def test_a_problem_has_what_the_contract_names(world: World, reader: Program):
    case = world.report("Transfers fail")
    understandings.understand(
        case.problem, what="For Nordbank.", case=case, by=world.ana.actor(), at=world.now
    )
    ref = case.problem.ref
    found = reader.read(f"problems/{ref}")
    assert found["understanding"] == "For Nordbank."
    row = understandings.understand(
        case.problem, what="For all.", by=world.ana.actor(), at=world.now
    )
    understandings.widen(row, by=world.ana.actor(), at=world.now)
    later(world, minutes=1)
    understandings.understand(
        case.problem, what="Later, for Nordbank.", case=case, by=world.ana.actor(), at=world.now
    )
    found = reader.read(f"problems/{ref}")
    assert found["ref"] == ref
    assert (found["kind"], found["state"], found["title"]) == ("problem", "open", "Transfers fail")
    assert found["understanding"] == "For all."
    assert found["owner"] == {"id": str(world.ana.pk), "name": "Ana Ruiz"}
    assert found["opened_at"] == "2026-03-02T08:00:00Z"
    assert found["next_update_due"] == "2026-03-02T08:30:00Z"
    [one] = found["cases"]
    assert (one["id"], one["state"]) == (str(case.pk), "open")
    assert one["customer"] == {"id": str(world.nordbank.pk), "name": "Nordbank"}
    assert one["contact"] == {"id": str(world.ines.pk), "name": "Ines Vogt"}
    assert reader.read("problems") == {"items": [found], "next": None}


@pytest.mark.parametrize("ref", ["P-9", "x", "P-99999999999", "٣", "P-1%00", "..", "0"])
def test_what_isnt_there_is_404(reader: Program, ref: str):
    answer = reader.get(f"problems/{ref}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == 404


def test_lists_go_on_page_by_page(world: World, reader: Program):
    refs = []
    for number in range(7):
        refs.append(world.report(f"Trouble {number}").problem.ref)
        if number % 2:
            later(world, minutes=1)
    page = reader.read("problems", limit=3)
    assert [item["ref"] for item in page["items"]] == refs[:3:-1]
    world.report("A new one")  # what comes meanwhile moves nothing
    everything = [page, reader.read("problems", limit=100, cursor=page["next"])]
    assert [i["ref"] for p in everything for i in p["items"]] == refs[::-1]
    assert len(reader.all_of("problems", limit=2)) == 8


def test_filters(world: World, reader: Program):
    case = world.report("Transfers fail")
    other = world.report("Printer jams", by=world.olaf)
    moved = world.report("Transfers fail too", by=world.olaf)
    moving.move_case(moved, to=case.problem, by=world.ana.actor(), at=world.now)

    def refs(**query: object) -> set[str]:
        return {item["ref"] for item in reader.read("problems", **query)["items"]}

    first, second, third = case.problem.ref, other.problem.ref, moved.problem.ref
    assert refs() == {first, second, third}
    assert refs(state="closed") == {third}
    assert refs(state="running") == {first, second}
    assert refs(customer=world.nordbank.pk) == {first}
    assert refs(owner=world.ana.pk) == {first, second, third}
    assert refs(owner=world.olaf.pk) == set()
    assert refs(q="printer") == {second}
    assert refs(q=first) == {first}
    assert refs(q="printer", order="best") == {second}
    assert refs(kind="question") == set()
    assert refs(q="\x00") == {first, second, third}


def test_commitments(world: World, reader: Program):
    case = world.report()
    due = world.now + timedelta(hours=2)
    step = add_step(
        case.problem, what="send the log", debtor=world.ines, due=due, by=world.ana.actor(),
        at=world.now, case=case,
    )  # fmt: skip
    owed.move(step, to=due + timedelta(hours=1), reason="late", by=world.ana.actor(), at=world.now)
    world.report("Another", by=world.olaf)
    found = reader.read("commitments", problem=case.problem.ref, kind="step")
    [item] = found["items"]
    assert item["what"] == "send the log"
    assert item["debtor"]["name"] == "Ines Vogt"
    assert (item["problem"], item["case"]) == (case.problem.ref, str(case.pk))
    assert item["moved_because"] == "late"
    assert len(reader.all_of("commitments", limit=1)) == 3
    assert len(reader.read("commitments", owed=True)["items"]) == 3
    assert reader.read("commitments", owed=False)["items"] == []
    assert reader.read("commitments", state="missed")["items"] == []
    assert reader.get("commitments", problem="P-9").status_code == 404


def test_the_ledger_of_a_problem(world: World, reader: Program):
    case = world.report()
    update.keep(case.problem, by=world.ana.actor(), at=world.now)
    ref = case.problem.ref
    every = reader.all_of(f"problems/{ref}/ledger", limit=2)
    assert [item["number"] for item in every] == list(range(1, len(every) + 1))
    chain = Chain.objects.get(pk=case.problem.chain_id)
    assert every[-1]["hash"] == bytes(chain.head).hex()
    assert len(every) == Entry.objects.filter(chain=chain).count()
    sent = next(item for item in every if item["code"] == "news-sent")
    assert sent["sentence"] == "Ana Ruiz sent the promised news"
    assert sent["by"] == {"kind": "staff", "id": str(world.ana.pk), "name": "Ana Ruiz"}
    last = reader.read(f"problems/{ref}/ledger", cursor=str(chain.length))
    assert last == {"items": [], "next": None}


@pytest.mark.parametrize(("path", "most"), [("problems", 6), ("commitments", 5)])
def test_lists_cost_the_same_whatever_their_length(
    world: World, reader: Program, path: str, most: int
):
    for number in range(12):
        case = world.report(f"Trouble {number}")
        world.join(case.problem, world.olaf)
        understandings.understand(case.problem, what="x", by=world.ana.actor(), at=world.now)
    reader.read(path)  # once a minute its key notes that it was used
    for limit in (1, 50):
        with CaptureQueriesContext(connection) as seen:
            reader.read(path, limit=limit)
        assert len(seen) <= most, [query["sql"][:200] for query in seen]


def test_openapi_describes_every_address(reader: Program):
    answer = Client().get(V1 + "openapi.json")
    assert answer.status_code == 200
    paths = json.loads(answer.content)["paths"]
    besides = {path for path in paths if "post" in paths[path] and "{" in path}
    assert {path.removeprefix(V1) for path in paths.keys() - besides} == {
        "problems", "problems/{ref}", "problems/{ref}/ledger", "commitments",
        "commitments/{commitment}", "customers", "customers/{customer}", "people",
        "customers/{customer}/contacts/{contact}", "teams", "suppliers", "services/{key}",
        "remedies", "rosters", "rosters/{roster}/turns", "supplier-asks",
        "entries", "time-spent", "settings", "settings/{name}", "tables",
        "tables/{name}", "tables/{name}/file",
    }  # fmt: skip
    assert set(paths[f"{V1}problems"]) == {"get", "post"}


def test_head_and_slashes(world: World, reader: Program):
    world.report()
    answer = reader.client.head(V1 + "problems", headers=reader.headers)
    assert answer.status_code == 200
    answer = reader.get("problems/", state="open")
    assert (answer.status_code, answer["Location"]) == (308, f"{V1}problems?state=open")
    assert quote(answer["Location"], safe="/?=") == answer["Location"]


def test_nobody_is_ranked(world: World, reader: Program):
    world.report()
    said = json.dumps(Problem.objects.count()) + json.dumps(reader.read("problems"))
    assert not {"kept_by", "missed_by", "score", "rank"} & set(said.split('"'))


def test_teams_and_who_has_their_watch(world: World, reader: Program):
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    network = add_team(name="Network", lead=world.bruno, **by)
    add_members(network, people=[world.ana], **by)
    desk, team = reader.read("teams")["items"]
    assert (desk["id"], desk["name"], desk["lead"]) == (None, "Service desk", None)
    assert [one["name"] for one in desk["watch"]] == ["Ana Ruiz"]
    assert (team["id"], team["name"]) == (str(network.pk), "Network")
    assert team["lead"]["name"] == "Bruno Keller"
    assert [one["name"] for one in team["members"]] == ["Ana Ruiz"]
    assert [one["name"] for one in team["watch"]] == ["Carla Roth"]


def test_who_is_on_duty_at_any_time_and_where_nobody_is(world: World, reader: Program):
    [roster] = reader.read("rosters")["items"]
    assert (roster["name"], roster["team"], roster["zone"]) == (
        "Service desk", None, "Europe/Zurich",
    )  # fmt: skip
    assert [one["person"]["name"] for one in roster["on_duty"]] == ["Ana Ruiz"]
    assert roster["buck_stops_with"]["name"] == "Carla Roth"
    at, day = f"rosters/{roster['id']}/turns", world.now.replace(hour=0) + timedelta(days=1)
    window = {"since": day.isoformat(), "until": (day + timedelta(days=1)).isoformat()}
    before = reader.read(at, **window)["items"]
    assert {(one["person"]["name"], one["gap"]) for one in before} >= {("Ana Ruiz", None)}
    noon, late = (datetime.combine(day, time(hour)) for hour in (12, 23))
    note_absence(world.ana, starts=noon, ends=late, stand_in=None, by=DESK, at=world.now)
    [gap] = [one for one in reader.read(at, **window)["items"] if one["gap"]]
    assert (gap["person"], gap["gap"]) == (None, "absent")
    assert gap["instead_of"]["name"] == "Ana Ruiz"
    for wrong in ({"until": window["since"]}, {"since": "2026-03-03T10:00:00"}, {"who": "x"}):
        assert reader.get(at, **window | wrong).status_code == 422, wrong


def test_what_another_system_handled_has_no_owner(world: World, reader: Program):
    found = reader.read(f"problems/{world.imported().problem.ref}")
    assert (found["owner"], found["owner_since"]) == (None, None)
