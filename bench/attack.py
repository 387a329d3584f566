"""Part 14: each public door under attack: what somebody gets who hammers it from one address, and
what a neighbour notices who asks for a page from another one meanwhile.
"""

import http.client
import json
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookies import SimpleCookie
from secrets import token_urlsafe
from statistics import quantiles
from urllib.parse import urlencode

from bench import house
from bench.figures import Figure

PART = "attack"
ATTACKERS, LASTS = 8, 6.0  # lines at once, seconds for each door
PAUSE = 0.1  # seconds between two requests of the neighbour
MOST_NOTICED = 10.0  # times what the neighbour waits where nobody attacks
ATTACKS_FROM, NEIGHBOUR = "203.0.113.9", "198.51.100.7"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Door:
    """One that anybody may come to: what is asked there, and how often it may be let through.

    `most` is how many of what was asked for may be let through in one attack, by `lets`.
    """

    name: str
    path: Callable[[], str]
    fields: Callable[[], dict[str, str]] | None = None
    lets: Callable[[int, str], bool] = lambda status, _to: status == 200
    most: int = 0
    body: Callable[[], bytes] | None = None


def _guess(begin: str) -> Callable[[], str]:
    return lambda: f"{begin}{token_urlsafe(40)}/"


def _fixed(path: str) -> Callable[[], str]:
    return lambda: path


def _log_in() -> dict[str, str]:
    return {"login": "agent01@desk.example", "password": token_urlsafe(12)}


def _went(status: int, to: str) -> bool:
    return status == 302 and "log-in" not in to


DOORS = (
    Door("guessing a password", _fixed("/log-in/"), _log_in, _went),
    Door("guessing a customer’s link", _guess("/c/")),
    Door("guessing a supplier’s link", _guess("/s/")),
    Door("guessing an approval’s link", _guess("/approvals/")),
    Door("guessing a subscriber’s link", _guess("/status/mails/")),
    Door("mails with links into the portal", _fixed("/portal/log-in/"),
         lambda: {"email": f"{token_urlsafe(6)}@x.example"}, most=20),
    Door("contact form without work", _fixed("/contact/"),
         lambda: {"email": "a@b.example", "name": "A", "text": "Help."},
         lambda status, _to: status == 302, 6),
    Door("API without a key", _fixed("/api/v1/problems")),
    Door("sending signals to a guessed address",
         lambda: f"/signals/alertmanager/{token_urlsafe(60).lower()[:40].replace('-', 'a')}/",
         lets=lambda status, _to: status == 202, body=lambda: json.dumps({"alerts": []}).encode()),
    Door("code of a concern", _fixed("/speak-up/reading/"),
         lambda: {"code": token_urlsafe(16)}),
)  # fmt: skip


def measure() -> list[Figure]:
    """One door after the other, then a flood of lines at the mailbox."""
    with house.house("attack") as ours:
        served = ours.serve(workers=1)
        alone = _p95(_neighbour(served.port, LASTS))
        found = [Figure(PART, "a neighbour alone, p95", alone, "ms")]
        for door in DOORS:
            found += _attacked(door, served.port, alone)
        found.append(_flooded(served.smtp_port))
    return found


def _attacked(door: Door, port: int, alone: float) -> list[Figure]:
    until = time.monotonic() + LASTS
    with ThreadPoolExecutor(ATTACKERS + 1) as pool:
        beside = pool.submit(_neighbour, port, LASTS)
        all_of = list(pool.map(lambda _: _hammer(door, port, until), range(ATTACKERS)))
        noticed = _p95(beside.result())
    answers: Counter[int] = Counter()
    through = 0
    for one, let in all_of:
        answers += one
        through += let
    more = {"answers": {str(code): times for code, times in sorted(answers.items())}}
    asked = f"{sum(answers.values()):,} asked"
    return [
        Figure(PART, f"{door.name}: let through, of {asked}", through, "", "less", door.most,
               more=more),
        Figure(PART, f"{door.name}: a neighbour, p95", noticed, "ms", "less", MOST_NOTICED,
               of_ratio=True, floor=alone, floor_is="alone", ratio=noticed / alone),
    ]  # fmt: skip


def _hammer(door: Door, port: int, until: float) -> tuple[Counter[int], int]:
    answers: Counter[int] = Counter()
    through, line = 0, _Line(port, ATTACKS_FROM)
    token = line.token(door.path()) if door.fields else ""
    while time.monotonic() < until:
        status, to = line.ask(door, token)
        answers[status] += 1
        through += door.lets(status, to)
    return answers, through


class _Line:
    """Somebody's line to the pages, as through a proxy that says where they are."""

    def __init__(self, port: int, address: str) -> None:
        self._port, self._address, self._cookies = port, address, SimpleCookie()
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, door: Door, token: str) -> tuple[int, str]:
        """Come to the door once; the answer's status, and where it leads."""
        if door.fields:
            fields = door.fields() | {"csrfmiddlewaretoken": token}
            status, to, _ = self._asked("POST", door.path(), urlencode(fields).encode(), FORM)
        elif door.body:
            status, to, _ = self._asked("POST", door.path(), door.body(), "application/json")
        else:
            status, to, _ = self._asked("GET", door.path())
        return status, to

    def token(self, path: str) -> str:
        """What a form of that page must send along."""
        where = "/speak-up/" if path.startswith("/speak-up") else path
        page = self._asked("GET", where)[2]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        return found[1] if found else ""

    def _asked(
        self, how: str, path: str, body: bytes = b"", kind: str = ""
    ) -> tuple[int, str, str]:
        cookies = "; ".join(f"{one.key}={one.value}" for one in self._cookies.values())
        headers = {"X-Forwarded-For": self._address, "Cookie": cookies, "Host": "localhost",
                   "Origin": f"http://localhost:{self._port}"}  # fmt: skip
        headers |= {"Content-Type": kind} if kind else {}
        try:
            self._line.request(how, path, body or None, headers)
            answer = self._line.getresponse()
            said = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self._line.close()
            return 0, "", ""
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self._cookies.load(cookie)
        return answer.status, answer.headers.get("Location", ""), said


def _neighbour(port: int, seconds: float) -> list[float]:
    """What somebody waits for the page where one logs in, who comes again and again."""
    until, spans = time.monotonic() + seconds, []
    line = _Line(port, NEIGHBOUR)
    while time.monotonic() < until:
        begun = time.perf_counter()
        status, _, _ = line._asked("GET", "/log-in/")
        if status not in (200, 0):  # 0: the line broke off, which is as long as they waited
            raise SystemExit(f"the neighbour was answered {status}")
        spans.append((time.perf_counter() - begun) * 1000)
        time.sleep(PAUSE)
    return spans


def _p95(spans: list[float]) -> float:
    return quantiles(spans, n=20)[-1]


def _flooded(port: int) -> Figure:
    """Lines that are opened at the mailbox by one address and say nothing: how many it holds."""
    held: list[socket.socket] = []
    greeted = threading.Semaphore(0)
    try:
        for _ in range(120):
            line = socket.create_connection(("127.0.0.1", port), 10)
            held.append(line)
            if line.recv(200).startswith(b"220"):
                greeted.release()
        count = sum(greeted.acquire(blocking=False) for _ in range(120))
    finally:
        for line in held:
            line.close()
    return Figure(PART, "silent lines at the mailbox held, of 120 of one address", count, "",
                  "less", 50)  # fmt: skip
