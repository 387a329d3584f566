"""Every table that an app declares: the same rows as CSV, as Parquet and for programs."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest
from django.test import Client

from buckstop.doors.desk.addresses import TABLE
from buckstop.doors.shared.taking import FORMS, lines, plain
from buckstop.forecasts.actions.making import make_forecasts
from buckstop.journeys.actions.making import ask, make_anew
from buckstop.journeys.asking import Question
from buckstop.journeys.tests.test_making import passed_around
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.people.actions import customers, staff
from buckstop.people.roles import Capability
from buckstop.people.table import TABLES, Asked, Column, Table
from buckstop.prevention.actions import preventing
from buckstop.prevention.actions.preventing import Plan
from buckstop.prevention.tests.stage import by, happens
from buckstop.problems.actions import fixing
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.tests.world import World, answering
from buckstop.reliability.actions.customers import note_left
from buckstop.reliability.models import Because

FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def filled(world: World) -> World:
    """Something happened of everything: each table has a row."""
    case = passed_around(world)
    world.report("Fresh")
    make_forecasts(at=world.now)
    cause = happens(world, None, 3, days=2)
    plan = Plan(what=FORMULA, shows="Nobody waits", size="small", due=world.now + timedelta(days=7))
    asked = preventing.ask_prevention(cause, plan=plan, debtor=world.ana, **by(world))
    preventing.put_in_force(asked, **by(world))
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)
    fixing.still_broken(case, by=answering(case), at=world.later(minutes=5))
    world.later(days=3)
    while attend_commitments(at=world.now):
        pass
    fixing.record_word(case, by=world.ana.actor(), at=world.now)
    fjord = customers.add(name="Fjord", domains=(), by=DESK, at=world.now)
    note_left(fjord, because=Because.PRICE, why=FORMULA, **by(world))
    ask(Question(), at=world.now)
    make_anew(at=world.later(minutes=1))
    clock.move_by(world.now - clock.now())
    return world


class Program:
    """A program with a key to the API."""

    def __init__(self, world: World, **more: Any) -> None:
        _key, secret = staff.add_key(name="books", scope="read", by=DESK, at=world.now, **more)
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str, **query: str) -> Any:
        return Client().get(f"/api/v1/tables{path}", query, headers=self.headers)


def content(answer: Any) -> bytes:
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def read_csv(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(answer).decode("utf-8-sig"))))


def read_parquet(answer: Any, path: Any) -> tuple[list[str], list[tuple[Any, ...]]]:
    path.write_bytes(content(answer))
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone = 'UTC'")
        found = engine.execute(f"SELECT * FROM '{path}'")
        return [one[0] for one in found.description or []], found.fetchall()


def test_each_says_the_same_in_every_form(filled: World, seat, tmp_path):
    carla, program = seat(filled.carla), Program(filled)
    listed = {one["name"]: one for one in program.get("").json()["items"]}
    assert listed.keys() == TABLES.keys()
    empty = []
    for name, table in TABLES.items():
        heads, *rows = read_csv(carla.get(TABLE.url(name, "csv")))
        names, kept = read_parquet(
            carla.get(TABLE.url(name, "parquet")), tmp_path / f"{name}.parquet"
        )
        said = program.get(f"/{name}", limit="200").json()["items"]
        assert heads == names == [one.name for one in table.columns]
        assert heads == [one["name"] for one in listed[name]["columns"]]
        assert [[plain(cell).lstrip("'") for cell in row] for row in kept] == [
            [cell.lstrip("'") for cell in row] for row in rows
        ], name
        assert len(said) == len(rows), name
        for row, cells in zip(said, kept, strict=True):
            assert list(row) == heads
            for value, cell in zip(row.values(), cells, strict=True):
                same = plain(cell) if isinstance(cell, datetime) else cell
                assert value == same or (isinstance(cell, datetime) and value[:19] == same[:19])
        if not rows:
            empty.append(name)
    assert empty == []


def test_no_text_of_a_csv_is_a_formula_and_parquet_and_programs_have_it_as_it_is(filled, seat):
    _heads, row = read_csv(seat(filled.ana).get(TABLE.url("preventions", "csv")))
    assert row[2] == f"'{FORMULA}"
    [said] = Program(filled).get("/preventions").json()["items"]
    assert said["what"] == FORMULA


def test_a_page_links_to_its_tables_as_it_is_asked_for(filled: World, seat):
    ana, carla = seat(filled.ana), seat(filled.carla)
    trust = f"/customers/{filled.nordbank.pk}/trust/"
    for path, names in {
        "/causes/": ("causes", "preventions"),
        "/at-risk/": ("at-risk", "customers-left", "trust"),
        "/forecasts/": ("forecasts", "forecasts-record"),
        "/journeys/?days=30": ("journeys-map", "journeys-variants", "journeys-friction"),
        trust: ("trust-months",),
        "/outcomes/": ("figures", "promises", "effort"),
    }.items():
        page = carla.get(path)
        linked = {url for one in page.context["shell"].tables for _form, url in one.files}
        assert {url.split("/")[-1].split(".")[0] for url in linked} == set(names)
        shown = {url.replace("&", "&amp;") in page.content.decode() for url in linked}
        assert shown == {not page.context.get("nothing_yet", False)}, path
    assert TABLE.url("journeys-map", "csv", days="30") in {
        url for one in carla.get("/journeys/?days=30").context["shell"].tables
        for _form, url in one.files
    }  # fmt: skip
    only = TABLE.url("trust-months", "csv", customer=filled.nordbank.pk)
    assert {row[1] for row in read_csv(ana.get(only))[1:]} == {"Nordbank"}
    assert ana.get(TABLE.url("trust-months", "csv", customer="x")).status_code == 404


def test_nobody_takes_what_is_not_theirs_and_what_was_taken_is_on_record(filled: World, seat):
    ana, zed = seat(filled.ana), seat(filled.zed)
    assert {one.name for one in TABLES.values() if one.needs == Capability.LEAD} == {
        "figures", "promises", "effort",
    }  # fmt: skip
    for name, table in TABLES.items():
        mine = 404 if table.needs == Capability.LEAD else 200
        for form in FORMS:
            answer = ana.get(TABLE.url(name, form))
            assert answer.status_code == mine, name
            assert mine == 404 or content(answer)
            assert zed.get(TABLE.url(name, form)).status_code == 404, name
    assert ana.get(TABLE.url("causes", "xls")).status_code == 404
    assert ana.get(TABLE.url("nothing", "csv")).status_code == 404
    taken = Entry.objects.filter(code="exported", actor_id=filled.ana.pk)
    assert taken.count() == 2 * sum(one.needs != Capability.LEAD for one in TABLES.values())


def test_programs_get_a_part_at_a_time_and_are_told_what_is_wrong(filled: World):
    program = Program(filled)
    first = program.get("/promises", limit="1").json()
    assert (len(first["items"]), first["next"]) == (1, "1")
    second = program.get("/promises", limit="1", cursor="1").json()
    assert second["items"] != first["items"]
    for query in ({"cursor": "x"}, {"customer": "x"}, {"colour": "red"}):
        answer = program.get("/trust-months", **query)
        assert (answer.status_code, answer.json()["field"]) == (422, next(iter(query)))
    assert program.get("/journeys-map", days="30").status_code == 422  # nobody asked for these
    assert program.get("/nothing").status_code == 404
    assert read_csv(program.get("/causes/file"))[0][:2] == ["cause", "what"]
    assert content(program.get("/causes/file", form="parquet"))[:4] == b"PAR1"
    assert program.get("/causes/file", form="xls").status_code == 422
    hers = Program(filled, person=filled.ana)
    assert "figures" not in {one["name"] for one in hers.get("").json()["items"]}
    assert hers.get("/figures").status_code == 404
    assert hers.get("/causes").status_code == 200


def test_rows_are_made_as_they_are_sent():
    made: list[int] = []

    def rows(_asked: Asked) -> Any:
        for n in range(5):
            made.append(n)
            yield (n, -1.5, None, True, datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=n))

    columns = tuple(
        Column(name, kind, "")
        for name, kind in (("n", int), ("x", float), ("t", str), ("b", bool), ("at", datetime))
    )
    table = Table("only-here", "Only here", "", page="", columns=columns, rows=rows)
    TABLES.pop("only-here")
    told = lines(table, table.rows(Asked(DESK, datetime(2026, 3, 1, tzinfo=UTC))))
    assert next(told) == "\ufeffn,x,t,b,at\r\n"
    assert next(told) == "0,-1.5,,true,2026-03-01T00:00:00Z\r\n"
    assert made == [0]
