"""The first start: whichever command comes first, wherever it is killed, the house is whole."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.test import Client

from buckstop.coverage.models import Roster, ServiceLevel
from buckstop.coverage.queries import buck
from buckstop.doors.terminal import founding, prepare
from buckstop.doors.terminal.tests.conftest import Run
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person
from tests.database import TestDatabase
from tests.forked import command

PREPARE = (
    "import buckstop.ready; from buckstop.doors.terminal import prepare; prepare.run(demo=False)"
)
LINK = re.compile(r"http://localhost:8000/enter/[\w-]+/")
BOSS = ("staff", "add", "admin@localhost", "--name", "Boss", "--role", "admin")


def environment_of(url: str, folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "BUCKSTOP_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "buckstop.settings",
    }


def roster_and_people(url: str) -> tuple[int, list[str]]:
    with psycopg.connect(url) as connection:
        [(rosters,)] = connection.execute("SELECT count(*) FROM coverage_roster").fetchall()
        people = connection.execute("SELECT email FROM people_person ORDER BY email").fetchall()
    return rosters, [email for (email,) in people]


def test_two_at_once_make_the_tables_of_an_empty_database(empty: str, tmp_path: Path) -> None:
    environment = environment_of(empty, tmp_path)
    both = [
        subprocess.Popen(
            [sys.executable, *typed], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for typed in (["-m", "buckstop", "migrate"], ["-c", PREPARE])
    ]  # fmt: skip
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert LINK.search(said[1][0])
    assert roster_and_people(empty) == (1, ["admin@localhost"])


def test_staff_add_is_enough_for_an_empty_database(empty: str, run: Run) -> None:
    added = run(*BOSS, DATABASE_URL=empty)
    assert (added.returncode, added.stderr) == (0, "")
    assert run("migrate", DATABASE_URL=empty).stdout == "The database is up to date.\n"
    again = run(*BOSS, DATABASE_URL=empty)
    assert (again.returncode, again.stderr) == (0, ""), "who never came in gets a fresh link"
    assert LINK.findall(added.stdout) != LINK.findall(again.stdout)
    assert roster_and_people(empty) == (1, ["admin@localhost"])


type Start = Callable[[], str]


@pytest.fixture
def start(test_database: TestDatabase, tmp_path: Path, transactional_db: None) -> Start:
    """What `serve` does first; answers what it printed."""
    environment = environment_of(test_database.url, tmp_path)

    def first() -> int:
        return prepare.run(demo=False)

    def started() -> str:
        ran = command(["serve"], environment, tmp_path, first)
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    return started


def test_a_start_that_was_killed_is_gone_on_with(start: Start) -> None:
    staff.add(name="Boss", email=founding.FIRST, role="admin", by=DESK, at=clock.now())
    assert LINK.search(start()), "killed before the link was printed"
    assert LINK.search(start()), "and again, since nobody has come in"
    assert (Roster.objects.count(), ServiceLevel.objects.count()) == (1, 1)
    Person.objects.update(last_login=clock.now())
    assert start() == ""
    assert Person.objects.count() == 1


def test_the_buck_stops_with_the_highest_who_is_there(start: Start) -> None:
    now = clock.now()
    for name, role in (("Ana", "front line"), ("Carla", "executive"), ("Bruno", "lead")):
        staff.add(name=name, email=f"{name}@halden.example", role=role, by=DESK, at=now)
    assert start() == "", "there is no admin whose link it could be"
    assert buck().name == "Carla"
    assert Person.objects.count() == 3


def test_without_anybody_at_the_desk_nothing_is_served(
    transactional_db: None, run: Run, test_database: TestDatabase
) -> None:
    staff.add(name="Tom", email="tom@halden.example", role="colleague", by=DESK, at=clock.now())
    for part in ("web", "worker", "mailbox"):
        ran = run(part)
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr == f"buckstop: {founding.UNFOUNDED}\n"
    readiness = Client().get("/readyz")
    assert readiness.status_code == 503
    assert founding.UNFOUNDED in readiness.content.decode()
    assert f"WRONG  desk        {founding.UNFOUNDED}" in run("doctor").stdout
    hint = run("migrate")
    assert (hint.returncode, hint.stdout) == (
        0,
        f"The database is up to date.\n{founding.UNFOUNDED}\n",
    )
    founding.found()
    assert Client().get("/readyz").status_code == 200


@pytest.mark.parametrize("workers", ["0", "-1", "many"])
def test_no_workers_are_refused_with_a_sentence(run: Run, workers: str) -> None:
    ran = run("serve", f"--workers={workers}")
    assert ran.returncode == 2
    assert f"it takes at least one worker, not {workers}" in ran.stderr


def test_a_full_disk_is_not_ready(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    founding.found()
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert Client().get("/readyz").status_code == 200
    monkeypatch.setattr("buckstop.doors.terminal.attached.free_bytes", lambda _: 1_000_000)
    readiness = Client().get("/readyz")
    assert readiness.status_code == 503
    assert "is full" in readiness.content.decode()
