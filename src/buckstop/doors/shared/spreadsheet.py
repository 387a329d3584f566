"""Tables as files for a spreadsheet: sent as they are read, safe to open."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import get_language, override

BOM = "\ufeff"  # by which spreadsheets know that it is UTF-8
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Line:
    """What `csv` writes to: hands each line on."""

    def write(self, text: str) -> str:
        return text


def lines(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of the file, the first with the heads."""
    write: Any = csv.writer(Line()).writerow  # answers what `Line.write` does
    yield BOM + write([str(head) for head in heads])
    for row in rows:
        yield write([harmless(str(cell)) for cell in row])


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _spoken(found: Iterator[str], language: str) -> Iterator[str]:
    """Each line made in the language of the view, which is over when the lines are sent."""
    while True:
        with override(language):
            line = next(found, None)
        if line is None:
            return
        yield line


def as_file(name: str, found: Iterator[str]) -> StreamingHttpResponse:
    """An answer that a browser keeps as `name`.csv."""
    told = _spoken(found, get_language() or "")
    answer = StreamingHttpResponse(told, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
