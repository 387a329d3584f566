"""Parts of both clients: what a call is, how it is sent, and how its answer is read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Any, Literal, Protocol, Union, get_args, get_origin, get_type_hints
from urllib.parse import quote
from uuid import UUID, uuid4

import httpx

TRIES = 4
AGAIN = frozenset({429, 502, 503, 504})
"""Statuses after which the same is sent again; and 409 where the first one still runs."""
CHANGES = frozenset({"POST", "PUT"})


class ApiError(Exception):
    """The desk said no: `detail` is its sentence, `code` and `field` are for programs."""

    def __init__(self, status: int, said: Mapping[str, Any]) -> None:
        self.status = status
        self.detail = str(said.get("detail", ""))
        self.code = str(said.get("code", ""))
        self.field = str(said.get("field", ""))
        super().__init__(f"{status}: {self.detail}")


class Page[T](Protocol):
    """One page of a list."""

    @property
    def items(self) -> Sequence[T]: ...

    @property
    def next(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Call[Answer]:
    """Something to send, and what is read from what comes back. `body` and `query` are without what
    is None."""

    method: str
    path: str
    answer: type[Answer]
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    if_match: str | None = None

    def after(self, cursor: str) -> "Call[Answer]":
        """The same list, from there on."""
        return replace(self, query={**self.query, "cursor": cursor})


def at(path: str, *parts: object) -> str:
    """The address with its parts, whatever letters these are of."""
    return path.format(*(quote(str(part), safe="") for part in parts))


def given(**values: Any) -> dict[str, Any]:
    """What was given of what may be left out."""
    return {name: value for name, value in values.items() if value is not None}


def request_of(call: Call[Any], client: httpx.Client | httpx.AsyncClient) -> httpx.Request:
    """What goes over the wire; the same each time it is tried."""
    headers = {}
    if call.method in CHANGES:
        headers["Idempotency-Key"] = uuid4().hex
    if call.if_match is not None:
        headers["If-Match"] = call.if_match
    query = {name: _plain(value) for name, value in call.query.items() if value is not None}
    body = None if call.body is None else _plain(call.body)
    return client.build_request(call.method, call.path, params=query, json=body, headers=headers)


def waits(answer: httpx.Response, tried: int) -> float | None:
    """Seconds until the same is sent again; None where this is the answer."""
    running = answer.status_code == 409 and "Retry-After" in answer.headers
    if tried >= TRIES or not (answer.status_code in AGAIN or running):
        return None
    said = answer.headers.get("Retry-After", "")
    return float(said) if said.isdecimal() else 0.5 * 2**tried


def read[Answer](call: Call[Answer], answer: httpx.Response) -> Answer:
    """What came back. Raises ApiError where the desk said no."""
    if answer.status_code >= 400:
        kind = answer.headers.get("Content-Type", "")
        raise ApiError(answer.status_code, answer.json() if "json" in kind else {})
    built: Answer = build(call.answer, answer.json())
    return built


def build(kind: Any, said: Any) -> Any:
    """What JSON says, as `kind`; names that it doesn't know are left out."""
    if said is None or kind is Any:
        return said
    if isinstance(kind, type) and is_dataclass(kind):
        return _object(kind, said)
    if get_origin(kind) in (Union, UnionType):
        return build(next(one for one in get_args(kind) if one is not type(None)), said)
    if get_origin(kind) is list:
        [inner] = get_args(kind)
        return [build(inner, one) for one in said]
    if get_origin(kind) in (Literal, dict):
        return said
    if kind is datetime:
        return datetime.fromisoformat(said)
    return UUID(said) if kind is UUID else said


def _object(kind: Any, said: Any) -> Any:
    types = _types(kind)
    return kind(**{name: build(types[name], said[name]) for name in types if name in said})


@cache
def _types(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
