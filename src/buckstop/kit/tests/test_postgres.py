"""The embedded PostgreSQL: who starts it, who shares it, who ends it, and what killing does."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from buckstop.kit.postgres import keeper, places
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.tests.postgres_world import (
    DEBIAN,
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


def test_a_first_start_makes_the_roles_and_the_database(folder: Path) -> None:
    with cluster_in(folder).in_use() as cluster:
        with psycopg.connect(cluster.url("buckstop_owner")) as owner:
            owner.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            owner.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            row = owner.execute("SELECT upper('é'), current_setting('fsync')").fetchone()
            assert row == ("É", "on")
        with (
            psycopg.connect(cluster.url()) as application,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            application.execute("SELECT * FROM written")
        assert cluster.attach() == "attached"


def test_data_and_socket_are_closed_to_others_and_nothing_listens(folder: Path) -> None:
    with cluster_in(folder).in_use() as cluster:
        for private in (cluster.place.data, cluster.place.sockets):
            assert private.stat().st_mode & 0o077 == 0
            assert private.stat().st_uid != 0
        with psycopg.connect(cluster.url()) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


@pytest.mark.parametrize(
    "failing",
    [
        "SELECT 'Ines Vogt'::integer",
        "SELECT * FROM nowhere WHERE name = 'Ines Vogt'",
        "CREATE TABLE met (name text UNIQUE); INSERT INTO met VALUES ('Ines Vogt'), ('Ines Vogt')",
        "DO $$ BEGIN RAISE 'Ines Vogt' USING DETAIL = 'Ines Vogt'; END $$",
        "DO $$ BEGIN RAISE WARNING 'Ines Vogt'; RAISE LOG 'seen'; END $$; SELECT 1 / 0",
    ],
)
def test_nobodys_name_is_in_the_log(folder: Path, failing: str) -> None:
    with cluster_in(folder).in_use() as cluster:
        with (
            psycopg.connect(cluster.url("buckstop_owner")) as owner,
            pytest.raises(psycopg.Error),
        ):
            owner.execute(failing)
        said = cluster.place.log.read_text()
    assert "Ines" not in said
    assert "database system is ready" in said


def test_databases_are_cloned_and_dropped_under_their_users(folder: Path) -> None:
    with cluster_in(folder).in_use() as cluster:
        cluster.create_database("copy 1", template="buckstop")
        connection = psycopg.connect(cluster.url("buckstop_owner", "copy 1"))
        assert connection.execute("SELECT min(number) FROM written").fetchone() == (0,)
        cluster.drop_database("copy 1")
        cluster.drop_database("copy 1")
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
        connection.close()


def test_two_starters_at_once_share_one_server(folder: Path) -> None:
    with user_of(folder) as one, user_of(folder) as two, user_of(folder) as three:
        how = sorted(user.said() for user in (one, two, three))
    assert how == ["attached", "attached", "started"]


@on_linux
def test_a_server_started_by_a_short_command_is_taken_over(folder: Path) -> None:
    with user_of(folder, grace=0.2) as short:
        assert short.said() == "started"
        with cluster_in(folder).in_use() as serve:
            before = server_pid(serve)
            short.leave()
            with psycopg.connect(serve.url()) as connection:
                # Several looks of the keeper later it is still the same server.
                connection.execute("SELECT pg_sleep(1.2)")
            assert server_pid(serve) == before


def test_it_stops_when_its_last_user_is_gone_even_by_kill(folder: Path) -> None:
    with user_of(folder) as one, user_of(folder) as two:
        assert {one.said(), two.said()} == {"started", "attached"}
        one.kill()
        assert cluster_in(folder).answers()
        two.kill()
        eventually(lambda: not cluster_in(folder).is_up(), "the server stops")
    assert "database system is shut down" in cluster_in(folder).place.log.read_text()


def test_short_commands_in_a_row_share_a_server_within_the_grace(folder: Path) -> None:
    with user_of(folder, grace=600) as first:
        assert first.said() == "started"
        first.leave()
        with user_of(folder) as second:
            assert second.said() == "attached"
    last = cluster_in(folder)
    last.attach()
    last.release(at_once=True)
    assert not last.is_up()


@on_linux
def test_kill_9_of_the_server(folder: Path) -> None:
    with cluster_in(folder).in_use() as cluster:
        write(cluster, 1)
        kill(server_pid(cluster))
        eventually(lambda: not cluster.is_up(), "the keeper ends")
        assert cluster.attach() == "started"
        assert 1 in read(cluster)


@on_linux
def test_kill_9_of_the_keeper_stops_the_server(folder: Path) -> None:
    with cluster_in(folder).in_use() as cluster:
        write(cluster, 2)
        kill(parent_of(server_pid(cluster)))
        eventually(lambda: not cluster.is_up(), "the server stops")
        assert cluster.attach() == "started"
        assert 2 in read(cluster)


@on_linux
def test_kill_9_of_everything(folder: Path) -> None:
    with user_of(folder) as serve:
        serve.said()
        cluster = cluster_in(folder)
        write(cluster, 3)
        server = server_pid(cluster)
        kill(server, parent_of(server))
        serve.kill()
    with user_of(folder) as serve:
        assert serve.said() == "started"
        assert 3 in read(cluster)


@on_linux
@pytest.mark.skipif(not DEBIAN.is_dir(), reason=f"no PostgreSQL 15 in {DEBIAN}")
def test_the_same_with_another_postgresql(ground: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKSTOP_POSTGRES_BIN", str(DEBIAN))
    with cluster_in(ground / "fifteen").in_use() as cluster:
        write(cluster, 1)
        with psycopg.connect(cluster.url()) as connection:
            assert connection.info.server_version // 10000 == 15
            assert connection.execute("SELECT upper('é')").fetchone() == ("É",)
        server = server_pid(cluster)
        kill(server, parent_of(server))
        assert cluster.attach() == "started"
        assert read(cluster) == [1]
    remove(cluster.folder)


@pytest.mark.parametrize("left", ["a living process", "nothing", "half a number", "rubbish"])
def test_what_a_killed_server_left_is_not_believed(folder: Path, left: str) -> None:
    cluster = cluster_in(folder)
    account = cluster.place.data.stat()
    with subprocess.Popen(["sleep", "60"], cwd="/", user=account.st_uid) as stranger:
        first = {"a living process": str(stranger.pid), "nothing": "", "half a number": "3"}
        text = first.get(left, "\0\0\0")
        rest = f"\n{cluster.place.data}\n1\n5432\n" if left == "a living process" else ""
        for file in (cluster.place.data / "postmaster.pid", _socket_lock(cluster)):
            file.write_text(text + rest)
            os.chown(file, account.st_uid, account.st_gid)
        with cluster.in_use():
            assert 0 in read(cluster)
        assert stranger.poll() is None
        stranger.kill()


def _socket_lock(cluster: Cluster) -> Path:
    return cluster.place.sockets / ".s.PGSQL.5432.lock"


def test_a_first_start_in_a_path_too_long_for_a_socket_after_one_that_crashed(ground: Path) -> None:
    made = ground / ("long " * 20) / "data of the desk"
    (made / "data.new" / "base").mkdir(parents=True)
    (made / "data.new" / "PG_VERSION").write_text("18\n")
    with cluster_in(made).in_use() as cluster:
        assert len(os.fsencode(cluster.place.sockets)) < places.LONGEST_SOCKET
        assert Cluster(made).url() == cluster.url()
        with psycopg.connect(cluster.url()) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("buckstop",)
        assert not (made / "data.new").exists()
    remove(made)
    cluster.place.sockets.rmdir()


def test_the_keeper_needs_no_more_than_the_standard_library() -> None:
    load = f"import runpy; runpy.run_path({keeper.__file__!r}, run_name='loaded')"
    subprocess.run([sys.executable, "-I", "-S", "-c", load], check=True)
