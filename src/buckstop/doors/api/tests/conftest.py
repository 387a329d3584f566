"""Programs with keys, and the world of the problems' tests."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.problems.tests.world import MONDAY, World

V1 = "/api/v1/"


class Program:
    """A program with a key, and the world that it works on."""

    def __init__(self, world: World, scope: str, **more: Any) -> None:
        self.world = world
        self.key, self.secret = staff.add_key(
            name="portal", scope=scope, by=DESK, at=world.now, **more
        )
        self.client = Client(enforce_csrf_checks=True)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(V1 + path, query, headers=self.headers)

    def read(self, path: str, **query: Any) -> Any:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def post(self, path: str, said: Any, **headers: str) -> Any:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        return self.client.post(
            V1 + path, body, content_type="application/json", headers=self.headers | headers
        )

    def all_of(self, path: str, **query: Any) -> list[Any]:
        """Every item, page by page."""
        items: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.read(path, **query, **cursor)
            items += page["items"]
            if page["next"] is None:
                return items
            cursor = {"cursor": page["next"]}


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with clock.set_to(MONDAY):
        yield World.here()


@pytest.fixture
def reader(world: World) -> Program:
    return Program(world, "read")


@pytest.fixture
def writer(world: World) -> Program:
    return Program(world, "write")


def later(world: World, **by: float) -> None:
    """Let time go on for everybody."""
    world.later(**by)
    clock.move_by(timedelta(**by))
