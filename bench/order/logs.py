"""Event logs of real help desks as jobs: when each came, how much it hurts, of what sort, how long.

They aren't part of the project: who has them sets BENCH_LOGS to their folder; without it they
are looked for beside the project. A log has no times of work, only acts: each act counts TOUCH
minutes.
"""

import csv
import gzip
import os
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

TOUCH = 10  # minutes of work that one act of a log stands for
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "logs"

type Event = dict[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """Something to do: seconds since the epoch when it came, 0 to 2 how much it hurts, a sort of
    work, and the minutes it will take, which nobody knows beforehand."""

    came: float
    hurts: int
    sort: str
    minutes: float


@dataclass(frozen=True, slots=True)
class Log:
    """A log by its name, with the jobs in it, in the order in which they came."""

    name: str
    jobs: list[Job]


def present() -> Iterator[Log]:
    """Every log that is on this machine."""
    folder = Path(os.environ.get("BENCH_LOGS", BESIDE))
    for name, (file, read) in _LOGS.items():
        if (folder / file).is_file():
            yield Log(name, sorted(read(folder / file)))


def _traces(path: Path) -> Iterator[list[Event]]:
    """The events of each case of an XES log, as their attributes."""
    with gzip.open(path) as file:
        for _end, element in ElementTree.iterparse(file):
            if element.tag.rpartition("}")[2] == "trace":
                events = (one for one in element if one.tag.rpartition("}")[2] == "event")
                yield [{a.get("key", ""): a.get("value", "") for a in event} for event in events]
                element.clear()


def _job(events: list[Event], hurts: int, sort: str, acts: int) -> Job:
    came = min(datetime.fromisoformat(event["time:timestamp"]).timestamp() for event in events)
    return Job(came, hurts, sort, acts * TOUCH)


def _helpdesk(path: Path) -> Iterator[Job]:
    hurts = {"Value 1": 1, "Value 2": 0, "Value 3": 2, "Value 4": 2}
    for events in _traces(path):
        first = events[0]
        yield _job(events, hurts[first["seriousness_2"]], first["product"], len(events))


def _volvo(path: Path) -> Iterator[Job]:
    hurts = {"Low": 0, "Medium": 1, "High": 2, "Major": 2}
    for events in _traces(path):
        first = events[0]
        yield _job(events, hurts[first["impact"]], first["product"], len(events))


def _rabobank(path: Path) -> Iterator[Job]:
    """This log doesn't say how much anything hurts; each act stands in it twice, begun and done."""
    for events in _traces(path):
        yield _job(events, 1, events[0]["KM number"], len(events) // 2)


def _servicenow(path: Path) -> Iterator[Job]:
    hurts = {"1": 2, "2": 2, "3": 1, "4": 0}
    acts: dict[str, list[Event]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            acts.setdefault(row["number"], []).append(row)
    for rows in acts.values():
        first = rows[0]
        came = datetime.strptime(f"{first['opened_at']} +0000", "%d/%m/%Y %H:%M %z").timestamp()
        yield Job(came, hurts[first["priority"][0]], first["category"], len(rows) * TOUCH)


_LOGS: dict[str, tuple[str, Callable[[Path], Iterator[Job]]]] = {
    "help desk": ("helpdesk_full_attributes.xes.gz", _helpdesk),
    "Volvo, closed": ("BPIC13_closed_problems.xes.gz", _volvo),
    "Volvo, open": ("BPIC13_open_problems.xes.gz", _volvo),
    "ServiceNow": ("servicenow_incidents_first_half.csv.gz", _servicenow),
    "Rabobank": ("val_BPI_2014_Incident_Activity.xes.gz", _rabobank),
}
