"""Files as people have them: what is read, and what is said of every line that isn't."""

import gzip
from datetime import UTC, datetime

import pytest

from buckstop.journeys.engine.questions import map, totals, variants
from buckstop.journeys.engine.selection import choose, instant
from buckstop.journeys.engine.store import opened
from buckstop.journeys.reading import files
from buckstop.journeys.reading.report import Report, Why
from buckstop.kit.stop import Stop

BAD = """Case ID,Activity,Timestamp,Team
1,Ask,2026-01-05T09:00:00+01:00,Desk
1,Do,,Desk
,Do,2026-01-05T10:00:00+01:00,Desk
1,,2026-01-05T10:00:00+01:00,Desk
1,Do,yesterday,Desk
1,Do,2026-01-05 10:00:00,Desk
1,Do,2026-01-05 10:00:00,Desk
1,Done,2026-01-05T09:30:00Z,Desk,and,more
1,Done,2026-01-05T12:00:00Z
"""


def read(path, report=None, **how):
    """The totals, the variants and the report of a file."""
    report = report or Report()
    with opened(threads=1) as store:
        files.read(store, path, report, **how)
        choose(store)
        return totals.ask(store), variants.ask(store), report


def test_every_line_left_out_is_named_with_its_reason(tmp_path):
    (path := tmp_path / "log.csv").write_text(BAD)
    report = Report(remarks=tmp_path / "remarks.tsv")
    found, [variant], _ = read(path, report, zone="Europe/Berlin")
    assert {(r.line, r.why) for r in report.first} == {
        (3, Why.NO_TIME),
        (4, Why.NO_JOURNEY),
        (5, Why.NO_STEP),
        (6, Why.TIME_UNREADABLE),
        (8, Why.DUPLICATE),
        (9, Why.TOO_MANY_CELLS),
        (10, Why.TOO_FEW_CELLS),
    }
    assert (report.lines, report.kept, report.without_zone) == (9, 3, 1)
    assert variant.steps == ("Ask", "Do", "Done")
    assert instant(found.begins) == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert len((tmp_path / "remarks.tsv").read_text().splitlines()) == 7
    assert "3 of 9 events were read." in list(report.sentences())


@pytest.mark.parametrize(
    ("content", "time"),
    [
        ("case;activity;date\n1;Ask;31.12.2025 23:30\n", "2025-12-31 22:30"),
        ("sep=;\ncase;activity;date\n1;Ask;25/01/2026 09:05:10\n", "2026-01-25 08:05:10"),
        ("case\tactivity\tdate\n1\tAsk\t1/25/2026 9:05 PM\n", "2026-01-25 20:05"),
        ("case,activity,date\n1,Ask,46000.5\n", "2025-12-09 11:00"),
        ("case,activity,date\n1,Ask,1767225600\n", "2026-01-01 00:00"),
        ("case,activity,date\n1,Ask,1767225600000\n", "2026-01-01 00:00"),
    ],
)
def test_times_are_read_as_they_are_written(tmp_path, content, time):
    (path := tmp_path / "log.csv").write_text(content)
    found, _, _ = read(path, zone="Europe/Berlin")
    assert instant(found.begins) == datetime.fromisoformat(f"{time}+00:00")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_excel_s_encodings_are_read(tmp_path, encoding):
    content = 'Fall;Schritt;Zeit;Kunde\n1;"Prüfen; dann\nweiter";2026-01-05;Süd\n'
    (path := tmp_path / "log.csv.gz").write_bytes(gzip.compress(content.encode(encoding)))
    _, [variant], report = read(path)
    assert variant.steps == ("Prüfen; dann\nweiter",)
    assert report.without_zone == 1


def test_an_end_before_its_begin_is_remarked_on_and_kept(tmp_path):
    (path := tmp_path / "log.csv").write_text(
        "case,activity,start,end\n1,Ask,2026-01-06,2026-01-05\n"
    )
    found, _, report = read(path)
    assert found.steps == 1
    assert report.counts == {Why.ENDS_BEFORE_BEGIN: 1}


XES = """<?xml version="1.0"?><log><global scope="event"><string key="concept:name" value="no"/>
</global><trace><string key="concept:name" value="T1"/><string key="customer" value="Voltio"/>
<event><string key="concept:name" value="Ask"/><date key="time:timestamp"
 value="2026-01-05T09:00:00+00:00"/><list key="notes"><string key="concept:name" value="in"/></list>
<string key="lifecycle:transition" value="start"/></event>
<event><string key="concept:name" value="Ask"/><date key="time:timestamp"
 value="2026-01-05T10:00:00+00:00"/><string key="lifecycle:transition" value="complete"/></event>
<event><string key="concept:name" value="Do"/><date key="time:timestamp" value=""/></event>
<event><string key="concept:name" value="Do"/><date key="time:timestamp"
 value="2026-01-05T11:00:00+00:00"/></event></trace></log>"""


def test_xes_is_read_with_what_its_traces_say(tmp_path):
    (path := tmp_path / "log.xes.gz").write_bytes(gzip.compress(XES.encode()))
    report = Report()
    with opened(threads=1) as store:
        columns = {"customer": "case:customer"}
        files.read(store, path, report, columns=columns)
        choose(store)
        [arrow] = map.ask(store).arrows
    assert (arrow.before, arrow.step, arrow.customers, arrow.median) == ("Ask", "Do", 1, 3.6e9)
    assert report.counts == {Why.BEGIN_OF_STEP: 1, Why.NO_TIME: 1}
    assert report.lines == 4


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "case,activity\n1,Ask\n", "Which column is the time?"),
        ("a.xes", XES[:-20], "is no whole XES"),
        ("a.xes", '<!DOCTYPE l [<!ENTITY a "b">]><log/>', "declares entities"),
        ("a.xes", "<log/>", "has no event"),
    ],
)
def test_what_can_t_be_read_is_said_in_a_sentence(tmp_path, name, content, says):
    (path := tmp_path / name).write_text(content)
    with pytest.raises(Stop, match=says.replace("?", r"\?")):
        read(path)
