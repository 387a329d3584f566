"""The gate through which events of every format come into the engine."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from buckstop.journeys.engine.store import Store
from buckstop.journeys.reading import times
from buckstop.journeys.reading.events import Event
from buckstop.journeys.reading.report import Report, Why

SAMPLE = 5000
STRIDE = 50_000

type Tell = Callable[[int], None]
"""Told now and then of how many events were read so far."""

READ = """
CREATE OR REPLACE TEMP TABLE arrived AS
SELECT *, {time} AS happened, {began} AS begun, {zone} AS zoned
FROM read_csv(?, header = false, delim = '\t', quote = '"', escape = '"', nullstr = '',
    auto_detect = false, strict_mode = true, max_line_size = 4194304, columns = {{
    'line': 'BIGINT', 'journey': 'VARCHAR', 'step': 'VARCHAR', 'time': 'VARCHAR',
    'began': 'VARCHAR', 'team': 'VARCHAR', 'customer': 'VARCHAR', 'service': 'VARCHAR',
    'same': 'BIGINT', 'marks': 'VARCHAR'
}})
"""
AGAIN = """
CREATE OR REPLACE TEMP TABLE repeated AS
SELECT same, min(line) AS first FROM arrived WHERE same <> 0 GROUP BY same HAVING count(*) > 1
"""
REMARKS = """
SELECT line, CASE
    WHEN line > first THEN 'duplicate'
    WHEN journey IS NULL THEN 'no-journey'
    WHEN step IS NULL THEN 'no-step'
    WHEN time IS NULL THEN 'no-time'
    WHEN happened IS NULL THEN 'time-unreadable'
    WHEN begun > happened THEN 'ends-before-begin'
    WHEN contains(concat(journey, step, team, customer, service), chr(65533)) THEN 'letters-lost'
END AS why, coalesce(time, '')
FROM arrived LEFT JOIN repeated USING (same) WHERE why IS NOT NULL ORDER BY line
"""
COUNT = """
FROM arrived LEFT JOIN repeated USING (same)
WHERE journey IS NOT NULL AND step IS NOT NULL AND happened IS NOT NULL
    AND line IS NOT DISTINCT FROM coalesce(first, line)
"""
INSERT = f"INSERT INTO events SELECT line, journey, step, team, customer, service, happened {COUNT}"
WITHOUT_ZONE = f"SELECT count(*) {COUNT} AND NOT zoned"


MARKS = f"""
INSERT INTO marked SELECT DISTINCT journey, ?, nullif(string_split(marks, chr(31))[?], '')
{COUNT} AND marks IS NOT NULL
"""


@dataclass(frozen=True)
class Taking:
    """`way` is how times are written, found where it is empty; those that name no zone are of
    `zone`. `attributes` are the names of what stands in the events' marks."""

    zone: str = "UTC"
    way: str = ""
    attributes: tuple[str, ...] = ()
    tell: Tell = lambda _: None


def take_in(store: Store, events: Iterable[Event], report: Report, how: Taking) -> None:
    """Put the events into the engine's table, and remark on those that can't be."""
    coming = iter(events)
    first = list(islice(coming, SAMPLE))
    report.zone = how.zone
    store.be_in(how.zone)
    report.times = how.way or times.found(store, [event.time for event in first if event.time])
    path = store.folder / "arriving.tsv"
    _write(path, chain(first, coming), how.tell)
    read, began = times.reading(report.times), times.reading(report.times, "began")
    store.run(READ.format(time=read, began=began, zone=times.HAS_ZONE), [str(path)])
    path.unlink()
    store.run(AGAIN)
    for line, why, what in store.each(REMARKS):
        report.add(line, Why(why), what)
    if report.times not in times.NUMBERS:
        [report.without_zone] = store.one(WITHOUT_ZONE)
    store.run(INSERT)
    for place, name in enumerate(how.attributes, 1):
        store.run(MARKS, [name, place])
    store.run("DROP TABLE arrived")
    store.be_in("UTC")


def _write(path: Path, events: Iterable[Event], tell: Tell) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        for number, batch in enumerate(_batches(events), 1):
            writer.writerows(batch)
            tell(number * STRIDE)


def _batches(events: Iterable[Event]) -> Iterator[list[Event]]:
    coming = iter(events)
    while batch := list(islice(coming, STRIDE)):
        yield batch
