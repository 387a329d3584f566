"""Where time goes, as spans for OpenTelemetry: an extra (`buckstop[traces]`), off unless asked for.

While it is off a span is a context manager that does nothing, and no statement is wrapped. Nothing
that people wrote stands in a span: no address, no value of a statement, no words.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db import connections
from django.db.backends.signals import connection_created

from buckstop.kit.stop import Stop

MISSING = "BUCKSTOP_TRACES is 1 and OpenTelemetry isn't installed: `pip install buckstop[traces]`."
OFF: AbstractContextManager[Any] = nullcontext()
LONGEST = 2000  # letters of a statement

_tracers: list[Any] = []
_statements: ContextVar[bool] = ContextVar("statements", default=False)


def begin() -> None:
    """Send spans to where OpenTelemetry's own variables say (`OTEL_EXPORTER_OTLP_ENDPOINT`, …).
    Raises Stop where the extra isn't there."""
    if find_spec("opentelemetry") is None or find_spec("opentelemetry.exporter") is None:
        raise Stop(MISSING)
    sdk = import_module("opentelemetry.sdk.trace")
    export = import_module("opentelemetry.sdk.trace.export")
    otlp = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    os.environ.setdefault("OTEL_SERVICE_NAME", "buckstop")
    provider = sdk.TracerProvider()
    provider.add_span_processor(export.BatchSpanProcessor(otlp.OTLPSpanExporter()))
    record_with(provider)


def record_with(provider: Any) -> None:
    """Let `provider` make the spans from now on."""
    _tracers[:] = [provider.get_tracer("buckstop")]
    connection_created.connect(_watch, dispatch_uid="buckstop.kit.traces")
    for connection in connections.all(initialized_only=True):
        _watch(connection)


def end() -> None:
    """No more spans."""
    _tracers.clear()
    connection_created.disconnect(dispatch_uid="buckstop.kit.traces")
    for connection in connections.all(initialized_only=True):
        if _statement in connection.execute_wrappers:
            connection.execute_wrappers.remove(_statement)


def span(name: str, **attributes: str | int) -> AbstractContextManager[Any]:
    """What stands inside takes its time under this name; or nothing, while traces are off."""
    return _span(name, attributes) if _tracers else OFF


def request(headers: Mapping[str, str], **attributes: str | int) -> AbstractContextManager[Any]:
    """A request: part of the trace of whoever asks, if they say one (W3C Trace Context)."""
    return _request(headers, attributes) if _tracers else OFF


def verb() -> AbstractContextManager[Any]:
    """A verb: called by what opens its transaction, so its name is two frames further up."""
    if not _tracers:
        return OFF
    code = sys._getframe(3).f_code
    return _span(f"verb {code.co_qualname}", {})


@contextmanager
def batch(name: str) -> Iterator[Callable[[int], None]]:
    """A batch of a duty, told if it took up anything: most look and find nothing."""
    if not _tracers:
        yield _nothing
        return
    took: list[int] = []
    api = import_module("opentelemetry.trace")
    made = _tracers[0].start_span(f"duty {name}")
    with api.use_span(made, end_on_exit=False):
        yield took.append
    if any(took):
        made.set_attribute("buckstop.took", sum(took))
        made.end()


def _nothing(_: int) -> None:
    """Nobody wants to know."""


@contextmanager
def _span(name: str, attributes: Mapping[str, Any], context: Any = None) -> Iterator[Any]:
    told = {f"buckstop.{key}": value for key, value in attributes.items()}
    token = _statements.set(True)
    try:
        # What an exception says may be anything that somebody wrote: only that there was one.
        with _tracers[0].start_as_current_span(
            name, context, attributes=told, record_exception=False, set_status_on_exception=False
        ) as made:
            yield made
    finally:
        _statements.reset(token)


@contextmanager
def _request(headers: Mapping[str, str], attributes: Mapping[str, Any]) -> Iterator[Any]:
    propagation = import_module("opentelemetry.trace.propagation.tracecontext")
    context = propagation.TraceContextTextMapPropagator().extract(dict(headers))
    with _span("request", attributes, context) as made:
        yield made


def _watch(connection: Any, **_: Any) -> None:
    if _statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(_statement)


def _statement(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """A statement inside a request or a verb, without its values."""
    if not _tracers or not _statements.get():
        return execute(sql, params, many, context)
    words = str(sql).split(maxsplit=1)
    name = f"statement {words[0].upper() if words else ''}"
    with _tracers[0].start_as_current_span(
        name, attributes={"db.system": "postgresql", "db.query.text": str(sql)[:LONGEST]},
        record_exception=False, set_status_on_exception=False,
    ):  # fmt: skip
        return execute(sql, params, many, context)
