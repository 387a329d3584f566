"""Reads object-centric event logs: OCEL 2.0 as JSON and as SQLite.

An event is about several objects. The journey is one kind of them, which the mapping names as a
column; team, customer and service are others. An event of several journeys counts in each.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from buckstop.journeys.reading.events import BESIDE, Event
from buckstop.journeys.reading.mapping import Columns, guessed
from buckstop.journeys.reading.opening import opened
from buckstop.journeys.reading.report import Report, Why
from buckstop.kit.stop import Stop

SQLITE = b"SQLite format 3\x00"
OTHERS = ("team", "customer", "service")
TYPE, TIME = "type", "time"


@dataclass(frozen=True)
class Ocel:
    """A log as it was read: the kinds of objects, and of each event its type, time and objects."""

    kinds: Mapping[str, str]
    events: Iterable[tuple[str, str, list[str]]]

    @property
    def types(self) -> list[str]:
        """The kinds of objects, the commonest first."""
        counts: dict[str, int] = defaultdict(int)
        for kind in self.kinds.values():
            counts[kind] += 1
        return sorted(counts, key=lambda kind: -counts[kind])


def of(path: Path) -> Ocel:
    """The log in a file. Raises Stop where it is none."""
    with opened(path) as file:
        if file.read(len(SQLITE)) == SQLITE:
            return _of_sqlite(path)
    try:
        with opened(path) as file:
            whole: dict[str, Any] = json.load(file)
        kinds = {one["id"]: one["type"] for one in whole["objects"]}
        events = whole["events"]
    except (ValueError, KeyError, TypeError) as error:
        raise Stop(f"{path.name} is no OCEL 2.0: {error}.") from error
    return Ocel(kinds, (_event(one) for one in events))


def _event(one: Mapping[str, Any]) -> tuple[str, str, list[str]]:
    about = [each.get("objectId", "") for each in one.get("relationships") or ()]
    return str(one.get("type") or ""), str(one.get("time") or ""), about


def _of_sqlite(path: Path) -> Ocel:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            kinds = dict(database.execute("SELECT ocel_id, ocel_type FROM object"))
            about: dict[str, list[str]] = defaultdict(list)
            for event, thing in database.execute(
                "SELECT ocel_event_id, ocel_object_id FROM event_object"
            ):
                about[event].append(thing)
            events = [
                (kind, str(time or ""), about[key])
                for kind, table in database.execute(
                    "SELECT ocel_type, ocel_type_map FROM event_map_type"
                ).fetchall()
                for key, time in database.execute(
                    f'SELECT ocel_id, ocel_time FROM "event_{table.replace(chr(34), "")}"'
                )
            ]
    except sqlite3.Error as error:
        raise Stop(f"{path.name} is no OCEL 2.0: {error}.") from error
    return Ocel(kinds, events)


def said(log: Ocel, given: Mapping[str, str], attributes: Sequence[str] = ()) -> Columns:
    """Which kind of object is what. Raises Stop where one that was named isn't there."""
    asked = [*given.items(), *(("journey", name) for name in attributes)]
    for role, name in asked:
        if name and role in ("journey", *OTHERS) and name not in log.types:
            raise Stop(f"There is no kind of object “{name}”. There are: {', '.join(log.types)}.")
    if not log.types:
        raise Stop("There is no object in it: nothing says which events belong together.")
    rest = guessed(log.types)
    found = {role: given.get(role, getattr(rest, role)) for role in OTHERS}
    journey = given.get("journey") or rest.journey or log.types[0]
    return Columns(journey=journey, step=TYPE, time=TIME, **found, attributes=tuple(attributes))


def events(
    log: Ocel, columns: Columns, report: Report, also: set[tuple[str, str]]
) -> Iterator[Event]:
    """Its events, once for each journey that they are of; customers are put into `also`."""
    for line, (step, time, about) in enumerate(log.events, 1):
        report.lines += 1
        by: dict[str, list[str]] = defaultdict(list)
        for thing in about:
            by[log.kinds.get(thing, "")].append(thing)
        journeys = list(dict.fromkeys(by[columns.journey])) or [""]
        if len(journeys) > 1:
            report.add(line, Why.SEVERAL_JOURNEYS, step)
        of_kind = [(by[name] if (name := getattr(columns, role)) else []) for role in OTHERS]
        team, _customer, service = ((things or [""])[0] for things in of_kind)
        for journey in journeys:
            also.update((journey, customer) for customer in of_kind[1] if journey)
            marks = BESIDE.join((by[name] or [""])[0] for name in columns.attributes)
            yield Event(line, journey, step, time, "", team, "", service, 0, marks)
