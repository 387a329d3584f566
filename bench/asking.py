"""Run in front of one database: asks for pages through the whole WSGI stack, as told by lines.

Each line names a page; the answer is one line of JSON with the times of some requests, their
queries, and which big tables a query of theirs would read from one end to the other.
"""

import gc
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

import buckstop.ready as _ready  # sets Django up before what follows is imported
from bench.session import cookies
from buckstop.conversations import links
from buckstop.kit import clock, reading
from buckstop.people.models import Person
from buckstop.problems.models import Case, Problem

EACH = 10  # requests for a line
BIG = 10_000  # rows from which a table isn't to be read whole
READ_WHOLE = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s"

__all__ = ["_ready"]

type Query = tuple[str, Any]


class Asker:
    """A browser that is logged in as some members of staff in turn."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()
        self.cookies = cycle(list(self._log_in()))
        self.numbers = cycle(self._numbers())
        self.links = cycle(self._links())
        self.big = self._big()
        self.asked: list[Query] = []

    def _log_in(self) -> Iterator[str]:
        people = Person.objects.filter(email__startswith=os.environ.get("BENCH_AS", "agent"))
        for person in people.order_by("email")[:5]:
            yield cookies(person)

    def _numbers(self) -> list[int]:
        """Most pages that are opened are of problems that still run."""
        rows = Problem.objects.order_by("-number").values_list("number", flat=True)
        running = list(rows.exclude(state="closed")[:80])
        closed = list(rows.filter(state="closed")[:2000:100])
        return [number for pair in zip(running, cycle(closed), strict=False) for number in pair]

    def _links(self) -> list[str]:
        """Customers' pages, most of them of cases that still wait."""
        rows = Case.objects.order_by("-opened_at")
        found = [*rows.filter(ended_at=None)[:60], *rows.exclude(ended_at=None)[:20]]
        return [links.make(case.pk, case.contact_id, clock.now()) for case in found]

    def _big(self) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(READ_WHOLE, [BIG])
            return {name for (name,) in cursor.fetchall()}

    def path(self, page: str) -> str:
        """Where a page is."""
        if page == "problem":
            return f"/problems/P-{next(self.numbers)}/"
        if page == "customer's page":
            return f"/c/{next(self.links)}/"
        if page == "older problems":
            last = Problem.objects.order_by("opened_at")[450]
            return f"/problems/?after={last.opened_at.isoformat()}~{last.pk.hex}"
        return {
            "my work": "/",
            "coverage board": "/coverage/",
            "all problems": "/problems/",
            "metrics": "/metrics",
            "search, a rare word": "/problems/?q=zirconium",
            "search, a common word": "/problems/?q=printer",
        }[page]

    def watch(self, execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        """Note a query, then run it."""
        self.asked.append((sql, params))
        return execute(sql, params, *rest)

    def ask(self, page: str) -> dict[str, Any]:
        """EACH requests, and a look at the plans of the last one's queries."""
        answer: dict[str, Any] = {"ms": [], "cpu": [], "queries": [], "bytes": 0}
        for _ in range(EACH):
            environ = self._environ(self.path(page))
            self.asked.clear()
            with connection.execute_wrapper(self.watch):
                cpu, wall = time.process_time(), time.perf_counter()
                body = self._answer(environ)
                answer["ms"].append((time.perf_counter() - wall) * 1000)
                answer["cpu"].append((time.process_time() - cpu) * 1000)
            answer["queries"].append(len(self.asked))
            answer["bytes"] = len(body)
        return answer | {"scans": self._scans()}

    def _environ(self, path: str) -> dict[str, Any]:
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query.replace("+", "%2B"),
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost",
            "HTTP_COOKIE": next(self.cookies), "HTTP_ACCEPT": "text/html",
            "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }  # fmt: skip

    def _answer(self, environ: dict[str, Any]) -> bytes:
        said: list[str] = []
        begin: Any = lambda status, _, __=None: said.append(status)  # noqa: E731
        response = self.application(environ, begin)
        try:
            body = b"".join(response)
        finally:
            response.close()
        if not said[0].startswith("200"):
            raise SystemExit(f"{environ['PATH_INFO']} answered {said[0]}")
        return body

    def _scans(self) -> list[str]:
        found = set()
        prepared = {one.statement for read in reading.every for one in read.compiled}
        for sql, params in list(self.asked):
            if sql.lstrip().upper().startswith(("SELECT", "(SELECT")):
                found |= self._scanned("", sql, params)
                if sql in prepared:  # what PostgreSQL may come to do whatever the values are
                    found |= self._scanned("GENERIC_PLAN, ", _numbered(sql), None)
        return sorted(found)

    def _scanned(self, how: str, sql: str, params: Any) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN ({how}FORMAT JSON) {sql}", params)
            [(plans,)] = cursor.fetchall()
        return set(_read_whole(plans[0]["Plan"])) & self.big


def _numbered(sql: str) -> str:
    """A statement with its values as PostgreSQL counts them: $1, $2, …"""
    first, *others = sql.split("%s")
    with_numbers = "".join(f"${n}{piece}" for n, piece in enumerate(others, 1))
    return f"{first}{with_numbers}".replace("%%", "%")


def _read_whole(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for inner in plan.get("Plans", ()):
        yield from _read_whole(inner)


def main() -> None:
    """Answer lines until there are no more."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")
    asker = Asker()
    gc.freeze()  # as the process of the pages does
    gc.set_threshold(20_000, 20, 20)
    for line in sys.stdin:
        print(json.dumps(asker.ask(line.strip())), flush=True)


if __name__ == "__main__":
    main()
