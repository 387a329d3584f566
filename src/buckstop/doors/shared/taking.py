"""Tables that apps declare (`people.table`), in the forms in which they leave."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

import duckdb
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from buckstop.doors.shared.spreadsheet import BOM, Line, harmless
from buckstop.ledger.actor import Actor
from buckstop.oversight.actions.exporting import note_export
from buckstop.people.table import Cell, Table

FORMS = {"csv": "CSV", "parquet": "Parquet"}
"""What each form is called."""
NOTHING = r"\N"
TYPES = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", datetime: "TIMESTAMPTZ"}

type Rows = Iterable[tuple[Cell, ...]]


def as_file(table: Table, rows: Rows, form: str) -> HttpResponseBase:
    """The table as a file that a browser keeps under its name; a refusal comes before it begins."""
    each = iter(rows)
    rows = _begun(list(islice(each, 1)), each)
    answer: HttpResponseBase
    if form == "parquet":
        answer = FileResponse(parquet(table, rows), content_type="application/vnd.apache.parquet")
    else:
        answer = StreamingHttpResponse(lines(table, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{table.name}.{form}"'
    return answer


def fitted(table: Table, rows: Rows) -> Rows:
    """The rows with a whole number as a number where its column has others too."""
    for row in rows:
        pairs = zip(table.columns, row, strict=True)
        yield tuple(
            float(cell) if column.kind is float and isinstance(cell, int) else cell
            for column, cell in pairs
        )


def _begun(first: Rows, rest: Rows) -> Rows:
    yield from first
    yield from rest


def lines(table: Table, rows: Rows) -> Iterator[str]:
    """The lines of a CSV, each made as it is sent; texts that a spreadsheet would run are quoted.

    Numbers stay as they are: one below zero is no formula.
    """
    write: Any = csv.writer(Line()).writerow  # answers what `Line.write` does
    yield BOM + write([column.name for column in table.columns])
    for row in fitted(table, rows):
        yield write([harmless(cell) if isinstance(cell, str) else plain(cell) for cell in row])


def counted[Row](rows: Iterable[Row], what: str, *, by: Actor, at: datetime) -> Iterator[Row]:
    """The same rows; once they are sent, or whoever asked has hung up, it is on record."""
    sent = 0
    try:
        for row in rows:
            yield row
            sent += 1
    finally:
        note_export(what=what, rows=sent, by=by, at=at)


def plain(cell: Cell) -> str:
    """A cell as text: times in UTC as ISO 8601, nothing where there is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def parquet(table: Table, rows: Rows) -> IO[bytes]:
    """The table as Parquet, with the types of its columns; through a file, however long it is."""
    with TemporaryDirectory(prefix="buckstop-") as name, duckdb.connect() as engine:
        between, made = Path(name) / "rows.csv", Path(name) / "made.parquet"
        with between.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_told(cell) for cell in row] for row in fitted(table, rows))
        kinds = ", ".join(f"'{one.name}': '{TYPES[one.kind]}'" for one in table.columns)
        engine.execute(
            f"COPY (SELECT * FROM read_csv('{between}', header = false, auto_detect = false,"
            f" nullstr = '{NOTHING}', allow_quoted_nulls = false, quote = '\"', escape = '\"',"
            f" parallel = false, max_line_size = 67108864, columns = {{{kinds}}}))"
            f" TO '{made}' (FORMAT parquet, COMPRESSION zstd)"
        )
        kept = TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
        with made.open("rb") as file:
            copyfileobj(file, kept)
    kept.seek(0)
    return kept


def _told(cell: Cell) -> str:
    if cell is None:
        return NOTHING
    return cell.isoformat() if isinstance(cell, datetime) else str(cell)
