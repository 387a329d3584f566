"""The embedded PostgreSQL when it is killed at the worst moment, cut off, or oddly placed."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from buckstop.kit.postgres import cluster as cluster_module
from buckstop.kit.postgres import leftovers, starting
from buckstop.kit.postgres.account import account_for, private_folder, run_as
from buckstop.kit.postgres.binaries import find_for
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.locks import open_owned, take_alone
from buckstop.kit.tests.postgres_world import (
    cluster_in,
    eventually,
    kill,
    parent_of,
    read,
    remove,
    server_pid,
    user_of,
    write,
)

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, needs PDEATHSIG")


def tail(cluster: Cluster, start: int) -> bytes:
    return cluster.place.log.read_bytes()[start:]


@on_linux
def test_kill_9_of_a_backend_and_then_of_the_keeper(folder: Path) -> None:
    with cluster_in(folder).in_use() as cluster:
        server = server_pid(cluster)
        with psycopg.connect(cluster.url()) as connection:
            said = cluster.place.log.stat().st_size
            kill(connection.info.backend_pid)
            eventually(lambda: b"terminated by signal" in tail(cluster, said), "it recovers")
        kill(parent_of(server))
        eventually(lambda: not cluster.is_up(), "the server ends")
        assert cluster.attach() == "started"


@on_linux
def test_a_server_that_outlived_its_keeper_and_answers_nobody_is_ended(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "ABANDONED", 0.0)
    cluster = cluster_in(folder)
    with kept_by_us(cluster) as server, psycopg.connect(cluster.url()):
        server.terminate()  # "smart": it waits for our connection, and lets nobody in
        eventually(lambda: not cluster.answers(), "it shuts down for ever")
        assert cluster.attach() == "started"
        cluster.release(at_once=True)


@contextmanager
def kept_by_us(cluster: Cluster) -> Iterator[subprocess.Popen[bytes]]:
    """PostgreSQL as a child of this process, which is no keeper."""
    account = account_for(cluster.folder)
    lock = open_owned(cluster.place.server_lock)
    eventually(lambda: take_alone(lock), "nobody else serves")
    private_folder(cluster.place.sockets, account)
    command = starting._server_command(cluster.place, find_for(account, cluster.folder))
    with cluster.place.log.open("ab") as log:
        server = subprocess.Popen(
            command, stdout=log, stderr=log, pass_fds=(lock,), cwd="/", **run_as(account)
        )
    os.close(lock)
    try:
        eventually(cluster.answers, "it answers")
        yield server
    finally:
        server.kill()
        server.wait()


def test_a_socket_that_somebody_removed_is_made_again(folder: Path) -> None:
    with cluster_in(folder).in_use() as cluster:
        write(cluster, 4)
        cluster.place.socket.unlink()
        eventually(lambda: not cluster.is_up(), "its keeper ends the server")
        assert cluster.attach() == "started"
        assert 4 in read(cluster)


@on_linux
def test_kill_9_of_a_server_that_is_starting(folder: Path) -> None:
    cluster = cluster_in(folder)
    with user_of(folder) as first:
        first.said()
    eventually(lambda: not cluster.is_up(), "it stops")
    killed: list[int] = []

    def kill_once() -> None:
        while not killed:
            pid = leftovers._server_in(cluster.place.data)
            if pid is not None:
                kill(pid)
                killed.append(pid)

    killer = threading.Thread(target=kill_once)
    killer.start()
    with user_of(folder) as second:
        assert second.said() == "started"
        killer.join()
        assert server_pid(cluster) not in killed


@pytest.mark.parametrize("name", ["a,b \"c\\d' K\u00fc=%@", "a\udcff,\udcfeb"])
def test_a_first_start_in_a_path_of_odd_signs(ground: Path, name: str) -> None:
    with cluster_in(ground / name).in_use() as cluster:
        write(cluster, 1)
        assert cluster_in(ground / name).answers()
        assert re.fullmatch(r"[\w/:@?=&%.-]+", cluster.url(), re.ASCII)
    remove(ground / name)
    cluster.place.sockets.rmdir()
