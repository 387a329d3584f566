"""Tables as people paste them: with commas, semicolons or tabs, with a head or without. Pure."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckstop.kit.text import storable

LONGEST = 128 * 1024
"""Characters of a cell, whatever the library's limit for the whole process is just now."""

type Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """Each line with its number and its cells by column; `unknown` are columns that nobody knows,
    `left_off` is how many lines were too many."""

    rows: list[tuple[int, Cells]]
    unknown: tuple[str, ...] = ()
    left_off: int = 0


def read_table(
    text: str, *, names: Mapping[str, Sequence[str]], usual: Sequence[str], head: str, most: int
) -> Read:
    """The lines of a table. `names` are what each column may be called, in small letters; where
    the first line has no column `head`, it is no head, and the columns are the `usual` ones."""
    lines, left_off = lines_of(text, most)
    rows = _cells(lines, _sign_between(lines[:1]))
    if not rows:
        return Read([])
    read = [_column(cell, names) for cell in rows[0]]
    has_head = head in read
    columns = read if has_head else list(usual)
    start = 1 if has_head else 0
    found = [
        (number, {name: cell.strip() for name, cell in zip(columns, row, strict=False) if name})
        for number, row in enumerate(rows[start:], start=start + 1)
        if any(cell.strip() for cell in row)
    ]
    named = zip(rows[0], read, strict=True) if has_head else ()
    unknown = tuple(cell.strip() for cell, column in named if not column and cell.strip())
    return Read(found, unknown, left_off)


def _cells(lines: list[str], sign: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(lines, delimiter=sign, skipinitialspace=True))
    except csv.Error:
        rows = []
    if not rows or any(len(cell) > LONGEST for row in rows for cell in row):
        return [line.split(sign) for line in lines]  # a quote that never ends swallows lines
    return rows


def lines_of(text: str, most: int) -> tuple[list[str], int]:
    """The lines that say something, at most so many; and how many more there are."""
    found = [line for one in storable(text).splitlines() if (line := one.strip())]
    return found[:most], max(0, len(found) - most)


def _sign_between(first: Sequence[str]) -> str:
    line = next(iter(first), "")
    return max("\t;,", key=lambda sign: (line.count(sign), sign == ","))


def _column(cell: str, names: Mapping[str, Sequence[str]]) -> str:
    said = " ".join(cell.replace("_", " ").lower().split()).strip("\ufeff")
    return next((column for column, called in names.items() if said in called), "")
