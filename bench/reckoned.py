"""What `bench.journeys` runs: `python -m bench.reckoned make|plain|ours|csv FOLDER MANY`."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from buckstop.journeys.engine import preparing
from buckstop.journeys.engine.questions import map, ping_pong, variants, waits
from buckstop.journeys.engine.selection import choose
from buckstop.journeys.engine.store import Store, opened
from buckstop.journeys.reading import files
from buckstop.journeys.reading.report import Report

MAKE = """
COPY (SELECT 'case-' || lpad((hash(i) % ({many} // 9))::VARCHAR, 8, '0') AS journey,
    'Activity ' || (hash(i * 7) % 25) AS step, 'Team ' || (hash(i * 17) % 12) AS team,
    'Customer ' || ((hash(i) % ({many} // 9)) % 5000) AS customer,
    TIMESTAMP '2024-01-01' + to_seconds((hash(i * 13) % 50000000)::BIGINT) AS happened
FROM range({many}) AS t(i)) TO '{path}' (FORMAT parquet)
"""
PLAIN = {
    "map": """
SELECT before, step, count(*), count(DISTINCT journey), count(DISTINCT customer), median(took),
    quantile_cont(took, 0.9)
FROM (SELECT journey, customer, step, lag(step) OVER w AS before,
    epoch(happened) - epoch(lag(happened) OVER w) AS took
    FROM log WINDOW w AS (PARTITION BY journey ORDER BY happened))
WHERE before IS NOT NULL GROUP BY 1, 2""",
    "variants": """
SELECT course, count(*), median(took) FROM (
    SELECT journey, string_agg(step, ' > ' ORDER BY happened) AS course,
        epoch(max(happened)) - epoch(min(happened)) AS took FROM log GROUP BY 1
) GROUP BY 1 ORDER BY 2 DESC LIMIT 20""",
    "ping-pong": """
WITH visits AS (SELECT * FROM (
    SELECT journey, team, happened,
        lag(team) OVER (PARTITION BY journey ORDER BY happened) AS before FROM log
) WHERE team IS DISTINCT FROM before), beside AS (
    SELECT team, happened, journey, lag(team) OVER w AS earlier, lead(team) OVER w AS later,
        lead(happened) OVER w AS left_at
    FROM visits WINDOW w AS (PARTITION BY journey ORDER BY happened))
SELECT earlier, team, count(*), count(DISTINCT journey), sum(epoch(left_at) - epoch(happened))
FROM beside WHERE earlier = later GROUP BY 1, 2""",
    "waits": """
SELECT step, count(*), sum(took), median(took), quantile_cont(took, 0.9)
FROM (SELECT step, epoch(happened) - epoch(lag(happened) OVER w) AS took
    FROM log WINDOW w AS (PARTITION BY journey ORDER BY happened)) GROUP BY 1""",
}
OURS: dict[str, Callable[[Store], object]] = {
    "map": map.ask, "variants": variants.ask, "ping-pong": ping_pong.ask, "waits": waits.ask,
}  # fmt: skip


def make(folder: Path, many: int) -> dict[str, Any]:
    """The log as Parquet, and a part of it as CSV."""
    path = folder / "log.parquet"
    duckdb.execute(MAKE.format(many=many, path=path))
    rows = f"SELECT * FROM '{path}' LIMIT 1000000"
    duckdb.execute(f"COPY ({rows}) TO '{folder / 'log.csv'}' (FORMAT csv)")
    return {}


def plain(folder: Path, many: int) -> dict[str, Any]:
    """Each question from the events as they are, as one writes it down first."""
    del many
    connection = duckdb.connect(config={"threads": 2})
    connection.execute(f"CREATE VIEW log AS FROM '{folder / 'log.parquet'}'")
    began = time.perf_counter()
    for sql in PLAIN.values():
        connection.execute(sql).fetchall()
    return {"asked": time.perf_counter() - began, "memory": _memory()}


def ours(folder: Path, many: int) -> dict[str, Any]:
    """Prepared once, then each question."""
    del many
    with opened() as store:
        began = time.perf_counter()
        preparing.begin(store)
        store.run(
            "INSERT INTO events SELECT file_row_number, journey, step, team, customer, NULL,"
            f" epoch_us(happened) FROM read_parquet('{folder / 'log.parquet'}',"
            " file_row_number = true)"
        )
        preparing.prepare(store)
        prepared = time.perf_counter() - began
        choose(store)
        asked = {}
        for name, ask in OURS.items():
            began = time.perf_counter()
            ask(store)
            asked[name] = time.perf_counter() - began
    return {"prepared": prepared, "asked": asked, "memory": _memory()}


def csv_rows(folder: Path, many: int) -> dict[str, Any]:
    """A file of rows read, checked and prepared."""
    began = time.perf_counter()
    with opened() as store:
        files.read(store, folder / "log.csv", report := Report())
    assert report.kept == many
    return {"read": time.perf_counter() - began}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


DO = {"make": make, "plain": plain, "ours": ours, "csv": csv_rows}

if __name__ == "__main__":
    what, where, number = sys.argv[1:]
    print(json.dumps(DO[what](Path(where), int(number))))
