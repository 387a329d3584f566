"""Signals in groups: each is committed before it is answered, and a wrong one harms no other."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

import pytest
from asgiref.sync import async_to_sync

from buckstop.doors.api import hooks, signals_in
from buckstop.doors.shared.group_commit import DatabaseAway
from buckstop.ledger.actor import DESK
from buckstop.problems.tests.world import World
from buckstop.signals.actions.receiving import Sent, receive_many
from buckstop.signals.actions.sources import add_source
from buckstop.signals.models import Arrival


def ask(app: signals_in.SignalsIn, path: str, body: bytes) -> Any:
    """One request; returns status and body."""
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        said.append(message)

    async def run() -> tuple[int, Any]:
        headers = [(b"content-length", str(len(body)).encode())]
        scope = {"method": "POST", "path": path, "headers": headers, "client": ("10.0.0.1", 1)}
        assert signals_in.is_signal(scope)
        await app(scope, receive, send)
        return said[0]["status"], json.loads(said[1]["body"])

    return run()


def answers(asked: Sequence[tuple[str, bytes]]) -> list[tuple[int, Any]]:
    """All of them at once, in one process."""

    async def all_of_them() -> list[tuple[int, Any]]:
        app = signals_in.SignalsIn()
        return await asyncio.gather(*(ask(app, path, body) for path, body in asked))

    return async_to_sync(all_of_them)()


def test_many_are_kept_in_one_commit(world: World):
    source, secret = add_source(kind="grafana", name="G", owner=world.ana, by=DESK, at=world.now)
    sent = [Sent("grafana", secret, b"%d" % n) for n in range(5)]
    sent += [Sent("sentry", secret, b"x"), Sent("grafana", "a" * 40, b"y")]
    receive_many(sent, at=world.now)
    rows = Arrival.objects.filter(source=source).in_bulk()
    assert [bytes(rows[one.kept].body) for one in sent[:5] if one.kept] == [
        b"0", b"1", b"2", b"3", b"4",
    ]  # fmt: skip
    assert [one.kept for one in sent[5:]] == [None, None]


def test_each_is_answered_by_what_became_of_it():
    def commit(batch: list[Sent]) -> None:
        if any(one.body == b"away" for one in batch):
            raise DatabaseAway
        for one in batch:
            if one.secret != "b" * 40:
                one.kept = signals_in_key

    signals_in_key: Any = "0198"
    with patch.object(signals_in, "commit", commit):
        good = "/signals/grafana/" + "a" * 40
        [(status, said)] = answers([(good, b"{}")])
        assert (status, said) == (202, {"kept": "0198"})
        [(status, said)] = answers([("/signals/grafana/" + "b" * 40, b"{}")])
        assert (status, said["title"]) == (404, "Not Found")
        assert answers([(good + "/", b"away")])[0][0] == 503
        assert answers([(good, b"x" * (hooks.LARGEST + 1))])[0][0] == 413


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/signals/grafana/" + "a" * 40), ("POST", "/signals/sources/"),
     ("POST", "/signals/grafana/short"), ("POST", "/signals/")],
)  # fmt: skip
def test_pages_are_left_to_the_pages(method: str, path: str):
    assert not signals_in.is_signal({"method": method, "path": path})
