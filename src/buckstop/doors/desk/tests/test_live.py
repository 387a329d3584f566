"""The live stream hears for its own session only, and no longer."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from buckstop.doors.desk import hub, live, presence
from buckstop.doors.desk.entrance import BACKEND
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.notices.live import CHANNEL
from buckstop.people.actions import staff
from buckstop.people.models import Person
from tests.database import TestDatabase


def logged_in(person: Person) -> str:
    """The key of a new session of theirs."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def hired(name: str, role: str = "front line") -> Person:
    return staff.add(name=name, email=f"{name}@desk.example", role=role, by=DESK, at=clock.now())


class Browser:
    """One that listens; `heard` is what the stream said so far."""

    def __init__(self, key: str, made: float | None = None) -> None:
        self.heard = ""
        self.status = 0
        self.began = asyncio.Event()
        cookie = f"other=1; buckstop={key}".encode()
        scope: dict[str, Any] = {"type": "http", "path": "/live/", "headers": [(b"cookie", cookie)]}
        if made is not None:
            scope["query_string"] = f"made={made:.3f}".encode()
        self.stream = asyncio.create_task(live.application(scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        await asyncio.Event().wait()  # it stays
        raise AssertionError

    async def send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.heard += message.get("body", b"").decode()
        if "retry" in self.heard or self.status != 200:
            self.began.set()

    async def hears(self, said: str) -> None:
        while said not in self.heard:
            await asyncio.sleep(0.005)


def notify(database: TestDatabase, payload: str, channel: str = CHANNEL) -> None:
    """Say that something changed."""
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("SELECT pg_notify(%s, %s)", [channel, payload])


def log_out(person: Person, key: str) -> None:
    SessionStore(key).flush()


def change_password(person: Person, key: str) -> None:
    person.set_password("another one, much longer")
    person.save(update_fields=["password"])


def leave(person: Person, key: str) -> None:
    staff.deactivate(person, by=DESK, at=clock.now())


def become_a_colleague(person: Person, key: str) -> None:
    staff.change_role(person, role="colleague", by=DESK, at=clock.now())


@pytest.mark.parametrize("ends", [log_out, change_password, leave, become_a_colleague])
@pytest.mark.parametrize("is_told", [True, False])
def test_a_stream_ends_with_its_session(
    transactional_db: None,
    test_database: TestDatabase,
    monkeypatch: pytest.MonkeyPatch,
    ends: Callable[[Person, str], None],
    is_told: bool,
) -> None:
    monkeypatch.setattr(live, "hub", hub.Hub())
    monkeypatch.setattr(hub, "LOOK", 30.0 if is_told else 0.05)
    ana, bruno = hired("ana"), hired("bruno")
    hers, his = logged_in(ana), logged_in(bruno)

    def tell(topic: str) -> None:
        notify(test_database, topic)

    async def scene() -> None:
        listening, other = Browser(hers), Browser(his)
        for browser in (listening, other):
            await browser.began.wait()
        while "P-1" not in listening.heard + other.heard:  # until the hub listens
            await asyncio.to_thread(tell, "problem:P-1")
        await listening.hears("data: problem:P-1\n")
        await asyncio.to_thread(ends, ana, hers)
        if is_told:
            await asyncio.to_thread(tell, "problem:P-2")
            await other.hears("data: problem:P-2\n")
        await listening.stream
        assert "P-2" not in listening.heard
        assert not other.stream.done()
        live.hub.stop()
        await other.stream

    asyncio.run(asyncio.wait_for(scene(), 60))


@pytest.mark.parametrize("key", ["", "nothing", "a\0b", "x" * 500])
def test_strangers_hear_nothing(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(live, "hub", hub.Hub())

    async def scene() -> None:
        stranger = Browser(key)
        await stranger.stream
        assert (stranger.status, stranger.heard) == (204, "")

    asyncio.run(asyncio.wait_for(scene(), 60))


def test_a_session_from_before_a_new_password_hears_nothing(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "hub", hub.Hub())
    ana = hired("ana")
    key = logged_in(ana)
    change_password(ana, key)

    async def scene() -> None:
        before = Browser(key)
        await before.stream
        assert before.status == 204

    asyncio.run(asyncio.wait_for(scene(), 60))


def test_what_changes_before_a_stream_opens_is_heard(
    transactional_db: None, test_database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "hub", hub.Hub())
    monkeypatch.setattr(hub, "SKEW", 0.0)
    key = logged_in(hired("ana"))

    async def scene() -> None:
        first = Browser(key)  # nobody listened before: whatever changed meanwhile is fetched
        await first.hears("data: everything\n")
        made = time.time()
        await asyncio.to_thread(notify, test_database, "problem:P-1")
        await first.hears("data: problem:P-1\n")
        between = Browser(key, made)
        await between.hears("data: problem:P-1\n")
        long_ago = Browser(key, made - 3600)
        await long_ago.hears("data: everything\n")
        later = Browser(key, time.time() + 1)
        await later.began.wait()
        await asyncio.to_thread(notify, test_database, "problem:P-2")
        await later.hears("data: problem:P-2\n")
        assert "P-1" not in later.heard + long_ago.heard
        live.hub.stop()
        await asyncio.gather(*(one.stream for one in (first, between, long_ago, later)))

    asyncio.run(asyncio.wait_for(scene(), 60))


def test_who_is_where_is_told_to_the_desk_alone(
    transactional_db: None, test_database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "hub", hub.Hub())
    ana, bruno, zed = hired("ana"), hired("bruno"), hired("zed", "colleague")
    said = {"ref": "P-1", "person": str(ana.pk), "name": "ana", "tab": "x", "doing": "writing"}
    keys = [logged_in(person) for person in (ana, bruno, zed)]

    async def scene() -> None:
        hers, his, theirs = [Browser(key) for key in keys]
        for browser in (hers, his, theirs):
            await browser.hears("data: everything\n")
        await asyncio.to_thread(notify, test_database, json.dumps(said), presence.CHANNEL)
        await his.hears('"there": [{"name": "ana", "writes": true}]')
        await hers.hears('"there": []')  # nobody is told of themselves
        await asyncio.to_thread(notify, test_database, f"work:{zed.pk}")
        await theirs.hears("data: work\n")  # what was told before that has come by now
        assert "presence" not in theirs.heard
        live.hub.stop()
        await asyncio.gather(hers.stream, his.stream, theirs.stream)

    asyncio.run(asyncio.wait_for(scene(), 60))
