"""What is sent of an entry: what happened, to which problem, when and by whom."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from buckstop.ledger.feed import Place
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of, people_in, sentence
from buckstop.people.queries import names
from buckstop.problems.models import Problem
from buckstop.webhooks.models import Sending


def payloads(sendings: Iterable[Sending]) -> dict[UUID, bytes]:
    """The bytes of each; two queries, however many. The same at every try, but for names of who
    was renamed or erased since."""
    found = list(sendings)
    entries = [one.entry for one in found if one.entry is not None]
    known = names(people_in(entries))
    chains = {entry.chain_id for entry in entries}
    of = Problem.objects.filter(chain__in=chains).only("number", "chain_id")
    refs = {problem.chain_id: problem.ref for problem in of}
    return {one.pk: _bytes(one, known, refs) for one in found}


def _bytes(one: Sending, known: dict[UUID, str], refs: Mapping[UUID, str]) -> bytes:
    if one.entry is None:
        said: dict[str, Any] = {"type": "ping", "timestamp": one.made_at.isoformat(), "data": {}}
    else:
        said = {
            "type": one.entry.code,
            "timestamp": one.entry.at.isoformat(),
            "data": _data(one.entry, known, refs),
        }
    return json.dumps(said).encode()


def _data(entry: Entry, known: dict[UUID, str], refs: Mapping[UUID, str]) -> dict[str, Any]:
    name = known.get(entry.actor_id, "") if entry.actor_id else ""
    actor = str(entry.actor_id) if entry.actor_id else None
    return {
        "id": str(entry.pk),
        "place": str(Place.of(entry)),
        "chain": str(entry.chain_id),
        "number": entry.number,
        "problem": refs.get(entry.chain_id),
        "cases": [str(key) for key in entry.cases],
        "sentence": sentence(entry, names=known, say_time=lambda when: when.isoformat()),
        "by": {"kind": entry.actor_kind, "id": actor, "name": name},
        "fields": fact_of(entry).as_json(),
    }
