"""A database of several servers: which is meant, and what counts as acknowledged."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import InternalError, OperationalError, connections
from psycopg.conninfo import make_conninfo
from pytest_django import DjangoDbBlocker

from buckstop.kit.postgres.backend.base import DatabaseWrapper
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.described import described
from buckstop.kit.stop import Stop
from buckstop.kit.tests.postgres_world import cluster_in, eventually

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
END_THE_WAIT = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


@pytest.fixture
def cluster(folder: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Cluster]:
    with django_db_blocker.unblock(), cluster_in(folder).in_use() as running:
        yield running
    if hasattr(connections._connections, "several"):  # type: ignore[attr-defined]
        del connections["several"]


def wrapper(url: str) -> DatabaseWrapper:
    """Django's connection to a server that the tests' own know nothing of."""
    usual: dict[str, Any] = {"TIME_ZONE": None, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False}
    made = DatabaseWrapper(usual | described(url), "several")
    connections["several"] = made  # where Django looks for it, too
    return made


def ask(cluster: Cluster, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
        found = connection.execute(sql)
        return found.fetchall() if found.description else []


def test_of_several_servers_the_one_is_meant_that_takes_writes() -> None:
    options = described("postgresql://ana@one,two:5433/desk")["OPTIONS"]
    assert options["target_session_attrs"] == "read-write"
    assert options["connect_timeout"]
    chosen = described("postgresql://ana@one,two/desk?target_session_attrs=any&connect_timeout=9")
    assert chosen["OPTIONS"]["target_session_attrs"] == "any"
    assert chosen["OPTIONS"]["connect_timeout"] == "9"
    assert "target_session_attrs" not in described("postgresql://ana@one/desk")["OPTIONS"]
    assert described("postgresql://ana@/desk?host=/run/here")["OPTIONS"] == {}
    with pytest.raises(Stop, match="names 3 servers and another number of ports"):
        described("host=one,two,three port=1,2 dbname=desk")


def test_who_was_found_last_is_asked_first(cluster: Cluster) -> None:
    here = str(cluster.place.sockets)
    url = make_conninfo(host=f"/nowhere,{here}", user="buckstop_owner", dbname="buckstop")
    first = wrapper(url)
    assert first.get_connection_params()["host"] == f"/nowhere,{here}"
    first.connect()
    first.close()
    assert wrapper(url).get_connection_params()["host"] == f"{here},/nowhere"


def test_a_server_that_takes_no_writes_any_more_is_a_database_that_is_away(
    cluster: Cluster,
) -> None:
    connection = wrapper(cluster.url("buckstop_owner"))
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        with pytest.raises(OperationalError):
            cursor.execute("CREATE TABLE never (number integer)")
    assert connection.connection is None  # the next one goes where writes are taken
    with connection.cursor() as cursor, pytest.raises(InternalError):
        cursor.execute("DO $$ BEGIN RAISE invalid_transaction_state; END $$")
    connection.close()


def test_a_commit_whose_wait_for_the_standby_is_cut_short_is_not_done(cluster: Cluster) -> None:
    said: list[BaseException] = []

    def write() -> None:
        connection = wrapper(cluster.url("buckstop_owner"))
        try:
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO written VALUES (7)")
        except OperationalError as alone:
            said.append(alone)
        finally:
            connection.close()

    ask(cluster, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    ask(cluster, "SELECT pg_reload_conf()")
    writer = threading.Thread(target=write)
    try:
        writer.start()
        eventually(lambda: ask(cluster, WAITING) == [(1,)], "the commit waits for a standby")
        ask(cluster, END_THE_WAIT)
        writer.join(60)
    finally:
        ask(cluster, "ALTER SYSTEM RESET synchronous_standby_names")
        ask(cluster, "SELECT pg_reload_conf()")
    assert "it may be on this server alone" in str(said[0])
