"""Whatever stands in an address or a query: a page or a no, never a fault."""

import re
from collections import Counter, defaultdict
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from tests.test_access import addresses

KEY = "0190a1b2c3d47e5f8a9b0c1d2e3f4a5b"
NASTY = [
    "a\0b", "\ud800".encode("utf-8", "surrogatepass").decode("latin1"), "%", "'\\", "x" * 5000,
    "-1", "9" * 30, "1e400", "٣", "NaN", KEY, f"{KEY}x",
    f"0001-01-01T00:00:00+23:59~{KEY}", f"9999-12-31T23:59:59-23:59~{KEY}", f"9999-12-31~{KEY}",
    f"2026-01-01T00:00:00+00:00~{KEY}", "9999-12-31T23:59:59+00:00", "0001-01-01", "2026-02-30",
    f"{'9' * 400}~{KEY}", "~", f"0001-01-01T00:00:00+23:59~{KEY}~1",
    f"2026-01-01T00:00:00+00:00~{KEY}~{'9' * 30}",
]  # fmt: skip
IN_PATHS = ["a\0b", "-1", "9" * 30, "P-0", f"P-{'9' * 30}", "%ff", KEY, "٣", "x" * 3000, "."]


class Asked(QueryDict):
    """Remembers the names that a view asks a query for."""

    names: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().getlist(key, default)


@pytest.fixture
def admin(db: None) -> Client:
    """An admin's, in a house where something has happened."""
    World().report()
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=clock.now())
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(pk=ada.pk))
    return client


class Turns:
    """Deals what is nasty among many places: each name meets all of it, each place a share of it.

    What breaks on a value is, as a rule, what reads a name, and pages share that.
    """

    def __init__(self, values: list[str], *, each: int) -> None:
        self.values, self.each = values, each
        self.dealt: Counter[str] = Counter()

    def share(self, name: str, *, places: int) -> list[str]:
        """What `name`, which `places` know, meets at the next of them."""
        each = max(self.each, -(-len(self.values) // places))
        first = self.dealt[name]
        self.dealt[name] += each
        return [self.values[at % len(self.values)] for at in range(first, first + each)]


def opened(route: str, part: str) -> str:
    return "/" + re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>", lambda _: part, route).strip("^$")


def test_queries(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.handlers.wsgi.QueryDict", Asked)
    number = str(Problem.objects.values_list("number", flat=True)[0])
    places: dict[str, list[str]] = defaultdict(list)
    for route in addresses():
        Asked.names = set()
        admin.get(opened(route, number), {"anything": "1"})
        for name in sorted(Asked.names - {"next"}):  # allauth's, on each of its pages: see below
            places[name].append(route)
    turns, wrong = Turns(NASTY, each=3), []
    for name, routes in places.items():
        for route in routes:
            for value in turns.share(name, places=len(routes)):
                status = admin.get(opened(route, number), {name: value}).status_code
                if status >= 500:
                    wrong.append((route, name, value[:60], status))
    assert {"after", "before", "customer", "q"} <= {*places}
    assert all(turns.dealt[name] >= len(NASTY) for name in places)
    assert wrong == []


def test_where_to_go_next(admin: Client) -> None:
    admin.logout()
    for value in NASTY:
        assert admin.get("/log-in/", {"next": value}).status_code == 200


def test_paths(admin: Client) -> None:
    wrong = []
    for route in addresses():
        for part in IN_PATHS if "<" in route else IN_PATHS[:1]:
            status = admin.get(opened(route, part)).status_code
            if status >= 500 or ("\0" in part and "<" in route and status != 404):
                wrong.append((route, part[:60], status))
    assert wrong == []


def test_the_programs_door(admin: Client) -> None:
    _, secret = staff.add_key(name="t", scope="write", by=DESK, at=clock.now())
    key = {"Authorization": f"Bearer {secret}"}
    described = admin.get("/api/v1/openapi.json").json()["paths"]
    wrong, names = [], set()
    for route, ways in described.items():
        asked = [one["name"] for one in ways.get("get", {}).get("parameters", ())
                 if one["in"] == "query"]  # fmt: skip
        names |= {*asked}
        for name in asked:
            for value in NASTY:
                address = re.sub(r"\{\w+\}", "P-1", route)
                answer = admin.get(address, {name: value}, headers=key)
                status, kind = answer.status_code, answer.get("Content-Type", "")
                if status >= 500 or (status >= 400 and kind != "application/problem+json"):
                    wrong.append((route, name, value[:60], status, kind))
    assert {"after", "owner", "code", "tag", "q"} <= names
    assert wrong == []


PARTS = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na\xff\r\n--x--\r\n'


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "nonsense", "undefined"])
def test_forms_in_another_charset(admin: Client, charset: str) -> None:
    wrong = []
    flat = "text=a&by=b&once=1".encode("utf-16" if charset == "utf-16" else "ascii")
    for route in addresses():
        for kind, body in (
            ("application/x-www-form-urlencoded", flat),
            ("multipart/form-data; boundary=x", PARTS),
        ):
            said = f"{kind}; charset={charset}"
            status = admin.generic("POST", opened(route, "1"), body, said).status_code
            if status >= 500:
                wrong.append((route, kind, status))
    assert wrong == []
