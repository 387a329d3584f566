"""What the questions answer is the same in files, of either format."""

import re
from dataclasses import asdict

import duckdb

from buckstop.journeys.engine import tables
from buckstop.journeys.engine.keeping import TABLES, keep
from buckstop.journeys.tests.recount import Row
from buckstop.journeys.tests.test_questions import a_log, asked
from tests.source import ROOT

DOCUMENT = ROOT / "docs" / "event-log.md"


def documented() -> dict[str, set[str]]:
    """What the document says that the columns of each file are."""
    found = {}
    for line in DOCUMENT.read_text().splitlines():
        cells = line.split(" | ")
        if len(cells) == 3:
            names = re.sub(r"\([^)]*\)", "", cells[2])
            for file in re.findall(r"`(\w+)`", cells[0]):
                found[file] = set(re.findall(r"`(\w+)`", names))
    return found


def test_every_table_is_in_both_files_what_was_answered(tmp_path):
    with asked(a_log(5)) as store:
        found = {name: ask() for name, ask in tables.asked(store, ("ask",)).items()}
    assert all(found.values())
    said = documented()
    for name, rows in found.items():
        assert set(asdict(rows[0])) == said[name], name
    for name, rows in found.items():
        for ending in tables.FORMATS:
            tables.write(rows, tmp_path / f"{name}.{ending}")
        told = [tuple(asdict(row).values()) for row in rows]
        read = duckdb.execute(f"FROM '{tmp_path / name}.parquet'")
        assert [one[0] for one in read.description or ()] == list(asdict(rows[0]))
        assert [tuple(tuple(c) if isinstance(c, list) else c for c in row)
                for row in read.fetchall()] == told, name  # fmt: skip
        flat = [tuple(" → ".join(c) if isinstance(c, tuple) else c for c in row) for row in told]
        flat = [tuple(None if cell == "" else cell for cell in row) for row in flat]
        assert duckdb.execute(f"FROM read_csv('{tmp_path / name}.csv')").fetchall() == flat, name


def test_a_table_without_a_row_leaves_no_file(tmp_path):
    with asked([Row(1, "a", "ask", 0)]) as store:
        rows = tables.asked(store)["arrows"]()
    tables.write(rows, tmp_path / "arrows.csv")
    assert not (tmp_path / "arrows.csv").exists()


def test_the_document_says_what_is_kept(tmp_path):
    with asked(a_log(5)) as store:
        keep(store, tmp_path)
    said = documented()
    for name in TABLES:
        read = duckdb.execute(f"FROM '{tmp_path / name}.parquet'")
        columns = {one[0] for one in read.description or ()}
        both = {"customer", "service"} if name in ("whose", "served") else set()
        assert columns | both == said[name] | both, name
