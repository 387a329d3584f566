"""Part 15: as large as a house gets. A million problems of which 10,000 run and 500 people at the
desk: how fast it grows, every page and search, what tables weigh, what parting them would change,
and what a year of work leaves behind in them.

`BENCH_PROBLEMS=200000 BENCH_STAFF=50 python -m bench million` does it smaller.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import psycopg

from bench import house, pages
from bench.figures import Figure

PART = "million"
PROBLEMS = int(os.environ.get("BENCH_PROBLEMS", "1000000"))
RUNNING = min(10_000, PROBLEMS // 5)
STAFF = int(os.environ.get("BENCH_STAFF", "500"))
ROUNDS = 6
DAYS = 365
MOST_GROWING = 300.0  # seconds for a million
P95_MS, SEARCH_P95_MS = 200.0, 500.0  # of pages, of searches, at this size
MOST_BLOAT = 1.5  # times what a table weighed before the year
CHAINS = 300  # whose entries are read
HEAVY = """
SELECT relname, reltuples::bigint, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
ORDER BY pg_total_relation_size(oid) DESC LIMIT 8
"""
TRIALS = {
    "one table": "",
    "16 by chain": "PARTITION BY HASH (chain_id)",
    "12 by time": "PARTITION BY RANGE (id)",
}
KEYS = {
    "one table": "PRIMARY KEY (id), UNIQUE (chain_id, number)",
    "16 by chain": "PRIMARY KEY (chain_id, id), UNIQUE (chain_id, number)",
    "12 by time": "PRIMARY KEY (id), UNIQUE (chain_id, number, id)",
}


def measure() -> list[Figure]:
    """Grow, ask, weigh, part, and let a year go by."""
    with house.house("million", staff=STAFF) as ours:
        print(f"loading {PROBLEMS:,} problems", file=sys.stderr, flush=True)
        took = pages.grow(ours, PROBLEMS, RUNNING)
        found = [Figure(PART, f"{PROBLEMS:,} problems grown: seconds for a million",
                        took * 1_000_000 / PROBLEMS, "s", target=MOST_GROWING)]  # fmt: skip
        with pages.asker(ours, PROBLEMS) as asker:
            found += _pages(asker)
        name = pages.named(PROBLEMS)
        with psycopg.connect(ours.cluster.url("postgres", name), autocommit=True) as connection:
            found += [*_weigh(connection), *_parted(connection), *_year(connection)]
    return found


def _pages(asker: pages.Asker) -> Iterator[Figure]:
    for page in pages.PAGES:
        asker.ask(page)  # warms templates, plans and the database's memory
        answers = [asker.ask(page) for _ in range(ROUNDS)]
        spans = sorted(ms for answer in answers for ms in answer["ms"])
        cpu = statistics.median(ms for answer in answers for ms in answer["cpu"])
        target = SEARCH_P95_MS if page.startswith("search") else P95_MS
        more = {"p50": statistics.median(spans), "cpu_ms": cpu, "scans": answers[-1]["scans"]}
        p95 = spans[int(len(spans) * 0.95)]
        yield Figure(PART, f"{page}, p95", p95, "ms", target=target, more=more)


def _weigh(connection: "psycopg.Connection[Any]") -> Iterator[Figure]:
    """What the largest tables weigh, and all of it for each problem."""
    tables = {
        name: {"rows": rows, "table MB": table / 1e6, "indexes MB": indexes / 1e6}
        for name, rows, table, indexes in connection.execute(HEAVY)
    }
    [size] = _one(connection, "SELECT pg_database_size(current_database())")
    yield Figure(PART, "of the database for each problem", size / PROBLEMS / 1000, "kB",
                 more={"tables": tables})  # fmt: skip
    for table in ("ledger_entry", "conversations_message", "outbox_delivery"):
        [count] = _one(connection, f"SELECT count(*) FROM {table}")
        yield Figure(PART, f"rows of {table}", count, "")


def _one(connection: "psycopg.Connection[Any]", query: str) -> Any:
    return connection.execute(query.encode()).fetchone() or (0,)


def _run(connection: "psycopg.Connection[Any]", text: str) -> float:
    begun = time.monotonic()
    connection.execute(text.encode())
    return time.monotonic() - begun


def _parted(connection: "psycopg.Connection[Any]") -> Iterator[Figure]:
    """The entries in one table, and in partitions, with the keys that each can have."""
    _run(connection, "CREATE SCHEMA trial")
    [rows] = _one(connection, "SELECT count(*) FROM ledger_entry")
    chains = [key for (key,) in connection.execute(
        f"SELECT id FROM ledger_chain ORDER BY md5(id::text) LIMIT {CHAINS}".encode())]  # fmt: skip
    alone: dict[str, float] = {}
    for number, (name, parts) in enumerate(TRIALS.items()):
        table = f"trial.entries{number}"
        _run(connection, f"CREATE TABLE {table} (LIKE ledger_entry, {KEYS[name]}) {parts}")
        _make_parts(connection, table, name)
        wrote = _run(connection, f"INSERT INTO {table} SELECT * FROM ledger_entry ORDER BY id")
        cleaned = _run(connection, f"VACUUM (FREEZE, ANALYZE) {table}")
        figures = {
            "rows a second written": rows / wrote,
            "entries of a chain, p50": _read(connection, table, chains),
            "indexes": _size(connection, table) / rows,
            "vacuum": cleaned,
        }
        alone = alone or figures
        units = ("/s", "ms", "bytes a row", "s")
        for (what, value), unit in zip(figures.items(), units, strict=True):
            yield Figure(PART, f"{name}: {what}", value, unit, floor=alone[what],
                         floor_is="in one table", ratio=value / alone[what])  # fmt: skip
        _run(connection, f"DROP TABLE {table}")


def _make_parts(connection: "psycopg.Connection[Any]", table: str, name: str) -> None:
    if name == "16 by chain":
        for part in range(16):
            _run(connection, f"CREATE TABLE {table}_{part} PARTITION OF {table}"
                             f" FOR VALUES WITH (MODULUS 16, REMAINDER {part})")  # fmt: skip
    if name == "12 by time":
        cuts = [str(key) for (key,) in connection.execute(
            b"SELECT min(id::text) FROM (SELECT id, ntile(12) OVER (ORDER BY id) AS part"
            b" FROM ledger_entry) AS parts GROUP BY part ORDER BY part")]  # fmt: skip
        edges = ["MINVALUE", *(f"'{cut}'" for cut in cuts[1:]), "MAXVALUE"]
        for part, (first, last) in enumerate(pairwise(edges)):
            _run(connection, f"CREATE TABLE {table}_{part} PARTITION OF {table}"
                             f" FOR VALUES FROM ({first}) TO ({last})")  # fmt: skip


def _read(connection: "psycopg.Connection[Any]", table: str, chains: list[Any]) -> float:
    query, spans = f"SELECT * FROM {table} WHERE chain_id = %s ORDER BY number".encode(), []
    for chain in chains * 2:
        begun = time.perf_counter()
        connection.execute(query, [chain]).fetchall()
        spans.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spans[len(chains) :])


def _size(connection: "psycopg.Connection[Any]", table: str) -> float:
    [size] = _one(connection, "SELECT sum(pg_indexes_size(relid))::bigint FROM"
                              f" pg_partition_tree('{table}')")  # fmt: skip
    [alone] = _one(connection, f"SELECT pg_indexes_size('{table}')")
    return float(max(size or 0, alone))


def _year(connection: "psycopg.Connection[Any]") -> Iterator[Figure]:
    """What is owed is looked at every day for a year, and vacuumed as PostgreSQL would by itself:
    after a fifth of a table has changed."""
    table = "problems_commitment"
    _run(connection, "SET session_replication_role = replica")
    [live] = _one(connection, f"SELECT count(*) FROM {table}")
    [before] = _one(connection, f"SELECT pg_total_relation_size('{table}')")
    dead = vacuums = 0
    begun = time.monotonic()
    for _ in range(DAYS):
        changed = connection.execute(
            f"UPDATE {table} SET attend_at = attend_at + interval '1 minute'"
            " WHERE ended_at IS NULL".encode()
        ).rowcount
        dead += changed
        if dead > 50 + live / 5:
            _run(connection, f"VACUUM {table}")
            dead, vacuums = 0, vacuums + 1
    took = time.monotonic() - begun
    [after] = _one(connection, f"SELECT pg_total_relation_size('{table}')")
    more = {"vacuums": vacuums, "changes": changed * DAYS, "seconds": took}
    yield Figure(PART, "what is owed, after a year of changes", after / 1e6, "MB",
                 target=MOST_BLOAT, floor=before / 1e6, floor_is="before", ratio=after / before,
                 of_ratio=True, more=more)  # fmt: skip
