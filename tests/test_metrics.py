"""What processes count is added up; what the store says is asked; who may read it."""

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any
from unittest.mock import AsyncMock

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError, connection
from django.test import Client
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as prometheus

from buckstop.doors.shared.metering import metered
from buckstop.kit import clock
from buckstop.meters.flushing import Flusher, write
from buckstop.meters.measure import MEASURES
from buckstop.meters.meter import BUCKETS, METERS, Counter, Histogram
from buckstop.meters.models import Total
from buckstop.problems.tests.world import World

SCOPE = {"path": "/api/v1/problems", "method": "POST", "headers": []}
TOKEN = "nobody-guesses-this-one-2026"


def samples(client: Client, **headers: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """What /metrics tells, by the name and the labels' values, in the order of their names."""
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.content
    families = prometheus(answer.content.decode())
    return {(s.name, tuple(s.labels.values())): s.value for f in families for s in f.samples}


@pytest.mark.django_db
def test_what_several_processes_counted_is_told_as_one_sum() -> None:
    requests, seconds = METERS["requests"], METERS["request_seconds"]
    assert isinstance(requests, Counter)
    assert isinstance(seconds, Histogram)
    for meter in METERS.values():
        meter.taken()
    for _process in range(2):
        requests.add(3, "api", "ok")
        seconds.observe(0.02, "api")
        seconds.observe(99, "api")
        Flusher("pages").flush(clock.now())
    told = samples(Client())
    assert told["buckstop_requests_total", ("ok", "api")] == 6
    buckets = {labels: n for (name, labels), n in told.items() if name.endswith("seconds_bucket")}
    assert [buckets["api", bound] for bound in ("0.01", "0.025", "30.0", "+Inf")] == [0, 2, 2, 4]
    assert told["buckstop_request_seconds_count", ("api",)] == 4
    assert told["buckstop_request_seconds_sum", ("api",)] == pytest.approx(198.04)
    assert told["buckstop_processes", ("pages",)] == 2
    assert told["buckstop_memory_bytes", ("pages",)] > 10_000_000


def test_who_hangs_up_is_no_failure_of_ours() -> None:
    async def gone(*_: Any) -> None:
        """The body never came whole: nobody is there to be answered."""

    async def broken(*_: Any) -> None:
        raise ValueError("not ours")

    requests = METERS["requests"]
    requests.taken()
    for application in (gone, broken):
        with suppress(ValueError):
            async_to_sync(metered(application))(SCOPE, AsyncMock(), AsyncMock())
    assert requests.taken() == {("api", "left"): [1.0], ("api", "failed"): [1.0]}


@pytest.mark.django_db
def test_what_could_not_be_written_is_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = METERS["entries"]
    assert isinstance(entries, Counter)
    entries.taken()
    entries.add(2, "case.opened")

    def lost(*_: Any) -> None:
        raise OperationalError("away")

    counted = [(entries, labels, numbers) for labels, numbers in entries.taken().items()]
    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", lost)
        with pytest.raises(OperationalError):
            write(counted)
    entries.add(1, "case.opened")
    assert entries.taken() == {("case.opened",): [3.0]}


@pytest.mark.django_db
def test_the_store_is_asked_by_few_statements(
    world: World, django_assert_max_num_queries: Any
) -> None:
    problem = world.report().problem
    client = Client()
    with clock.set_to(world.now), django_assert_max_num_queries(4):
        told = samples(client)
    names = {name for name, _ in told}
    unlabelled = {f"buckstop_{name}" for name, one in MEASURES.items() if not one.labels}
    assert unlabelled <= names
    assert told["buckstop_problems_running", ("open",)] == 1
    assert told["buckstop_clock_late_seconds", ()] == 0
    assert problem.news_due is not None
    with clock.set_to(problem.news_due + timedelta(minutes=7)):
        late = samples(client)
    assert late["buckstop_promises_open", ("late", "update")] == 1
    assert late["buckstop_clock_late_seconds", ()] >= 420


@pytest.mark.django_db
def test_it_is_never_public_by_accident(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def got(address: str = "127.0.0.1", **headers: str) -> int:
        return Client(REMOTE_ADDR=address, headers=headers).get("/metrics").status_code

    assert (got(), got("10.0.0.7"), got("")) == (200, 401, 401)
    assert got(**{"X-Forwarded-For": "127.0.0.1"}) == 401, "somebody stands between"
    settings.BASE_URL = "https://desk.example.org"
    assert got() == 401, "a proxy on this machine would let everybody in"
    monkeypatch.setenv("BUCKSTOP_METRICS_TOKEN", TOKEN)
    assert (got(), got(Authorization="Bearer nobody"), got(Authorization=TOKEN)) == (401,) * 3
    assert got("203.0.113.9", Authorization=f"Bearer {TOKEN}") == 200
    monkeypatch.setenv("BUCKSTOP_METRICS_PLACES", "10.0.0.7, 10.1.0.0/24")
    assert [got(one) for one in ("10.0.0.7", "10.1.0.200", "10.2.0.1", "127.0.0.1")] == [
        200, 200, 401, 401,
    ]  # fmt: skip
    assert "Send the token" in Client(REMOTE_ADDR="10.9.9.9").get("/metrics").content.decode()


@pytest.mark.django_db
def test_who_asks_for_openmetrics_gets_it() -> None:
    answer = Client().get("/metrics", headers={"Accept": "application/openmetrics-text"})
    assert answer["Content-Type"].startswith("application/openmetrics-text")
    assert len(list(openmetrics(answer.content.decode()))) >= len(METERS) + len(MEASURES)


def test_a_bucket_holds_what_took_at_most_so_long() -> None:
    meter = METERS["thread_wait_seconds"]
    assert isinstance(meter, Histogram)
    meter.taken()
    for seconds in (BUCKETS[0], BUCKETS[0] * 1.01, BUCKETS[-1] + 1):
        meter.observe(seconds)
    numbers = meter.taken()[()]
    assert (numbers[0], numbers[1], numbers[len(BUCKETS)]) == (1, 1, 1)


def test_keys_fit_in_their_column() -> None:
    longest = json.dumps(["x" * 60, "y" * 80, "z" * 80])
    assert len(longest) <= (Total._meta.get_field("key").max_length or 0)
