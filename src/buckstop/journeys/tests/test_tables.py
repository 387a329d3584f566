"""What the questions answer is the same in files, of either format."""

from dataclasses import asdict

import duckdb

from buckstop.journeys.engine import tables
from buckstop.journeys.tests.recount import Row
from buckstop.journeys.tests.test_questions import a_log, asked


def test_every_table_is_in_both_files_what_was_answered(tmp_path):
    with asked(a_log(5)) as store:
        found = {name: ask() for name, ask in tables.asked(store, ("ask",)).items()}
    assert all(found.values())
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
