"""The client against the API itself, and against a desk that stumbles."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from buckstop.client import ApiError, AsyncClient, Call, Client, calls
from buckstop.client.models import ContactIn, Problems
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions.staff import add_key
from buckstop.problems.tests.world import MONDAY, World

INES = ContactIn(name="Ines Vogt", email="ines@nordbank.example")


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with clock.set_to(MONDAY):
        yield World.here()


@pytest.fixture
def desk(world: World) -> Iterator[Client]:
    """A client of the desk in this process, whose database connection the tests keep."""
    _key, secret = add_key(name="portal", scope="write", by=DESK, at=world.now)
    transport = httpx.WSGITransport(app=get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with Client("http://localhost", secret, transport=transport) as client:
        yield client
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_a_problem_from_its_beginning(world: World, desk: Client):
    made = desk.send(calls.open_problem(text="Transfers fail", contact=INES))
    assert (made.title, made.cases[0].contact.id) == ("Transfers fail", world.ines.pk)
    problem, tag = desk.tagged(calls.read_problem(made.ref))
    assert (problem, problem.next_update_due) == (made, made.next_update_due)
    titled = desk.send(calls.retitle(made.ref, title="Transfers", if_match=tag))
    assert titled.title == "Transfers"
    with pytest.raises(ApiError) as changed:
        desk.send(calls.retitle(made.ref, title="Other", if_match=tag))
    assert (changed.value.status, changed.value.code) == (412, "changed")
    step = calls.plan_step(made.ref, what="Restart", debtor=world.ana.pk, due=made.opened_at)
    with pytest.raises(ApiError) as refused:
        desk.send(step)
    assert (refused.value.status, refused.value.field) == (422, "due")
    with pytest.raises(ApiError, match="There is no problem"):
        desk.send(calls.read_problem("P-9"))


def test_lists_go_on(world: World, desk: Client):
    refs = [world.report(f"Trouble {number}").problem.ref for number in range(5)]
    found = desk.every(calls.list_problems(limit=2, state="running"))
    assert [one.ref for one in found] == refs[::-1]
    assert desk.send(calls.list_customers(q="nordbank")).items[0].name == "Nordbank"


class Stumbling:
    """A desk that fails in turn, then answers; keeps by which names it was asked."""

    def __init__(self, *first: int | Exception) -> None:
        self.first = list(first)
        self.names: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.names.append(request.headers.get("Idempotency-Key", ""))
        if self.first:
            now = self.first.pop(0)
            if isinstance(now, Exception):
                raise now
            return httpx.Response(now, headers={"Retry-After": "0"}, json={"detail": "Later."})
        said: dict[str, Any] = {"items": [], "next": None}
        return httpx.Response(200, content=json.dumps(said))


def test_what_changes_something_is_tried_again_under_its_name(monkeypatch: Any):
    monkeypatch.setattr("buckstop.client.clients.time.sleep", lambda seconds: None)
    stumbling = Stumbling(httpx.ConnectError("away"), 503, 409)
    with Client("http://x", "k", transport=httpx.MockTransport(stumbling)) as client:
        client.send(Call("POST", "/", Problems, body={}))
    assert len(stumbling.names) == 4
    assert len(set(stumbling.names)) == 1
    assert stumbling.names[0]
    busy = httpx.MockTransport(Stumbling(*[429] * 9))
    with Client("http://x", "k", transport=busy) as client, pytest.raises(ApiError) as often:
        client.send(calls.list_teams())
    assert (often.value.status, often.value.detail) == (429, "Later.")


def test_the_same_is_awaited():
    async def asks() -> list[Any]:
        transport = httpx.MockTransport(Stumbling(503))
        async with AsyncClient("http://x", "k", transport=transport) as client:
            return [one async for one in client.every(calls.list_problems())]

    assert asyncio.run(asks()) == []
