"""`python -m bench.recounted FOLDER`: real logs, counted again row by row in plain Python.

Reads every log of the folder by readers of its own (ElementTree, `csv`), counts every question
again, and says of each whether the engine says the same; ends with 1 where it doesn't.
"""

import csv
import gzip
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from buckstop.journeys.engine.questions import (
    first_time_right,
    loops,
    map,
    ping_pong,
    sent_back,
    variants,
    waits,
)  # fmt: skip
from buckstop.journeys.engine.selection import choose, micro
from buckstop.journeys.engine.store import Store, opened
from buckstop.journeys.reading import files
from buckstop.journeys.reading.mapping import Columns
from buckstop.journeys.reading.report import Report
from buckstop.journeys.tests import recount
from buckstop.journeys.tests.recount import Row

SERVICENOW = {"step": "incident_state", "time": "sys_updated_at"}
NOTHING = ("", "?")


def xes_rows(path: Path, columns: Columns) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    """The attributes of each event, and all that makes it what it is."""
    with gzip.open(path) as file:
        for _, trace in ElementTree.iterparse(file):
            if not trace.tag.endswith("trace"):
                continue
            own = {f"case:{a.get('key')}": a.get("value", "") for a in trace if a.get("key")}
            for event in trace:
                if event.tag.endswith("event"):
                    said = own | {a.get("key", ""): a.get("value", "") for a in event}
                    yield said, tuple(f"{key}={value}" for key, value in said.items())
            trace.clear()


def csv_rows(path: Path, columns: Columns) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    """The same of a CSV."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for said in csv.DictReader(file):
            yield said, tuple(said.values())


def rows(path: Path, columns: Columns) -> list[Row]:
    """What counts, by rules said again: no beginning of a step, nothing twice."""
    read = csv_rows if ".csv" in path.name else xes_rows
    both = {"start", "complete"} <= {
        said.get("lifecycle:transition", "").lower() for said, _ in read(path, columns)
    }
    found, seen = [], set()
    for line, (said, whole) in enumerate(read(path, columns), 1):
        if (both and said.get("lifecycle:transition", "").lower() == "start") or whole in seen:
            continue
        seen.add(whole)
        of = {role: said.get(name, "") for role, name in vars(columns).items() if name}
        of = {role: "" if text in NOTHING else text for role, text in of.items()}
        found.append(
            Row(line, of["journey"], of["step"], micro(_time(of["time"])), of.get("team", ""),
                of.get("customer", ""))
        )  # fmt: skip
    return found


def _time(text: str) -> datetime:
    if "/" in text:
        return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
    return datetime.fromisoformat(text)


def differs(store: Store, log: recount.Journeys) -> list[str]:
    """The questions to which the engine says anything else."""
    found = map.ask(store)
    said = {
        "arrows": {
            (a.before, a.step): (a.times, a.journeys, a.customers or 0, a.median, a.ninety,
                                 a.customers_time)
            for a in found.arrows
        },
        "steps": {s.name: (s.times, s.journeys, s.first, s.last) for s in found.steps},
        "variants": {
            v.steps: (v.journeys, v.median, v.ninety) for v in variants.ask(store, most=10**9)
        },
        "waits": {w.step: (w.times, w.journeys, w.median, w.ninety, w.customers_time)
                  for w in waits.ask(store)},
        "ping_pong": {(p.team, p.other): (p.times, p.journeys, p.median, p.customers_time)
                      for p in ping_pong.ask(store)},
        "loops": {one.step: (one.times, one.at_once, one.journeys, one.median, one.customers_time)
                  for one in loops.ask(store)},
        "sent_back": {(s.before, s.step): (s.times, s.journeys, s.median, s.customers_time)
                      for s in sent_back.ask(store)},
    }  # fmt: skip
    right = first_time_right.ask(store)
    names = ("journeys", "no_step_twice", "first_team", "with_team", "both")
    said["first_time_right"] = tuple(getattr(right, name) for name in names)
    return [name for name, answer in said.items() if getattr(recount, name)(log) != answer]


def main() -> int:
    """Every log of the folder."""
    wrong = 0
    for path in sorted(Path(sys.argv[1]).iterdir()):
        given = SERVICENOW if "servicenow" in path.name else {}
        with opened() as store:
            columns = files.read(store, path, report := Report(), columns=given)
            choose(store)
            log = recount.journeys(rows(path, columns))
            found = differs(store, log)
        wrong += bool(found)
        kept = sum(map_ for map_ in (len(each) for each in log.values()))
        same = kept == report.kept
        print(
            f"{path.name}: {kept:,} events{'' if same else ' (read: ' + str(report.kept) + ')'},"
            f" {'differs: ' + ', '.join(found) if found else 'every figure is the same'}"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
