"""The release before goes on with the tables of now: its own code, in a process of its own.

What migrations take away too soon, `tests/test_released.py` finds; here old code does its work.
Which that is, its tag says (`v…`). While no release has been made there is none, and this says so;
`OLD_CODE=COMMIT` tries any other commit of this repository.
"""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.database import TestDatabase
from tests.released import ROOT

OLD = "OLD_CODE"
WORKS = Path(__file__).parent / "old_code.py"


def git(*words: str) -> bytes:
    """What git says, or nothing where there is no repository."""
    try:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""


@pytest.fixture
def old_code(tmp_path: Path) -> Path:
    """The code of the release before, as it was."""
    tags = git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-v:refname").decode().split()
    commit = os.environ.get(OLD) or (tags[0] if tags else "")
    if not commit:
        pytest.skip(f"no release has been made yet (no tag v…); {OLD}=COMMIT tries another commit")
    packed = git("archive", commit, "src")
    if not packed:
        pytest.skip(f"{commit} isn't in this repository (a shallow clone?)")
    with tarfile.open(fileobj=BytesIO(packed)) as whole:
        whole.extractall(tmp_path / "old", filter="data")
    return tmp_path / "old" / "src"


@pytest.fixture
def of_now(test_database: TestDatabase) -> Iterator[str]:
    """The address of a database with the tables of now, as a newer `migrate` left it."""
    name = f"{test_database.name}_old_code"
    test_database.server.drop(name)
    test_database.server.create(name, test_database.template)
    yield name
    test_database.server.drop(name)


@pytest.mark.django_db
def test_the_release_before_goes_on_with_the_tables_of_now(
    old_code: Path, of_now: str, test_database: TestDatabase, tmp_path: Path
) -> None:
    ran = subprocess.run(
        [sys.executable, str(WORKS)],
        env=os.environ
        | {
            "DATABASE_URL": test_database.server.url(of_now),
            "BUCKSTOP_DATA": str(tmp_path / "data"),
            "DJANGO_SETTINGS_MODULE": "buckstop.settings",
            "PYTHONPATH": f"{old_code}{os.pathsep}{ROOT}",
            "BUCKSTOP_OLD_FOLDER": str(old_code),
        },
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "it went on" in ran.stdout
