"""Reads CSV: whatever separates its cells, Excel's ways included, and says where it can't."""

import codecs
import csv
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from buckstop.journeys.reading.events import BESIDE, Event
from buckstop.journeys.reading.mapping import ROLES, Columns
from buckstop.journeys.reading.opening import opened
from buckstop.journeys.reading.report import Report, Why
from buckstop.kit.stop import Stop

SAMPLE = 256 * 1024
LOOKED_AT = 2000
"""Lines in which one sees what the columns are."""
SEPARATORS = ",;\t|"
EMPTY = frozenset({"", "?", "NULL", "null", "N/A", "NaN"})
"""What means that there is nothing."""


@dataclass(frozen=True)
class Shape:
    """How a file is written: its encoding, what parts cells, the names of its columns."""

    encoding: str
    separator: str
    names: tuple[str, ...]
    skip: int
    """Lines before the names: Excel says there what parts cells."""


class _Rows(Protocol):
    """What `csv.reader` is."""

    @property
    def line_num(self) -> int: ...
    def __next__(self) -> list[str]: ...


def shape_of(path: Path) -> Shape:
    """Look at the beginning of a file. Raises Stop where nothing is in it."""
    with opened(path) as file:
        sample = file.read(SAMPLE)
    encoding = _encoding(sample)
    lines = sample.decode(encoding, errors="ignore").splitlines()
    skip = 1 if lines and lines[0].lower().startswith("sep=") else 0
    if len(lines) <= skip or not lines[skip].strip():
        raise Stop(f"{path.name} is empty: its first line should name its columns.")
    separator = lines[0][4:5] if skip else max(SEPARATORS, key=lines[0].count)
    [names] = csv.reader([lines[skip]], delimiter=separator)
    return Shape(encoding, separator, tuple(name.strip() for name in names), skip)


def _encoding(sample: bytes) -> str:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    whole = sample.rpartition(b"\n")[0] or sample
    with suppress(UnicodeDecodeError):
        whole.decode("utf-8")
        return "utf-8-sig"
    return "cp1252"


def beginnings(path: Path, shape: Shape, most: int) -> list[tuple[str, list[str]]]:
    """The columns, each with the different values that stand first in it."""
    found: list[dict[str, None]] = [{} for _name in shape.names]
    with opened(path) as raw:
        text = TextIOWrapper(cast(BinaryIO, raw), shape.encoding, errors="replace", newline="")
        reader = csv.reader(islice(text, shape.skip, LOOKED_AT), delimiter=shape.separator)
        with suppress(csv.Error):
            for row in islice(reader, 1, None):
                for some, cell in zip(found, row, strict=False):
                    if (value := plain(cell)) and len(some) < most:
                        some[value] = None
    return [(name, list(some)) for name, some in zip(shape.names, found, strict=True)]


def events(path: Path, shape: Shape, columns: Columns, report: Report) -> Iterator[Event]:
    """Its events in their order; what can't be one is remarked on and left out."""
    with opened(path) as raw:
        text = TextIOWrapper(cast(BinaryIO, raw), shape.encoding, errors="replace", newline="")
        for _ in range(shape.skip):
            text.readline()
        reader = csv.reader(text, delimiter=shape.separator)
        next(reader)
        yield from _told(reader, shape, columns, report)


def _told(reader: _Rows, shape: Shape, columns: Columns, report: Report) -> Iterator[Event]:
    wanted = _picker(shape.names, columns)
    width = len(shape.names)
    for row in _rows(reader, shape.skip, report):
        line = reader.line_num + shape.skip
        report.lines += 1
        cells = row if len(row) == width else _fitted(row, width, line, report)
        if cells is not None:
            found, marks = wanted(cells)
            yield Event._make([line, *found, hash(tuple(cells)), marks])


def _rows(reader: _Rows, skipped: int, report: Report) -> Iterator[list[str]]:
    """The rows; empty ones are none. A quote that never ends takes what the module allows it."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            report.lines += 1
            report.add(reader.line_num + skipped, Why.UNREADABLE, str(error))
            continue
        if any(cells):
            yield cells


def _fitted(cells: list[str], width: int, line: int, report: Report) -> list[str] | None:
    """The row with as many cells as there are names; None where it has more than that."""
    if any(cells[width:]):
        report.add(line, Why.TOO_MANY_CELLS, f"{len(cells)} instead of {width}")
        return None
    if len(cells) < width:
        report.add(line, Why.TOO_FEW_CELLS, f"{len(cells)} instead of {width}")
    return [*cells[:width], *[""] * (width - len(cells))]


def _picker(
    names: tuple[str, ...], columns: Columns
) -> Callable[[list[str]], tuple[tuple[str, ...], str]]:
    """What an event needs of a row, in its order, and its attributes."""
    places = [names.index(name) if (name := getattr(columns, role)) else -1 for role in ROLES]
    pick = itemgetter(*places)
    beside = [names.index(name) for name in columns.attributes]

    def picked(row: list[str]) -> tuple[tuple[str, ...], str]:
        found = tuple("" if cell in EMPTY else cell.strip() for cell in pick([*row, ""]))
        return found, BESIDE.join(plain(row[place]) for place in beside) if beside else ""

    return picked


def plain(cell: str) -> str:
    """A cell as an attribute has it."""
    return "" if cell in EMPTY else cell.strip().replace(BESIDE, " ")
