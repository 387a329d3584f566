"""Many problems at once, by statements that write the rows which the verbs would have written.

The verbs make 100,000 problems in minutes, this in a quarter of one, and a million in a few. Their
rows keep every guarantee of the database and the ledger verifies, both of which is checked
afterwards; but each problem has the same short life: reported, acknowledged, understood, an update,
a step, and (most) confirmed and closed; some of those that run have an ask, somebody above who was
asked to step in, or an offer. `bench/sql` has the statements, `bench.chains` the entries.

Batches go over two connections, since PostgreSQL works on one with one core. Only here, in a
database of the bench's own, triggers are off, and what holds no guarantee is indexed last.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from bench import chains
from bench.mails import words

SQL = Path(__file__).parent / "sql"
EMPTY = {"character varying": "''", "text": "''", "boolean": "false", "integer": "0",
         "smallint": "0", "bigint": "0", "ARRAY": "'{}'"}  # fmt: skip
BATCH = 10_000  # problems: what is made of them stays in memory
SETTINGS = (
    "session_replication_role = replica",
    "synchronous_commit = off",
    "maintenance_work_mem = '512MB'",
    "work_mem = '256MB'",
    "temp_buffers = '128MB'",
    "search_path = public",
)
CLUSTER = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "'16GB'",
           "checkpoint_timeout": "'1h'", "autovacuum": "off"}  # fmt: skip
"""Of a server whose data are made anew wherever it breaks down: only while they grow."""


@dataclass(frozen=True)
class Grown:
    """How many problems, how many of them still run, and when their news is due.

    `young` ones have only been acknowledged; all of theirs is due at the same instant.
    """

    problems: int
    running: int
    due: datetime
    young: bool = False


def grow(connection: "psycopg.Connection[Any]", grown: Grown) -> None:
    """Write the rows, as the superuser, then bring the planner's statistics up to date."""
    with (
        psycopg.connect(connection.info.dsn, autocommit=True) as other,
        ThreadPoolExecutor(2) as pool,
    ):
        both = [connection, other]
        for one in both:
            for setting in SETTINGS:
                _run(one, f"SET {setting}")
        _set_cluster(connection)
        try:
            _make_ground(connection, grown)
            indexes = _take_down_indexes(connection)
            _share(pool, both, [lambda c, b=b: _write(c, grown, *b) for b in _batches(grown)])
            _run(connection, "DROP SCHEMA growing CASCADE")
            _run(connection, f"SELECT setval('problem_number', {1000 + grown.problems})")
            _share(pool, both, [lambda c, i=i: _run(c, i) for i in indexes])
            tables = [f"VACUUM ANALYZE {name}" for name in _tables(connection)]
            _share(pool, both, [lambda c, t=t: _run(c, t) for t in tables])
        finally:
            _set_cluster(connection, back=True)
            for one in both:
                _run(one, "RESET ALL")
    check(connection)


def _run(connection: "psycopg.Connection[Any]", text: str) -> None:
    connection.execute(text.encode())


def _share(pool: ThreadPoolExecutor, connections: list[Any], jobs: Iterable[Any]) -> None:
    """Do the jobs in order, each over whichever connection is free."""
    waiting = iter(list(jobs))

    def work(connection: Any) -> None:
        for job in waiting:
            job(connection)

    for _ in pool.map(work, connections):
        pass


def _set_cluster(connection: "psycopg.Connection[Any]", *, back: bool = False) -> None:
    for name, value in CLUSTER.items():
        _run(connection, f"ALTER SYSTEM {f'RESET {name}' if back else f'SET {name} = {value}'}")
    _run(connection, "SELECT pg_reload_conf()")


def _values(grown: Grown) -> dict[str, Any]:
    return {
        "now": datetime.now(UTC).replace(microsecond=0).isoformat(),
        "due": grown.due.replace(microsecond=0).isoformat(),
        "problems": grown.problems,
        "running": grown.running,
        "young": str(grown.young).lower(),
    }


def _filled(name: str, values: dict[str, Any]) -> str:
    text = (SQL / name).read_text()
    for key, value in values.items():
        text = text.replace(f":'{key}'", f"'{value}'").replace(f":{key}", str(value))
    return text


