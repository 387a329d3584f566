"""The list as a file: all of it, a part at a time, and nothing that a spreadsheet runs."""

import csv
import gc
from io import StringIO
from typing import Any

from django.test import Client

from buckstop.doors.desk.problem_list import download
from buckstop.doors.desk.tests.telling import reported
from buckstop.doors.shared.spreadsheet import lines as spreadsheet_lines
from buckstop.doors.shared.taking import Counted
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.oversight.entries import Exported
from buckstop.problems.tests.world import World


def lines(browser: Client, query: str = "") -> list[list[str]]:
    answer: Any = browser.get(f"/problems/list.csv{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="problems-2026-')
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:])))


def test_as_the_list_stands(world: World, ana: Client):
    case = reported(world, 'Müßig, "broken"')
    head, row = lines(ana)
    assert head == [
        "Problem", "Title", "Customers", "Owner", "State", "Kind", "Impact", "Next news",
        "Missed", "Closed",
    ]  # fmt: skip
    due = "2026-03-02 09:30"
    ref = case.problem.ref
    title = 'Müßig, "broken"'
    assert row == [ref, title, "Nordbank", "Ana Ruiz", "open", "", "slows them down", due, "", ""]
    assert lines(ana, "?columns=opened&state=any")[1] == [ref, title, "2026-03-02 09:00"]
    assert len(lines(ana, "?only=stalled")) == 1
    assert ana.get("/problems/").context["file_url"] == "/problems/list.csv"


def test_no_cell_is_a_formula(world: World, ana: Client):
    for title in ("=cmd|' /C calc'!A0", "+41 44 555 01 10", "-1", "@SUM(A1)"):
        reported(world, title)
    assert all(row[1].startswith("'") for row in lines(ana)[1:])


def test_all_of_it_in_every_order(world: World, ana: Client, monkeypatch):
    monkeypatch.setattr(download, "PART", 3)
    made = {reported(world, f"Trouble {n}").problem.ref for n in range(8)}
    for query in ("", "?sort=cost", "?sort=oldest", "?q=trouble"):
        found = [row[0] for row in lines(ana, query)[1:]]
        assert len(found) == 8, query
        assert set(found) == made, query


def test_a_colleague_gets_what_is_theirs(world: World, seat):
    reported(world)
    assert len(lines(seat(world.zed))) == 1


def taken_out() -> list[int]:
    """How many rows each export got, as the record says."""
    facts = [fact_of(entry) for entry in Entry.objects.filter(code="exported").order_by("at")]
    return [fact.rows for fact in facts if isinstance(fact, Exported)]


def test_who_hangs_up_is_on_record_with_what_they_got(world: World, ana: Client):
    for title in ("One", "Two", "Three"):
        reported(world, title)
    found = Counted([["a"], ["b"], ["c"]], "problems", by=world.ana.actor(), at=world.now)
    sent = spreadsheet_lines(["Head"], found)
    assert [next(sent), next(sent)] == ["\ufeffHead\r\n", "a\r\n"]
    sent.close()  # as a server does with what it streams
    sent.close()
    assert taken_out() == [1]
    assert len(lines(ana)) == 4
    assert taken_out() == [1, 3]


def test_of_what_is_thrown_away_unread_nothing_is_written(world: World):
    found = Counted([["a"]], "problems", by=world.ana.actor(), at=world.now)
    del found
    gc.collect()
    assert taken_out() == []
