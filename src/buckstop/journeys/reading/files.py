"""Reads a file of events of whatever format into the engine."""

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from pathlib import Path

from buckstop.journeys.engine import preparing
from buckstop.journeys.engine.store import Store
from buckstop.journeys.reading import csv_files, mapping, ocel_files, xes_files
from buckstop.journeys.reading.events import Event
from buckstop.journeys.reading.opening import opened
from buckstop.journeys.reading.report import Report
from buckstop.journeys.reading.taking_in import Tell, take_in
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


def columns_of(path: Path) -> list[str]:
    """The names of a file's columns, of its events' attributes, or of its kinds of objects."""
    form = form_of(path)
    if form is Form.OCEL:
        return ocel_files.of(path).types
    return xes_files.names(path) if form is Form.XES else list(csv_files.shape_of(path).names)


def read(
    store: Store,
    path: Path,
    report: Report,
    *,
    columns: Mapping[str, str] | None = None,
    zone: str = "UTC",
    times: str = "",
    tell: Tell = lambda _: None,
) -> mapping.Columns:
    """Read a file into the engine, so that it can be asked; returns what its columns are.

    `columns` says by role which column it is, where the names don't; `times` how they are written,
    `zone` of which zone they are where they name none. Raises Stop where nothing can be read.
    """
    also: set[tuple[str, str]] = set()
    found, events = _events(path, columns or {}, report, also)
    preparing.begin(store)
    take_in(store, events, report, zone=zone, way=times, tell=tell)
    report.close()
    preparing.add_customers(store, also)
    preparing.prepare(store)
    return found


def _events(
    path: Path, columns: Mapping[str, str], report: Report, also: set[tuple[str, str]]
) -> tuple[mapping.Columns, Iterator[Event]]:
    """What the columns are, and the events; their further customers come into `also`."""
    form = form_of(path)
    if form is Form.OCEL:
        log = ocel_files.of(path)
        found = ocel_files.said(log, columns)
        return found, ocel_files.events(log, found, report, also)
    if form is Form.XES:
        found = mapping.said(xes_files.names(path), columns)
        return found, xes_files.events(path, found, report)
    shape = csv_files.shape_of(path)
    found = mapping.said(shape.names, columns)
    return found, csv_files.events(path, shape, found, report)
