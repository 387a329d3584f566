"""Marks outlive who made them, and say nothing after a crash of the machine."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from buckstop.kit import marks
from buckstop.kit.ids import uuid7
from buckstop.kit.marks import Marks, abandoned

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which start it is")


KILLED = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from buckstop.kit.marks import Marks
name, ada, bea = map(UUID, sys.argv[2:])
Marks.begin(Path(sys.argv[1]), name, [ada, bea]).set(bea, "u")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_leaves_its_marks(tmp_path: Path) -> None:
    name, ada, bea = uuid7(), uuid7(), uuid7()
    told = [str(tmp_path), str(name), str(ada), str(bea)]
    killed = subprocess.run([sys.executable, "-c", KILLED, *told], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert list(abandoned(tmp_path)) == [(name, {ada: " ", bea: "u"})]
    assert list(abandoned(tmp_path)) == []


def test_what_is_held_is_left_alone(tmp_path: Path) -> None:
    held = Marks.begin(tmp_path, uuid7(), [uuid7()])
    assert list(abandoned(tmp_path)) == []
    held.end()
    assert list(tmp_path.iterdir()) == []


def test_after_another_start_of_the_machine_marks_say_nothing(
    tmp_path: Path, monkeypatch: Any
) -> None:
    name = uuid7()
    Marks.begin(tmp_path, name, [uuid7()]).let_go()
    monkeypatch.setattr(marks, "_boot", lambda: "another")
    assert list(abandoned(tmp_path)) == [(name, None)]


def test_a_file_that_was_not_finished_is_removed(tmp_path: Path) -> None:
    (tmp_path / f"{uuid7().hex}.new").touch()
    assert list(abandoned(tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_who_fails_over_a_file_leaves_it(tmp_path: Path) -> None:
    Marks.begin(tmp_path, uuid7(), [uuid7()]).let_go()
    for _ in abandoned(tmp_path):
        break
    assert len(list(abandoned(tmp_path))) == 1
