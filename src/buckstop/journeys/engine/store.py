"""Where a log is reckoned on: DuckDB in this process, within bounds of memory, spilling to disk."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from buckstop.kit.wall_clock import zone_named

MEMORY = "480MB"
"""What DuckDB may take; what needs more goes to disk. The process takes some 100 MB besides."""
THREADS = 2


class Store:
    """A log being reckoned on; `folder` is its own, and goes with it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self.folder = folder

    def run(self, sql: str, values: Sequence[object] | None = None) -> None:
        """Do something that answers nothing."""
        self._connection.execute(sql, values)

    def rows(self, sql: str, values: Sequence[object] | None = None) -> list[tuple[Any, ...]]:
        """What a statement answers."""
        return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[object] | None = None) -> tuple[Any, ...]:
        """The only row that a statement answers."""
        [row] = self.rows(sql, values)
        return row

    def look_at(self, table: str, path: Path) -> None:
        """Let a Parquet file be a table."""
        spelled = str(path).replace("'", "''")
        self.run(f"CREATE VIEW {table} AS FROM read_parquet('{spelled}')")

    def each(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """What a statement answers, piece by piece; nothing else may be asked meanwhile."""
        answer = self._connection.execute(sql)
        while some := answer.fetchmany(10_000):
            yield from some

    def be_in(self, zone: str) -> None:
        """Read times that name no zone as of this one. Raises CalendarError without it."""
        zone_named(zone)
        self._connection.execute(f"SET TimeZone = '{zone}'")

    def fresh(self) -> None:
        """Give back what the statements so far needed besides."""
        self._connection.execute("CHECKPOINT")


@contextmanager
def opened(*, memory: str = MEMORY, threads: int = THREADS) -> Iterator[Store]:
    """A store with nothing in it, until the end of the block. It loads nothing from outside."""
    folder = Path(tempfile.mkdtemp(prefix="buckstop-journeys-"))
    connection = duckdb.connect(
        str(folder / "log.duckdb"),
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(folder / "spilled"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": True,
        },
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield Store(connection, folder)
    finally:
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)
