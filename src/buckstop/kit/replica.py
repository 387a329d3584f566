"""A second server that follows the first: what is searched and reported is read there, and never
what was just written.

Which reads those are, their view says (`read_there`). One goes to the replica where it has all that
this browser wrote (`COOKIE` says up to where that is in the primary's log), and all that anybody
wrote until `LATE` seconds ago; else, and where the replica is away, to the primary. Whoever begins
to write reads from the primary from then on (docs/decisions/0130-what-a-replica-may-answer.md).
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

PRIMARY, REPLICA = "default", "replica"
LATE = 5.0
"""Seconds that what is read on the replica may be behind."""
REST = 10.0  # seconds after which one that was away is asked again
ANEW = 1.0  # seconds for which a look at the primary's log serves
COOKIE = "buckstop_wrote"
KEPT = 60  # seconds: longer than a replica may be behind
SAFE = ("GET", "HEAD", "OPTIONS")
WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
REPLAYED = """
SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint WHERE pg_is_in_recovery()
"""

type View = Callable[..., HttpResponseBase]

log = logging.getLogger(__name__)


@dataclass
class _Turn:
    """A request that reads there until it writes."""

    goes_on: bool = True


@dataclass
class _Marks:
    """Up to where the primary had written at some moments of late, and whether we wait."""

    seen: list[tuple[float, int]] = field(default_factory=list)
    away_until: float = 0.0
    lock: Lock = field(default_factory=Lock)


_turn: ContextVar[_Turn | None] = ContextVar("turn", default=None)
_marks = _Marks()


class Router:
    """Django's question to which server a query goes."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return alias()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


def alias() -> str:
    """Where a read of this moment goes."""
    turn = _turn.get()
    if turn is None or not turn.goes_on:
        return PRIMARY
    if connections[PRIMARY].in_atomic_block:
        turn.goes_on = False  # who writes reads what they wrote
        return PRIMARY
    return REPLICA


@contextmanager
def primary() -> Iterator[None]:
    """What is read here comes from the primary: it is kept for others, or says who may."""
    token = _turn.set(None)
    try:
        yield
    finally:
        _turn.reset(token)


@contextmanager
def _there(turn: _Turn) -> Iterator[None]:
    token = _turn.set(turn)
    try:
        yield
    finally:
        _turn.reset(token)


def read_there(view: View) -> View:
    """A view that only looks, and may look at the replica."""

    @wraps(view)
    def looking(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
        if request.method not in SAFE or not _may_serve(request.COOKIES.get(COOKIE, "")):
            return view(request, *args, **keys)
        turn = _Turn()
        try:
            with _there(turn):
                answer = view(request, *args, **keys)
                if isinstance(answer, StreamingHttpResponse) and not answer.is_async:
                    answer.streaming_content = _streamed(iter(answer), turn)
                return answer
        except (OperationalError, InterfaceError) as failure:
            _rests(failure)
            return view(request, *args, **keys)

    return looking


def _streamed(pieces: Iterator[bytes], turn: _Turn) -> Iterator[bytes]:
    """The same pieces, each made while reads go there."""
    with _there(turn):
        piece = next(pieces, None)
    while piece is not None:
        yield piece
        with _there(turn):
            piece = next(pieces, None)


def is_given() -> bool:
    """Whether the house has one."""
    return REPLICA in connections.settings


def _may_serve(wrote: str) -> bool:
    """Whether it has what this browser wrote, and nearly all that anybody did."""
    now = time.monotonic()
    if not is_given() or now < _marks.away_until:
        return False
    try:
        replayed = _asked(REPLICA, REPLAYED)
        if replayed is None:
            raise OperationalError("it follows no other server")
    except (OperationalError, InterfaceError) as failure:
        _rests(failure)
        return False
    mine = int(wrote) if wrote.isascii() and wrote.isdigit() and len(wrote) < 20 else 0
    return replayed >= mine and _is_fresh(replayed, now)


def _is_fresh(replayed: int, now: float) -> bool:
    with _marks.lock:
        seen = [mark for mark in _marks.seen if now - mark[0] <= LATE]
        if not seen or now - seen[-1][0] > ANEW:
            seen.append((now, _asked(PRIMARY, WRITTEN) or 0))
        _marks.seen = seen
    return any(there <= replayed for _, there in seen)


def _asked(name: str, query: str) -> int | None:
    with connections[name].cursor() as cursor:
        cursor.execute(query)
        found: tuple[int] | None = cursor.fetchone()
        return found[0] if found else None


def _rests(failure: Exception) -> None:
    """Nobody waits for it again and again."""
    _marks.away_until = time.monotonic() + REST
    log.warning("the replica is left alone for %d s: %s", REST, str(failure).splitlines()[0])
    connections[REPLICA].close()


def remembered(get_response: View) -> View:
    """Middleware: a browser that wrote is told up to where, and reads nothing older."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        if not is_given():
            return get_response(request)
        before = connections[PRIMARY].commits  # type: ignore[attr-defined]
        answer = get_response(request)
        after = connections[PRIMARY].commits  # type: ignore[attr-defined]
        session = getattr(request, "session", None)
        knows = session is not None and session.accessed  # who speaks up without a name has none
        if knows and (request.method not in SAFE or after != before):
            _tell(answer)
        return answer

    return answering


def _tell(answer: HttpResponseBase) -> None:
    try:
        written = _asked(PRIMARY, WRITTEN)
    except (OperationalError, InterfaceError):  # it is away: nothing was written that one can read
        return
    answer.set_cookie(
        COOKIE, str(written), max_age=KEPT, secure=settings.SESSION_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip
