"""OCEL 2.0: ours out, others' in; both forms say the same."""

import json
import sqlite3
from contextlib import closing
from io import StringIO
from typing import Any

import pytest

from buckstop.journeys import ocel_out
from buckstop.journeys.engine.questions import map, totals
from buckstop.journeys.engine.selection import choose
from buckstop.journeys.engine.store import opened
from buckstop.journeys.reading import files
from buckstop.journeys.reading.report import Report, Why
from buckstop.journeys.tests.test_making import passed_around
from buckstop.kit.stop import Stop

LOG: dict[str, list[dict[str, Any]]] = {
    "objects": [
        {"id": "o1", "type": "order"}, {"id": "o2", "type": "order"},
        {"id": "n", "type": "customer"}, {"id": "v", "type": "customer"},
    ],
    "events": [
        {"id": "1", "type": "ask", "time": "2026-01-05T09:00:00Z",
         "relationships": [{"objectId": key} for key in ("o1", "n", "v")]},
        {"id": "2", "type": "do", "time": "2026-01-05T10:00:00Z",
         "relationships": [{"objectId": key} for key in ("o1", "o2")]},
        {"id": "3", "type": "do", "time": "2026-01-05T11:00:00Z", "relationships": []},
    ],
}  # fmt: skip


def as_sqlite(path):
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE object (ocel_id, ocel_type); CREATE TABLE event_map_type (ocel_type,"
            " ocel_type_map); CREATE TABLE event_object (ocel_event_id, ocel_object_id);"
            "CREATE TABLE event_ask (ocel_id, ocel_time); CREATE TABLE event_do (ocel_id,"
            " ocel_time); INSERT INTO event_map_type VALUES ('ask', 'ask'), ('do', 'do')"
        )
        for one in LOG["objects"]:
            database.execute("INSERT INTO object VALUES (?, ?)", (one["id"], one["type"]))
        for one in LOG["events"]:
            values = (one["id"], one["time"])
            database.execute(f"INSERT INTO event_{one['type']} VALUES (?, ?)", values)
            for each in one["relationships"]:
                values = (one["id"], each["objectId"])
                database.execute("INSERT INTO event_object VALUES (?, ?)", values)


@pytest.mark.parametrize("form", ["json", "sqlite"])
def test_others_are_read_with_every_customer_and_each_journey(tmp_path, form):
    path = tmp_path / f"log.{form}"
    path.write_text(json.dumps(LOG)) if form == "json" else as_sqlite(path)
    with opened(threads=1) as store:
        files.read(store, path, report := Report(), columns={"journey": "order"})
        choose(store)
        [arrow] = map.ask(store).arrows
        found = totals.ask(store)
    assert (arrow.before, arrow.step, arrow.customers, arrow.median) == ("ask", "do", 2, 3.6e9)
    assert (found.journeys, found.customers, report.lines) == (2, 2, 3)
    assert report.counts == {Why.NO_JOURNEY: 1, Why.SEVERAL_JOURNEYS: 1}


def test_ours_is_written_and_read_back_in_both_forms(world, tmp_path):
    case = passed_around(world)
    count = ocel_out.write(written := StringIO())
    said = json.loads(written.getvalue())
    assert len(said["events"]) == count
    named = {one["id"] for one in said["objects"]}
    about = {(e["id"], r["objectId"]) for e in said["events"] for r in e["relationships"]}
    assert {thing for _event, thing in about} == named
    assert {one["name"] for one in said["eventTypes"]} >= {e["type"] for e in said["events"]}
    assert {"problem", "customer", "person", "team", "promise"} == {
        one["type"] for one in said["objects"]
    }
    (tmp_path / "ours.json").write_text(written.getvalue())
    assert ocel_out.write_sqlite(tmp_path / "ours.sqlite") == count
    for form in ("json", "sqlite"):
        with opened(threads=1) as store:
            files.read(store, tmp_path / f"ours.{form}", Report())
            choose(store)
            found = totals.ask(store)
        assert (found.journeys, found.customers, found.steps) == (1, 2, count), form
        assert b"Nordbank" not in (tmp_path / f"ours.{form}").read_bytes()
    with closing(sqlite3.connect(tmp_path / "ours.sqlite")) as database:
        asked = "SELECT ocel_event_id, ocel_object_id FROM event_object"
        assert set(database.execute(asked)) == about
        kinds = dict(database.execute("SELECT ocel_id, ocel_type FROM object"))
        assert kinds == {one["id"]: one["type"] for one in said["objects"]}
    assert str(case.problem_id) in named


def test_what_is_none_is_said_so(tmp_path):
    (path := tmp_path / "a.json").write_text("{}")
    with pytest.raises(Stop, match="no OCEL"), opened(threads=1) as store:
        files.read(store, path, Report())
