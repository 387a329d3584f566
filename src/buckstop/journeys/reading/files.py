"""Reads a file of events of whatever format into the engine."""

from collections.abc import Mapping
from pathlib import Path

from buckstop.journeys.engine import preparing
from buckstop.journeys.engine.store import Store
from buckstop.journeys.reading import csv_files, mapping, xes_files
from buckstop.journeys.reading.opening import opened
from buckstop.journeys.reading.report import Report
from buckstop.journeys.reading.taking_in import Tell, take_in
from buckstop.kit.stop import Stop

HEAD = 4096


def is_xml(path: Path) -> bool:
    """Whether a file is XML, by how it begins. Raises Stop where it can't be read."""
    try:
        with opened(path) as file:
            return file.read(HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    except (OSError, EOFError) as error:
        raise Stop(f"{path} can't be read: {error}.") from error


def columns_of(path: Path) -> list[str]:
    """The names of a file's columns, or of its events' attributes."""
    return xes_files.names(path) if is_xml(path) else list(csv_files.shape_of(path).names)


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
    if is_xml(path):
        found = mapping.said(xes_files.names(path), columns or {})
        events = xes_files.events(path, found, report)
    else:
        shape = csv_files.shape_of(path)
        found = mapping.said(shape.names, columns or {})
        events = csv_files.events(path, shape, found, report)
    preparing.begin(store)
    take_in(store, events, report, zone=zone, way=times, tell=tell)
    report.close()
    preparing.prepare(store)
    return found
