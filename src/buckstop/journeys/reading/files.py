"""Reads a file of events of whatever format into the engine."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from pathlib import Path

from buckstop.journeys.engine import preparing
from buckstop.journeys.engine.store import Store
from buckstop.journeys.reading import csv_files, mapping, ocel_files, xes_files
from buckstop.journeys.reading.events import Event
from buckstop.journeys.reading.opening import opened
from buckstop.journeys.reading.report import Report
from buckstop.journeys.reading.taking_in import Taking, Tell, take_in
from buckstop.kit.stop import Stop

HEAD = 4096


class Form(Enum):
    """How a file is written."""

    CSV = auto()
    XES = auto()
    OCEL = auto()


def form_of(path: Path) -> Form:
    """The form of a file, by how it begins. Raises Stop where it can't be read."""
    try:
        with opened(path) as file:
            head = file.read(HEAD)
    except (OSError, EOFError) as error:
        raise Stop(f"{path} can't be read: {error}.") from error
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(ocel_files.SQLITE) or begins.startswith(b"{"):
        return Form.OCEL
    return Form.XES if begins.startswith(b"<") else Form.CSV


def looked_at(path: Path, most: int = 3) -> list[tuple[str, list[str]]]:
    """The columns, each with what stands first in it: to see which is what.

    Of an object-centric log they are the kinds of objects. Raises Stop where it can't be read.
    """
    form = form_of(path)
    if form is Form.CSV:
        shape = csv_files.shape_of(path)
        return csv_files.beginnings(path, shape, most)
    if form is Form.OCEL:
        log = ocel_files.of(path)
        found = {
            name: [key for key, kind in log.kinds.items() if kind == name] for name in log.types
        }
        return [(name, keys[:most]) for name, keys in found.items()]
    return xes_files.beginnings(path, most)


def read(
    store: Store,
    path: Path,
    report: Report,
    *,
    columns: Mapping[str, str] | None = None,
    attributes: Sequence[str] = (),
    zone: str = "UTC",
    times: str = "",
    tell: Tell = lambda _: None,
) -> mapping.Columns:
    """Read a file into the engine, so that it can be asked; returns what its columns are.

    `columns` says by role which column it is, where the names don't; `times` how they are written,
    `zone` of which zone they are where they name none, `attributes` what journeys can be told apart
    by besides. Raises Stop where nothing can be read.
    """
    also: set[tuple[str, str]] = set()
    found, events = _events(path, columns or {}, attributes, report, also)
    preparing.begin(store)
    how = Taking(zone, times, found.attributes, tell)
    take_in(store, events, report, how)
    report.close()
    preparing.add_customers(store, also)
    preparing.prepare(store)
    return found


def _events(
    path: Path,
    columns: Mapping[str, str],
    attributes: Sequence[str],
    report: Report,
    also: set[tuple[str, str]],
) -> tuple[mapping.Columns, Iterator[Event]]:
    """What the columns are, and the events; their further customers come into `also`."""
    form = form_of(path)
    if form is Form.OCEL:
        log = ocel_files.of(path)
        found = ocel_files.said(log, columns, attributes)
        return found, ocel_files.events(log, found, report, also)
    if form is Form.XES:
        found = mapping.said(xes_files.names(path), columns, attributes)
        return found, xes_files.events(path, found, report)
    shape = csv_files.shape_of(path)
    found = mapping.said(shape.names, columns, attributes)
    return found, csv_files.events(path, shape, found, report)
