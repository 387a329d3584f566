"""Our own ledger as OCEL 2.0 (JSON): each entry one event, about as many objects as it names.

Objects are keys: nobody's name leaves. The file is written as it is read, however long it is.
"""

import json
from collections.abc import Callable, Iterator
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
