"""Our own ledger as OCEL 2.0, JSON or SQLite: each entry one event, about as many objects as it
names.

Objects are keys: nobody's name leaves. The file is written as it is read, however long it is.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import batched
from pathlib import Path
from typing import IO, Any

from django.db import connection

from buckstop.ledger.entries import REGISTRY
from buckstop.problems.models import Case

KINDS = {
    "commitment": "promise", "handoff": "promise", "to": "person", "debtor": "person",
    "successor": "person", "owner": "person", "team": "team", "supplier": "supplier",
    "service": "service", "customer": "customer",
}  # fmt: skip
"""What a field of an entry names."""
ENTRIES = """
SELECT e.id, e.code, e.at, p.id, e.cases, convert_from(e.content, 'UTF8')
FROM ledger_entry AS e JOIN problems_problem AS p ON p.chain_id = e.chain_id
ORDER BY e.chain_id, e.number
"""
BATCH = 2000

type Tell = Callable[[int], None]


def write(file: IO[str], tell: Tell = lambda _: None) -> int:
    """Write all of it; returns how many events there were."""
    objects: dict[str, str] = {}
    count = 0
    file.write('{"events": [')
    for count, event in enumerate(_events(objects), 1):
        file.write((",\n" if count > 1 else "\n") + json.dumps(event))
        if count % BATCH == 0:
            tell(count)
    file.write('\n], "objects": [')
    for place, (key, kind) in enumerate(objects.items()):
        one = {"id": key, "type": kind, "attributes": [], "relationships": []}
        file.write((",\n" if place else "\n") + json.dumps(one))
    kinds = [{"name": kind, "attributes": []} for kind in sorted({"problem", *KINDS.values()})]
    types = [{"name": code, "attributes": []} for code in sorted(REGISTRY)]
    file.write(f'\n], "objectTypes": {json.dumps(kinds)}, "eventTypes": {json.dumps(types)}}}\n')
    return count


TABLES = """
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT,
    PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier));
CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
"""
_EVENTS_OF = "CREATE TABLE event_{} (ocel_id TEXT PRIMARY KEY, ocel_time TIMESTAMP)"
_OBJECTS_OF = "CREATE TABLE object_{} (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT)"


def write_sqlite(path: Path, tell: Tell = lambda _: None) -> int:
    """Write all of it into a new database; returns how many events there were."""
    objects: dict[str, str] = {}
    count = 0
    with closing(sqlite3.connect(path)) as database, database:
        _made(database)
        for some in batched(_events(objects), BATCH):
            count += len(some)
            _put(database, some)
            tell(count)
        database.executemany("INSERT INTO object VALUES (?, ?)", objects.items())
        for kind in set(objects.values()):
            rows = [(key,) for key, of in objects.items() if of == kind]
            database.executemany(
                f"INSERT INTO object_{kind} VALUES (?, '1970-01-01T00:00:00Z', NULL)", rows
            )
    return count


def _made(database: sqlite3.Connection) -> None:
    database.executescript(TABLES)
    for code in sorted(REGISTRY):
        database.execute("INSERT INTO event_map_type VALUES (?, ?)", (code, _mapped(code)))
        database.execute(_EVENTS_OF.format(_mapped(code)))
    for kind in sorted({"problem", *KINDS.values()}):
        database.execute("INSERT INTO object_map_type VALUES (?, ?)", (kind, kind))
        database.execute(_OBJECTS_OF.format(kind))


def _put(database: sqlite3.Connection, events: tuple[dict[str, Any], ...]) -> None:
    """A part of the events, in each of the tables that has them."""
    database.executemany(
        "INSERT INTO event VALUES (?, ?)", [(one["id"], one["type"]) for one in events]
    )
    for code in {one["type"] for one in events}:
        times = [(one["id"], one["time"]) for one in events if one["type"] == code]
        database.executemany(f"INSERT INTO event_{_mapped(code)} VALUES (?, ?)", times)
    database.executemany(
        "INSERT INTO event_object VALUES (?, ?, ?)",
        [
            (one["id"], about["objectId"], about["qualifier"])
            for one in events
            for about in one["relationships"]
        ],
    )


def _mapped(code: str) -> str:
    """What a table of a type is called after."""
    return code.replace("-", "_")


def _events(objects: dict[str, str]) -> Iterator[dict[str, Any]]:
    customers = {
        key: str(customer or contact)
        for key, customer, contact in Case.objects.values_list("pk", "customer", "contact")
    }
    with connection.chunked_cursor() as cursor:
        cursor.execute(ENTRIES)
        for key, code, at, problem, cases, content in cursor:
            about = {(str(problem), "problem")}
            about |= {(customers[case], "customer") for case in cases if case in customers}
            for name, value in json.loads(content)["fields"].items():
                if name in KINDS and value:
                    about.add((_dashed(value), KINDS[name]))
            objects |= dict(about)
            yield {
                "id": str(key),
                "type": code,
                "time": at.isoformat(),
                "attributes": [],
                "relationships": [
                    {"objectId": thing, "qualifier": kind} for thing, kind in sorted(about)
                ],
            }


def _dashed(key: str) -> str:
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}" if len(key) == 32 else key
