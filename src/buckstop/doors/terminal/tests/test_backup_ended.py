"""A backup that is ended before its end leaves no half of everything, and the key, behind."""

import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from buckstop.doors.terminal.tests.conftest import Run
from buckstop.doors.terminal.tests.test_founding import environment_of
from tests.database import TestDatabase

ENDLESS = """#!/bin/sh
case "$1" in --version) echo "postgres (PostgreSQL) 18.0"; exit 0;; esac
echo half; exec sleep 600
"""


@pytest.fixture
def started(
    test_database: TestDatabase, tmp_path: Path
) -> Callable[[Path], "subprocess.Popen[bytes]"]:
    """Begins a backup whose dump never ends, and waits until something is written."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("postgres", "initdb", "pg_dump"):
        (programs / name).write_text(ENDLESS)
        (programs / name).chmod(0o755)
    environment = environment_of(test_database.url, tmp_path / "data")
    environment |= {"BUCKSTOP_POSTGRES_BIN": str(programs), "PATH": "/usr/bin:/bin"}

    def start(target: Path) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "buckstop", "backup", str(target)]
        process = subprocess.Popen(command, env=environment)
        until = time.monotonic() + 60
        half = target.with_name(f".{target.name}.{process.pid}.half")
        while not (half.exists() and half.stat().st_size):
            assert process.poll() is None
            assert time.monotonic() < until, "nothing is written"
        return process

    return start


def halves(target: Path) -> list[Path]:
    return list(target.parent.glob(".*.half"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_ended_by_a_signal(
    transactional_db: None, started: Callable[[Path], "subprocess.Popen[bytes]"],
    tmp_path: Path, how: signal.Signals,
) -> None:  # fmt: skip
    process = started(tmp_path / "desk.backup")
    process.send_signal(how)
    assert process.wait(60) == 128 + how
    assert halves(tmp_path / "desk.backup") == []


def test_what_kill_9_left_is_removed_by_the_next_and_what_is_being_written_is_not(
    transactional_db: None, started: Callable[[Path], "subprocess.Popen[bytes]"],
    tmp_path: Path, run: Run,
) -> None:  # fmt: skip
    target = tmp_path / "desk.backup"
    killed, going_on = started(target), started(target)
    killed.kill()
    killed.wait()
    (other := tmp_path / ".another.backup.1.half").touch()
    assert len(halves(target)) == 3
    assert run("backup", target).returncode == 0
    assert zipfile.is_zipfile(target)
    assert sorted(halves(target)) == sorted([other, tmp_path / f".desk.backup.{going_on.pid}.half"])
    going_on.terminate()
    going_on.wait(60)
