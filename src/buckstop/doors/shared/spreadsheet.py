"""Tables as files for a spreadsheet: sent as they are read, safe to open."""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import get_language, override

BOM = "\ufeff"  # by which spreadsheets know that it is UTF-8
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """What `csv` writes to: hands each line on."""

    def write(self, text: str) -> str:
        return text


class Leaving(Iterator[str]):
    """The lines of a file, each made as it is sent, in the language of the view, which is over
    then. Whoever stops reading closes it, and with it what its rows come from: no generator, since
    one that is thrown away unread would end its rows in the middle of another statement."""

    def __init__(
        self, heads: Iterable[object], rows: Iterable[Any], told: Callable[[Any], list[str]]
    ) -> None:
        self._source, self._language = rows, get_language() or ""
        write: Any = csv.writer(_Line()).writerow  # answers what `_Line.write` does
        begun: str = BOM + write([str(head) for head in heads])
        self._lines: Iterator[str] = chain([begun], (write(told(row)) for row in rows))

    def __next__(self) -> str:
        with override(self._language):
            return next(self._lines)

    def close(self) -> None:
        """Nobody reads on."""
        if close := getattr(self._source, "close", None):
            close()


def lines(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> Leaving:
    """The lines of the file, the first with the heads."""
    return Leaving(heads, rows, lambda row: [harmless(str(cell)) for cell in row])


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_file(name: str, found: Leaving) -> StreamingHttpResponse:
    """An answer that a browser keeps as `name`.csv."""
    answer = StreamingHttpResponse(found, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
