"""Two real servers, of which the second follows the first: who searches is answered by the second,
and nobody there reads less than they wrote."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from bench.failing.servers import Server, Servers
from bench.house import folder
from buckstop.doors.components.tests.rendered import form_to
from buckstop.doors.desk.acts.log import LogProblem
from buckstop.doors.desk.addresses import LOG, PROBLEMS_FILE, SEARCH
from buckstop.doors.desk.entrance import BACKEND
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock, replica
from buckstop.kit.postgres.creation import OWNER
from buckstop.kit.postgres.described import described
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.people.actions import staff
from buckstop.problems.models import Problem
from stories.whole_house import eventually, first_start

TITLE = "Valve leaks"


@contextmanager
def pair() -> Iterator[Servers]:
    """The primary and its standby, on data as a first start leaves them."""
    with folder("replica") as place, ExitStack() as undo:
        servers = Servers(place, ("one", "two"))
        undo.callback(servers.stop)
        servers.follow_copies_of(first_start() / "data")
        yield servers


def url(server: Server) -> str:
    return f"postgresql://{OWNER}@127.0.0.1:{server.port}/buckstop"


@pytest.fixture
def two(django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    """Django's connections lead to these meanwhile."""
    with pair() as servers, django_db_blocker.unblock():
        one, other = servers.all
        before = dict(connections["default"].settings_dict)
        connections.close_all()
        connections["default"].settings_dict.update(described(url(one)))
        ours = {**connections["default"].settings_dict, **described(url(other))}
        connections.settings["replica"] = ours
        monkeypatch.setattr(replica, "_marks", replica._Marks())
        yield servers
        connections.close_all()
        connections.settings.pop("replica")
        connections["default"].settings_dict.update(before)


def browser(email: str) -> Client:
    client = Client()
    person = staff.add(name=email[0].upper(), email=email, role="lead", by=DESK, at=clock.now())
    client.force_login(person, backend=BACKEND)
    client.get("/")
    return client


def found(client: Client) -> bool:
    """Whether a search by its first word has it."""
    answer = client.get(SEARCH.url(), {"q": TITLE.split()[0]})
    assert answer.status_code == 200
    return TITLE in words(answer)


def write(client: Client) -> None:
    """Somebody's call is logged, by the form of its page."""
    page = client.get(LOG.url())
    form = form_to(page.content.decode(), LogProblem.address.url())
    said = {"words": TITLE, "impact": "stops", "customer_text": "ines@nordbank.example"}
    sent = client.post(form.action, form.filled(said))
    assert sent.status_code == 302, words(sent)
    assert Problem.objects.filter(title=TITLE).exists()


def has_all(other: Server, one: Server) -> bool:
    [(there,)] = one.ask("SELECT pg_current_wal_insert_lsn()::text")
    return other.ask("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", there) == [(True,)]


def test_nobody_reads_less_than_they_wrote(two: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two.all
    ana, bruno = browser("ana@halden.example"), browser("bruno@halden.example")
    eventually(lambda: has_all(other, one), "the standby has caught up")
    monkeypatch.setattr(replica, "LATE", 600.0)
    assert not found(bruno)  # from here on it is known how far the primary had come
    eventually(lambda: has_all(other, one), "the standby has caught up")
    other.ask("SELECT pg_wal_replay_pause()")
    write(ana)
    assert found(ana), "who wrote it is answered by the primary"
    assert not found(bruno), "others by the standby, which hasn't got it yet"
    with monkeypatch.context() as later:
        later.setattr(replica, "LATE", -1.0)
        assert found(bruno), "not by one that is further behind than it may be"
    other.ask("SELECT pg_wal_replay_resume()")
    eventually(lambda: has_all(other, one), "the standby has caught up")
    with CaptureQueriesContext(connections["replica"]) as there:
        assert found(ana)
    assert any("problems_problem" in str(query["sql"]) for query in there.captured_queries)
    taken = Entry.objects.filter(code="exported").count()
    answer: Any = bruno.get(PROBLEMS_FILE.url())
    assert TITLE.encode() in b"".join(answer.streaming_content)
    answer.close()
    assert Entry.objects.filter(code="exported").count() == taken + 1, "what is written is ours"
    with replica._there(replica._Turn()):
        assert replica.alias() == replica.REPLICA
        with transaction.atomic():
            assert replica.alias() == replica.PRIMARY, "a verb decides on what is"
        assert replica.alias() == replica.PRIMARY, "and what follows it reads what it wrote"
    two.kill(other)
    assert found(bruno), "where it is away the primary answers"
