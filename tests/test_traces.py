"""Where time goes: a request, the verb in it, its statements; nothing while it is off."""

import asyncio
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from buckstop.doors.clock.duties import Named
from buckstop.doors.clock.rounds import Rounds
from buckstop.doors.shared.metering import metered
from buckstop.kit import traces
from buckstop.kit.stop import Stop
from buckstop.problems.tests.world import World

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def exported() -> Iterator[Any]:
    """What would be sent, in memory."""
    sdk = pytest.importorskip(
        "opentelemetry.sdk.trace", reason="the extra buckstop[traces] isn't installed"
    )
    export = pytest.importorskip("opentelemetry.sdk.trace.export")
    memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    kept = memory.InMemorySpanExporter()
    provider = sdk.TracerProvider()
    provider.add_span_processor(export.SimpleSpanProcessor(kept))
    traces.record_with(provider)
    yield kept
    traces.end()


def names(exported: Any) -> list[str]:
    return [one.name for one in exported.get_finished_spans()]


@pytest.mark.django_db
def test_a_verb_stands_in_its_request_and_its_statements_in_it(world: World, exported: Any) -> None:
    with traces.request({"traceparent": PARENT}, door="api"):
        world.report("The pump leaks at Nordbank")
    spans = {one.name: one for one in exported.get_finished_spans()}
    request, verb = spans["request"], spans["verb World.report"]
    assert f"{request.context.trace_id:032x}" == PARENT.split("-")[1]
    assert verb.parent.span_id == request.context.span_id
    written = [one for one in exported.get_finished_spans() if one.name == "statement INSERT"]
    assert {one.parent.span_id for one in written} == {verb.context.span_id}
    told = str([dict(one.attributes) for one in exported.get_finished_spans()])
    assert "INSERT INTO" in told
    assert [word for word in ("pump", "Ines", "nordbank.example") if word in told] == []


@pytest.mark.django_db
def test_a_batch_is_told_where_it_took_something_up(exported: Any) -> None:
    found = iter([0, 3])
    rounds = Rounds([Named("look", lambda _at: next(found, 0))], lambda: True)
    rounds.turn()
    assert "duty look" not in names(exported)
    rounds.turn()
    [batch] = [one for one in exported.get_finished_spans() if one.name == "duty look"]
    assert batch.attributes["buckstop.took"] == 3


def test_a_request_is_a_span_of_its_door(exported: Any) -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        with traces.span("inside"):
            await send({"type": "http.response.start", "status": 200, "headers": []})

    async def nothing(*_: Any) -> None:
        return None

    scope = {"path": "/c/secret-of-a-link/", "method": "GET", "headers": []}
    asyncio.run(metered(application)(scope, nothing, nothing))  # type: ignore[arg-type]
    inside, request = exported.get_finished_spans()
    assert (inside.parent.span_id, request.name) == (request.context.span_id, "request")
    assert request.attributes["buckstop.door"] == "page"
    assert "secret" not in str(dict(request.attributes))


def test_while_it_is_off_nothing_is_made() -> None:
    assert traces.span("anything") is traces.request({}) is traces.verb() is traces.OFF


def test_who_asks_for_them_without_the_extra_reads_what_to_install() -> None:
    if find_spec("opentelemetry.exporter") is not None:
        pytest.skip("the extra buckstop[traces] is installed")
    with pytest.raises(Stop, match=r"pip install buckstop\[traces\]"):
        traces.begin()
