"""The database as it is at one instant: how many rows each table has, and the newest entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from psycopg import sql

from buckstop.doors.terminal.attached import RESTORING

TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> %s ORDER BY relname
"""
NEWEST = "SELECT at FROM ledger_entry ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An instant: `option` lets pg_dump see the same one."""

    option: str
    counts: dict[str, int]
    newest: datetime | None


@contextmanager
def held() -> Iterator[Snapshot]:
    """Hold an instant for as long as the block lasts, whatever is written meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        [name] = cursor.fetchone() or [""]
        yield Snapshot(f"--snapshot={name}", counts(), newest())


def counts() -> dict[str, int]:
    """How many rows each table has."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [RESTORING])
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
            [found[table]] = cursor.fetchone() or [0]
    return found


def newest() -> datetime | None:
    """When the newest entry of the ledger was written."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        row: tuple[datetime] | None = cursor.fetchone()
    return row[0] if row else None
