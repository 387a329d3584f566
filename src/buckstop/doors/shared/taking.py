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

from buckstop.doors.shared.spreadsheet import Leaving, harmless
from buckstop.ledger.actor import Actor
from buckstop.oversight.actions.exporting import note_export
from buckstop.people.table import Cell, Table

FORMS = {"csv": "CSV", "parquet": "Parquet"}
"""What each form is called."""
NOTHING = r"\N"
TYPES = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", datetime: "TIMESTAMPTZ"}

type Rows = Iterable[tuple[Cell, ...]]


def as_file(table: Table, rows: "Counted[tuple[Cell, ...]]", form: str) -> HttpResponseBase:
    """The table as a file that a browser keeps under its name; a refusal comes before it begins."""
    rows.begin()
    answer: HttpResponseBase
    if form == "parquet":
        answer = FileResponse(parquet(table, rows), content_type="application/vnd.apache.parquet")
    else:
        answer = StreamingHttpResponse(lines(table, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{table.name}.{form}"'
    return answer


def fitted(table: Table, row: tuple[Cell, ...]) -> list[Cell]:
    """The row with a whole number as a number where its column has others too."""
    return [
        float(cell) if column.kind is float and isinstance(cell, int) else cell
        for column, cell in zip(table.columns, row, strict=True)
    ]


def lines(table: Table, rows: Rows) -> Leaving:
    """The lines of a CSV; texts that a spreadsheet would run are quoted.

    Numbers stay as they are: one below zero is no formula.
    """

    def told(row: tuple[Cell, ...]) -> list[str]:
        return [
            harmless(cell) if isinstance(cell, str) else plain(cell) for cell in fitted(table, row)
        ]

    return Leaving([column.name for column in table.columns], rows, told)


class Counted[Row](Iterator[Row]):
    """The same rows; once they are sent, or whoever asked has hung up (`close`), it is on record.

    Nothing is written of what is thrown away unread: Python may do that at any moment.
    """

    def __init__(self, rows: Iterable[Row], what: str, *, by: Actor, at: datetime) -> None:
        self._rows, self._ahead = iter(rows), list[Row]()
        self._about: dict[str, Any] = {"what": what, "by": by, "at": at}
        self._sent, self._open = 0, True

    def begin(self) -> None:
        """Read the first: what is refused is so before anything is sent."""
        self._ahead = list(islice(self._rows, 1))

    def __next__(self) -> Row:
        try:
            row = self._ahead.pop() if self._ahead else next(self._rows)
        except StopIteration:
            self.close()
            raise
        self._sent += 1
        return row

    def close(self) -> None:
        """No more is sent."""
        if self._open:
            self._open = False
            note_export(rows=self._sent, **self._about)


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
            csv.writer(file).writerows(
                [_told(cell) for cell in row] for row in (fitted(table, row) for row in rows)
            )
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
