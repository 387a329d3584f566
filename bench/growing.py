"""Many problems at once, by statements that write the rows which the verbs would have written.

The verbs make 100,000 problems in minutes, this in one. Their rows keep every guarantee of the
database and the ledger verifies, both of which is checked afterwards; but each problem has the
same short life: reported, acknowledged, understood, one update, one step, and (most) confirmed
and closed. `bench/sql` has the statements.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from bench.mails import words

SQL = Path(__file__).parent / "sql"
EMPTY = {"character varying": "''", "text": "''", "boolean": "false", "integer": "0",
         "smallint": "0", "bigint": "0"}  # fmt: skip
LATER = "opened + interval '10 minutes'"


@dataclass(frozen=True)
class Grown:
    """How many problems, how many of them still run, and when their news is due.

    `young` ones have only been acknowledged; all of theirs is due at the same instant.
    """

    problems: int
    running: int
    due: datetime
    young: bool = False


@dataclass(frozen=True)
class Step:
    """An entry of every chain: its code, who acted, when, and its fields as SQL, in order."""

    code: str
    fields: dict[str, str]
    kind: str = "desk"
    by: str = "NULL::uuid"
    at: str = "opened"
    which: str = "true"
    customer: bool = False
    on_case: bool = False


def _key(kind: int) -> str:
    return f"pg_temp.hex(pg_temp.key({kind}, g.n, opened))"


def _digest(which: int) -> str:
    return f"(SELECT digest FROM written w WHERE w.n = g.n AND w.which = {which})"


_PROMISED: dict[str, str] = {"debtor": "pg_temp.hex(owner)"}
_STAFF: dict[str, Any] = {"kind": "staff", "by": "owner", "which": "NOT young", "at": LATER}
_THEIRS: dict[str, Any] = {"kind": "contact", "by": "contact", "customer": True, "on_case": True}
STEPS = (
    Step("problem-opened", {"hurts": "#n % 3", "kind": "'problem'", "number": "#number",
                            "problem": "pg_temp.hex(problem)"}),
    Step("tenure-began", {"before": "#'null'", "how": "'routed'", "to": "pg_temp.hex(owner)"},
         customer=True),
    Step("news-promised", {"commitment": _key(6), **_PROMISED, "due": "pg_temp.iso(first_due)"},
         customer=True),
    Step("case-opened", {"case": "pg_temp.hex(kase)", "contact": "pg_temp.hex(contact)",
                         "customer": "pg_temp.hex(customer)", "how": "'mail'"}, **_THEIRS),
    Step("customer-heard", {"case": "pg_temp.hex(kase)", "contact": "pg_temp.hex(contact)",
                            "message": _digest(1)}, **_THEIRS),
    Step("letter-sent", {"kind": "'acknowledgement'", "message": _key(11)}, customer=True,
         on_case=True),
    Step("understanding-written", {"understanding": _key(14), "what": _digest(3)}, customer=True,
         **_STAFF),
    Step("step-added", {"commitment": _key(8), "what": _digest(4),
                        "debtor": "pg_temp.hex(CASE WHEN n % 3 = 0 THEN contact ELSE owner END)",
                        "due": "pg_temp.iso(CASE WHEN closed THEN ended ELSE due END)"},
         customer=True, **_STAFF),
    Step("message-sent", {"kind": "'update'", "message": _key(12), "text": _digest(2)},
         customer=True, on_case=True, **_STAFF),
    Step("news-sent", {"commitment": _key(6), "how": "'mail'", "news": "#'true'"}, customer=True,
         **_STAFF),
    Step("news-promised", {"commitment": _key(7), **_PROMISED,
                           "due": "pg_temp.iso(CASE WHEN closed THEN ended ELSE due END)"},
         customer=True, **_STAFF),
    Step("case-confirmed", {"case": "pg_temp.hex(kase)", "contact": "pg_temp.hex(contact)",
                            "how": "'page'"}, at="ended", which="closed", **_THEIRS),
    Step("problem-closed", {"outcome": "'confirmed'"}, at="ended", which="closed", customer=True),
)  # fmt: skip


def _statement(number: int, step: Step) -> str:
    said = [
        f"'\"{name}\":' || ({value.removeprefix('#')})"
        if value.startswith("#")
        else f"'\"{name}\":\"' || {value} || '\"'"
        for name, value in sorted(step.fields.items())
    ]
    return (
        (SQL / "entry.sql")
        .read_text()
        .format(
            step=number,
            code=step.code,
            kind=step.kind,
            by=step.by,
            at=step.at,
            which=step.which,
            audience="customer" if step.customer else "internal",
            cases="ARRAY[kase]" if step.on_case else "ARRAY[]::uuid[]",
            fields=" || ',' || ".join(said),
        )
    )


def _filled(name: str, values: dict[str, Any]) -> str:
    text = (SQL / name).read_text()
    for key, value in values.items():
        text = text.replace(f":'{key}'", f"'{value}'").replace(f":{key}", str(value))
    return text


def grow(connection: "psycopg.Connection[Any]", grown: Grown) -> None:
    """Write the rows, as the superuser, then bring the planner's statistics up to date."""
    values = {
        "now": datetime.now(UTC).replace(microsecond=0).isoformat(),
        "due": grown.due.replace(microsecond=0).isoformat(),
        "problems": grown.problems,
        "running": grown.running,
        "young": str(grown.young).lower(),
    }
    with connection.transaction():
        _run(connection, "SET LOCAL session_replication_role = replica")
        _run(connection, "SET LOCAL synchronous_commit = off")
        _run(connection, "SET LOCAL maintenance_work_mem = '256MB'")
        _run(connection, "SET LOCAL work_mem = '64MB'")
        _sentences(connection)
        _let_columns_be_empty(connection)
        indexes = _take_down_indexes(connection)
        for name in ("ground.sql", "problems.sql", "rows.sql"):
            _run(connection, _filled(name, values))
        for number, step in enumerate(STEPS, 1):
            _run(connection, _statement(number, step))
        _run(connection, _filled("chains.sql", values))
        for index in indexes:
            _run(connection, index)
    _run(connection, "VACUUM ANALYZE")
    check(connection)