def _make_ground(connection: "psycopg.Connection[Any]", grown: Grown) -> None:
    ground = _filled("ground.sql", _values(grown))
    schema, rest = ground.split(";", 1)
    _run(connection, schema)
    _sentences(connection)
    _let_columns_be_empty(connection)
    _run(connection, rest)


def _batches(grown: Grown) -> list[tuple[int, int]]:
    last = grown.problems
    return [(first, min(first + BATCH - 1, last)) for first in range(1, last + 1, BATCH)]


def _write(connection: "psycopg.Connection[Any]", grown: Grown, first: int, last: int) -> None:
    """The problems of a batch."""
    values = _values(grown) | {"first": first, "last": last}
    with connection.transaction():
        _run(connection, _filled("problems.sql", values))
        _run(connection, "ANALYZE grown")
        _run(connection, _filled("rows.sql", values))
        _run(connection, chains.statement())
        _run(connection, "DROP TABLE grown")


def _let_columns_be_empty(connection: "psycopg.Connection[Any]") -> None:
    """What a row doesn't say is what the product writes where nobody says anything."""
    rows = connection.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL"
        " AND is_identity = 'NO' AND is_generated = 'NEVER'"
    ).fetchall()
    for table, column, kind in rows:
        if (value := EMPTY.get(kind)) is not None:
            _run(connection, f'ALTER TABLE "{table}" ALTER "{column}" SET DEFAULT {value}')


def _take_down_indexes(connection: "psycopg.Connection[Any]") -> list[str]:
    """Drop the indexes that hold no guarantee; returns the statements that make them again, those
    first that take longest."""
    rows = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " JOIN pg_class c ON c.oid = indrelid JOIN pg_class i ON i.oid = indexrelid"
        " JOIN pg_am a ON a.oid = i.relam WHERE c.relnamespace = 'public'::regnamespace"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
        " ORDER BY a.amname = 'btree', c.relname <> 'ledger_entry'"
    ).fetchall()
    for name, _ in rows:
        _run(connection, f"DROP INDEX {name}")
    return [definition for _, definition in rows]


def _tables(connection: "psycopg.Connection[Any]") -> list[str]:
    rows = connection.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace ORDER BY relpages DESC"
    ).fetchall()
    return [name for (name,) in rows]


def _sentences(connection: "psycopg.Connection[Any]") -> None:
    of = Random(11)
    _run(connection, "CREATE TABLE growing.sentence (n int PRIMARY KEY, said text)")
    with connection.cursor() as cursor, cursor.copy("COPY growing.sentence FROM STDIN") as copy:
        for number in range(5000):
            copy.write_row((number, " ".join(words(of, 12)).capitalize() + "."))
    _run(connection, "ANALYZE growing.sentence")


def check(connection: "psycopg.Connection[Any]") -> None:
    """Ask what the triggers would have asked: the guarantees of problems, every foreign key, and
    of a thousand messages whether they are found by what they say."""
    _run(connection, "SELECT count(buckstop_check_problem(id)) FROM problems_problem")
    rows = connection.execute(
        "SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text, b.attname"
        " FROM pg_constraint"
        " JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]"
        " JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1]"
        " WHERE contype = 'f' AND cardinality(conkey) = 1"
    ).fetchall()
    for table, column, other, key in rows:
        lost = f"SELECT count(*) FROM {table} t WHERE {column} IS NOT NULL AND NOT EXISTS"
        _none(connection, f"{lost} (SELECT FROM {other} o WHERE o.{key} = t.{column})")
    _none(
        connection,
        "SELECT count(*) FROM (SELECT * FROM conversations_findable LIMIT 1000) found"
        " WHERE folded <> buckstop_fold(buckstop_said(message_id))",
    )


def _none(connection: "psycopg.Connection[Any]", count: str) -> None:
    row = connection.execute(count.encode()).fetchone()
    if row is None or row[0]:
        raise SystemExit(f"{row} rows are wrong: {count}")


def soon(seconds: float) -> datetime:
    """So many seconds from now, a whole one."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).replace(microsecond=0)
