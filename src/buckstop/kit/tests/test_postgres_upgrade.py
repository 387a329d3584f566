"""Data of Debian's PostgreSQL 15 for the installed one, killed at each step, and back in use."""

import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from buckstop.kit.postgres import upgrading
from buckstop.kit.postgres.places import Place
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.postgres.upgrading import steps
from buckstop.kit.tests.postgres_world import DEBIAN, cluster_in, eventually, read, write

pytestmark = pytest.mark.skipif(not DEBIAN.exists(), reason="needs Debian's PostgreSQL 15")


class Killed(BaseException):
    """As by kill -9, but for what must be cleaned up of the test."""


@pytest.fixture(scope="module")
def older(ground: Path) -> Iterator[Path]:
    """A folder whose data an older PostgreSQL made, with a row in them; nobody runs."""
    folder = ground / "older"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUCKSTOP_POSTGRES_BIN", str(DEBIAN))
        with cluster_in(folder).in_use() as cluster:
            write(cluster, 7)
        eventually(lambda: not cluster_in(folder).is_up(), "the server stops")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def place(older: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = older.with_name("copy of older")
    shutil.copytree(older, folder, symlinks=True, ignore=shutil.ignore_patterns("run"))
    uid = (older / "data").stat().st_uid
    for root, folders, files in os.walk(folder / "data"):
        for name in (*folders, *files, "."):
            os.chown(Path(root) / name, uid, uid)
    yield Place(folder)
    eventually(lambda: not cluster_in(folder).is_up(), "the server stops")
    shutil.rmtree(folder)


def quiet(said: str) -> None:
    del said


def upgraded(place: Place) -> list[int]:
    with cluster_in(place.folder).in_use() as cluster:
        return read(cluster)


def test_older_data_are_refused_with_the_command_that_helps(place: Place) -> None:
    with pytest.raises(DatabaseUnavailable, match="run `buckstop upgrade` once"):
        cluster_in(place.folder).attach()


def test_killed_at_every_step_it_is_only_run_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in ("_copy", "_compare", "flush_folder"):
        with monkeypatch.context() as patch:
            patch.setattr(steps, step, lambda *_: (_ for _ in ()).throw(Killed))
            with pytest.raises(Killed):
                upgrading.upgrade(place, quiet, copying=True)
        assert (place.data / "PG_VERSION").read_text().strip() == "15", step
    with monkeypatch.context() as patch:  # work goes on meanwhile; what was copied is stale
        patch.setenv("BUCKSTOP_POSTGRES_BIN", str(DEBIAN))
        with cluster_in(place.folder).in_use() as cluster:
            write(cluster, 8)
        eventually(lambda: not cluster_in(place.folder).is_up(), "the server stops")
    rename = Path.rename

    def once(path: Path, target: Path) -> Path:
        moved = rename(path, target)
        if path == place.data:
            raise Killed
        return moved

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", once)
        with pytest.raises(Killed):
            upgrading.upgrade(place, quiet, copying=True)
    with pytest.raises(DatabaseUnavailable, match="was interrupted: run `buckstop upgrade` again"):
        cluster_in(place.folder).attach()
    assert upgrading.upgrade(place, quiet)
    assert upgraded(place) == [7, 8]
    kept = next(place.folder.glob("data.before-*"))
    assert (kept / "PG_VERSION").read_text().strip() == "15"
    eventually(lambda: not cluster_in(place.folder).is_up(), "the server stops")
    assert not upgrading.upgrade(place, quiet)


@pytest.mark.skipif(os.geteuid() != 0, reason="gives the data to an account with a name")
def test_files_are_copied_where_the_account_has_a_name(place: Place) -> None:
    try:
        who = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("there is no account postgres")
    for root, folders, files in os.walk(place.folder):
        for name in (*folders, *files, "."):
            os.chown(Path(root) / name, who.pw_uid, who.pw_gid)
    said: list[str] = []
    assert upgrading.upgrade(place, said.append)
    assert "pg_upgrade" in said[0]
    assert upgraded(place) == [7]


def test_what_is_missing_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(steps, "DEBIANS", "/nowhere/{}")
        with pytest.raises(DatabaseUnavailable, match="name DIR with --programs"):
            upgrading.upgrade(place, quiet)
        patch.setattr(steps, "DEBIANS", f"{DEBIAN}")
        patch.setattr(steps, "free_bytes", lambda _: 1024**2)
        with pytest.raises(DatabaseUnavailable, match=r"needs \d+ MB .* where 1 MB are free"):
            upgrading.upgrade(place, quiet)