def _run(connection: "psycopg.Connection[Any]", text: str) -> None:
    connection.execute(text.encode())


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
    """Drop the indexes that hold no guarantee; returns the statements that make them again."""
    rows = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " JOIN pg_class c ON c.oid = indrelid WHERE relnamespace = 'public'::regnamespace"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
    ).fetchall()
    for name, _ in rows:
        _run(connection, f"DROP INDEX {name}")
    return [definition for _, definition in rows]


def _sentences(connection: "psycopg.Connection[Any]") -> None:
    of = Random(11)
    _run(connection, "CREATE TEMP TABLE sentence (n int PRIMARY KEY, said text)")
    with connection.cursor() as cursor, cursor.copy("COPY sentence FROM STDIN") as copy:
        for number in range(5000):
            copy.write_row((number, " ".join(words(of, 12)).capitalize() + "."))
    _run(connection, "ANALYZE sentence")


def check(connection: "psycopg.Connection[Any]") -> None:
    """Ask what the triggers would have asked: the guarantees of problems, and every foreign key."""
    _run(connection, "SELECT count(buckstop_check_problem(id)) FROM problems_problem")
    rows = connection.execute(
        "SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text"
        " FROM pg_constraint JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]"
        " WHERE contype = 'f'"
    ).fetchall()
    for table, column, other in rows:
        row = connection.execute(
            f"SELECT count(*) FROM {table} t WHERE {column} IS NOT NULL AND NOT EXISTS"
            f" (SELECT FROM {other} o WHERE o.id = t.{column})".encode()
            if _has_id(connection, other)
            else b"SELECT 0"
        ).fetchone()
        if row is None or row[0]:
            raise SystemExit(f"{row} rows of {table} lead nowhere by {column}")


def _has_id(connection: "psycopg.Connection[Any]", table: str) -> bool:
    row = connection.execute(
        "SELECT count(*) FROM pg_attribute WHERE attrelid = %s::regclass AND attname = 'id'",
        [table],
    ).fetchone()
    return bool(row and row[0])


def soon(seconds: float) -> datetime:
    """So many seconds from now, a whole one."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).replace(microsecond=0)
