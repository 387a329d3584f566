"""PostgreSQL of root's Buckstop runs under an account that nothing else runs under."""

import os
import pwd
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from buckstop.kit.postgres.account import NUMBERS, Account, account_for, hand_over, shared
from buckstop.kit.tests.postgres_world import cluster_in, read, remove, server_pid, write

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has others' accounts")


def said_to_nobody(url: str) -> str:
    """What PostgreSQL says when another account's process connects: a copy of this one."""
    answer, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            nobody = pwd.getpwnam("nobody")
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            psycopg.connect(url)
            os.write(tell, b"come in")
        except BaseException as refused:  # noqa: BLE001 - a copy of the test must not go on
            os.write(tell, str(refused).encode())
        os._exit(0)
    os.close(tell)
    os.waitpid(child, 0)
    with os.fdopen(answer) as said:
        return said.read()


@pytest.fixture
def desk() -> Iterator[Path]:
    """A data folder that every account can reach."""
    with tempfile.TemporaryDirectory(prefix="buckstop test ") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "desk"


def owners(tree: Path) -> set[int]:
    return {path.lstat().st_uid for path in [tree, *tree.rglob("*")]}


def test_it_has_a_number_of_its_own_and_keeps_it(desk: Path) -> None:
    with cluster_in(desk).in_use() as cluster:
        write(cluster, 1)
        number = Path(f"/proc/{server_pid(cluster)}").stat().st_uid
        assert number == pwd.getpwnam("buckstop").pw_uid if has_account() else number in NUMBERS
        assert number not in shared()
        assert owners(cluster.place.data) == {number}
        assert cluster.place.sockets.stat().st_uid == number
        assert cluster.place.sockets.stat().st_mode & 0o777 == 0o700
    found = account_for(desk)
    assert found is not None
    assert found.uid == number
    remove(desk)


def has_account() -> bool:
    try:
        return bool(pwd.getpwnam("buckstop"))
    except KeyError:
        return False


def test_a_folder_of_nobodys_is_taken_over(desk: Path) -> None:
    with cluster_in(desk).in_use() as cluster:
        write(cluster, 1)
        cluster.release(at_once=True)
    nobody = pwd.getpwnam("nobody")
    for tree in (cluster.place.data, cluster.place.sockets):
        hand_over(tree, Account(nobody.pw_uid, nobody.pw_gid, "nobody"))
    assert owners(cluster.place.data) == {nobody.pw_uid}
    with cluster_in(desk).in_use() as again:
        write(again, 2)
        assert read(again) == [1, 2]
        assert not owners(again.place.data) & {0, *shared()}
        assert len(owners(again.place.data)) == 1
    remove(desk)


def test_others_are_not_let_in_even_where_the_folder_is_open(desk: Path) -> None:
    with cluster_in(desk).in_use() as cluster:
        cluster.place.sockets.chmod(0o755)
        cluster.place.socket.chmod(0o777)
        for role in ("postgres", "buckstop_owner", "buckstop"):
            assert "Peer authentication failed" in said_to_nobody(cluster.url(role))
        with psycopg.connect(cluster.url()) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("buckstop",)
    remove(desk)
