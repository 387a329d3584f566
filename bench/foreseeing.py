"""Run in front of one database: exposure, a storm of signals, the status page from its file.

The last line is JSON: `exposed` and `counted` (ms, p95), `kept` and `read` (signals a second),
`page` (a second) and `page_p99` (ms), `series` (judged a minute).
"""

import json
import random
import time
from datetime import UTC, datetime
from statistics import quantiles

import numpy as np
from django.test import RequestFactory

import buckstop.ready as _ready  # sets Django up before what follows is imported
from bench.spans import p95, spans_of
from buckstop.doors.status import view
from buckstop.doors.status.keeping import PAGE, place
from buckstop.ledger.actor import DESK
from buckstop.people.models import Person
from buckstop.services.models import Service
from buckstop.services.queries import exposed, how_many_exposed
from buckstop.signals.actions.receiving import read_signals, receive
from buckstop.signals.actions.sources import add_source
from buckstop.signals.detectors.general import surprises
from buckstop.signals.models import Arrival, Episode
from buckstop.status_page.settings import PUBLIC

ROUNDS, SIGNALS, TROUBLES, PAGES, SERIES = 200, 10_000, 50, 5_000, 100

__all__ = ["_ready"]


def _exposure(now: datetime) -> dict[str, float]:
    keys = random.Random(7).sample(list(Service.objects.values_list("pk", flat=True)), ROUNDS)
    first = spans_of(ROUNDS, lambda n: exposed([keys[n]], at=now, most=200))
    counted = spans_of(ROUNDS, lambda n: how_many_exposed([keys[n]], at=now))
    return {"exposed": p95(first), "counted": p95(counted)}


def _storm(now: datetime) -> dict[str, float]:
    """The same fifty troubles again and again; they are fifty episodes afterwards."""
    person = Person.objects.exclude(role="contact")[0]
    source, _secret = add_source(
        kind="generic", name="Storm", owner=person, mapping={"identity": "id", "title": "t"},
        by=DESK, at=now,
    )  # fmt: skip
    bodies = [json.dumps({"id": n, "t": f"Trouble {n}"}).encode() for n in range(TROUBLES)]
    begun = time.perf_counter()
    for n in range(SIGNALS):
        receive(source, body=bodies[n % TROUBLES], at=now)
    kept = time.perf_counter() - begun
    begun = time.perf_counter()
    while read_signals(at=now):
        pass
    read = time.perf_counter() - begun
    assert Episode.objects.count() == TROUBLES, "a storm is one episode for each trouble"
    assert not Arrival.objects.filter(done_at=None).exists()
    return {"kept": SIGNALS / kept, "read": SIGNALS / read}


def _page() -> dict[str, float]:
    file = place(PUBLIC, PAGE, "en")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("<!doctype html>" + "<p>Everything works.</p>" * 1_000)
    request = RequestFactory().get("/status/")
    spans = spans_of(PAGES, lambda _n: view.public(request))
    return {"page": 1000 * PAGES / sum(spans), "page_p99": quantiles(spans, n=100)[-1]}


def _detected() -> dict[str, float]:
    """Series of 4,000 rows a minute, on each of which the newest row is judged."""
    at = np.arange(4_000) * 300.0
    values = 10 * np.sin(at / 86_400 * 2 * np.pi) + np.random.default_rng(3).normal(size=len(at))
    spans = spans_of(SERIES, lambda _n: surprises(at, values, since=len(at) - 1))
    return {"series": 60_000 / (sum(spans) / len(spans))}


def main() -> None:
    """One after the other."""
    now = datetime.now(UTC)
    print(json.dumps(_exposure(now) | _storm(now) | _page() | _detected()))


if __name__ == "__main__":
    main()
