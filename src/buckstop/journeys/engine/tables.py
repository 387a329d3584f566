"""What the questions answer, as files for other programs: each table as CSV and as Parquet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from buckstop.journeys.engine.questions import (
    first_time_right,
    frictions,
    loops,
    map,
    ping_pong,
    sent_back,
    totals,
    variants,
    waits,
)
from buckstop.journeys.engine.store import Store

MOST_VARIANTS = 10_000
MOST_FRICTIONS = 10_000
FORMATS = ("csv", "parquet")
TYPES = {int: "BIGINT", str: "VARCHAR", tuple: "VARCHAR[]"}


def asked(store: Store, routine: Sequence[str] = ()) -> Mapping[str, Callable[[], list[Any]]]:
    """The tables by their names, each with what asks for its rows; a file is called as they are."""
    return {
        "totals": lambda: [totals.ask(store)],
        "steps": lambda: map.ask(store).steps,
        "arrows": lambda: map.ask(store).arrows,
        "variants": partial(variants.ask, store, MOST_VARIANTS),
        "waits": partial(waits.ask, store),
        "loops": partial(loops.ask, store),
        "sent_back": partial(sent_back.ask, store),
        "ping_pong": partial(ping_pong.ask, store),
        "first_time_right": lambda: [first_time_right.ask(store)],
        "frictions": partial(frictions.ask, store, MOST_FRICTIONS, routine),
    }


def write(rows: list[Any], path: Path) -> None:
    """Rows of one kind as a file, whose name says in which format; times are microseconds.

    A list (the steps of a course) is written into one cell of a CSV, its parts with arrows.
    """
    rows = [asdict(row) for row in rows]
    if not rows:
        path.unlink(missing_ok=True)
        return
    is_csv = path.suffix == ".csv"
    columns = {name: _type(rows, name) for name in rows[0]}
    with duckdb.connect() as connection:
        spelled = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        connection.execute(f"CREATE TABLE found ({spelled})")
        marks = ", ".join("?" for _name in columns)
        values = iter([list(row.values()) for row in rows])
        while some := list(islice(values, 1000)):
            connection.executemany(f"INSERT INTO found VALUES ({marks})", some)
        told = ", ".join(
            f"array_to_string(\"{name}\", ' → ') AS \"{name}\""
            if is_csv and kind.endswith("[]") else f'"{name}"'
            for name, kind in columns.items()
        )  # fmt: skip
        how = "FORMAT csv, HEADER" if is_csv else "FORMAT parquet, COMPRESSION zstd"
        where = str(path).replace("'", "''")
        connection.execute(f"COPY (SELECT {told} FROM found) TO '{where}' ({how})")


def _type(rows: list[dict[str, Any]], name: str) -> str:
    """What a column holds, by the first value that is one."""
    value = next((row[name] for row in rows if row[name] is not None), 0)
    return next(kind for known, kind in TYPES.items() if isinstance(value, known))
