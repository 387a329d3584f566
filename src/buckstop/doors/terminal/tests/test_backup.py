"""A backup holds everything, restores into an empty database only, and forgets what was erased."""

import zipfile
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from buckstop.auditor.marks import last
from buckstop.auditor.models import MarkName
from buckstop.auditor.settings import BACKUP_KEYS
from buckstop.configuration.actions.choosing import choose
from buckstop.conversations.actions.erasing import erase_customer, erase_person
from buckstop.coverage.actions import make_roster
from buckstop.doors.terminal.archive import reading
from buckstop.doors.terminal.sealed_backup import make_key
from buckstop.doors.terminal.tests.conftest import Run
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger import following
from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.actor import DESK
from buckstop.ledger.erasures import keep_list, list_of, read_list
from buckstop.ledger.models import Body
from buckstop.people.actions import customers, staff
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Customer, Person
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import answering

SECRET = b"Nothing moves since nine."
LETTER = (
    b"From: Ines <ines@nordbank.example>\r\nTo: help@localhost\r\nSubject: Transfers fail\r\n"
    b"Message-ID: <1@nordbank.example>\r\n\r\n" + SECRET + b"\r\n"
)


@pytest.fixture
def problem(transactional_db: None) -> Problem:
    now = clock.now()
    ana = staff.add(name="Ana", email="ana@halden.example", role="lead", by=DESK, at=now)
    make_roster(zone="UTC", buck_stops_with=ana, by=DESK, at=now)
    keep([Arrived("ines@nordbank.example", ("help@localhost",), LETTER)], at=now)
    receive(at=now)
    while following.drain(at=now):
        pass
    return Problem.objects.get()


def asked(url: str, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchall()


def ended(problem: Problem) -> None:
    """It is over."""
    now, case = clock.now(), problem.cases.get()
    owner = Problem.objects.get(pk=problem.pk).owner
    fixing.fix(problem, by=owner.actor(), at=now)
    fixing.confirm(case, by=answering(case), at=now)


def forget_all(problem: Problem) -> None:
    """Who wrote, for whom, and who owned it and has left, each erased."""
    now, case = clock.now(), problem.cases.get()
    otto = Person.objects.get(email="otto@halden.example")
    ownership.leave(otto, by=DESK, at=now)
    erase_customer(Customer.objects.get(), by=DESK, at=now)
    erase_person(Person.objects.get(pk=case.contact_id), by=DESK, at=now)
    erase_person(otto, by=DESK, at=now)


def test_everything_comes_back_and_what_was_erased_does_not(
    run: Run, problem: Problem, elsewhere: str, tmp_path: Path
) -> None:
    file = tmp_path / "desk.backup"
    now = clock.now()
    otto = staff.add(name="Otto Kern", email="otto@halden.example", role="lead", by=DESK, at=now)
    ownership.take(problem, by=otto.actor(), at=now)
    customers.add(name="Nordbank", by=DESK, at=now)
    other = LETTER.replace(b"Ines", b"Olga").replace(b"ines@", b"olga@").replace(b"<1@", b"<2@")
    keep([Arrived("olga@nordbank.example", ("help@localhost",), other)], at=now)
    receive(at=now)
    while following.drain(at=now):
        pass
    made = run("backup", file)
    assert (made.returncode, made.stderr) == (0, "")
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if "half" in path.name] == []
    ended(problem)
    forget_all(problem)
    keep_list(tmp_path, at=clock.now())
    assert "Ines" not in list_of(tmp_path).read_text()

    restored = run(
        "restore", file, "--erasures", list_of(tmp_path), "--data", tmp_path / "new",
        DATABASE_URL=elsewhere,
    )  # fmt: skip
    assert restored.returncode == 0, restored.stderr
    assert "Nothing was changed" in restored.stdout
    assert (problem.number,) in asked(elsewhere, "SELECT number FROM problems_problem")
    assert "1 customers who were erased since were erased again." in restored.stdout
    assert "2 people who were erased since were erased again." in restored.stdout
    assert asked(elsewhere, "SELECT text FROM ledger_body WHERE text ILIKE '%ines%'") == []
    named = "SELECT name FROM people_person UNION ALL SELECT name FROM people_customer"
    titled = "SELECT title FROM problems_problem UNION ALL SELECT title FROM problems_case"
    mailed = (
        "SELECT email FROM people_address UNION ALL SELECT said_as FROM conversations_message"
        " UNION ALL SELECT subject FROM conversations_message"
    )
    found = {str(one) for sql in (named, titled, mailed) for (one,) in asked(elsewhere, sql)}
    said_as = "Olga <olga@nordbank.example>"
    olga = {"Olga", "olga@nordbank.example", said_as, "Transfers fail"}
    assert found - olga == {"Ana", "(erased)", ""}
    assert olga <= found
    assert asked(
        elsewhere,
        "SELECT count(*) FROM problems_problem p JOIN people_person o"
        " ON o.id = p.owner_id WHERE o.erased_at IS NOT NULL",
    ) == [(0,)]
    states = "SELECT state, count(*) FROM outbox_delivery GROUP BY state ORDER BY state"
    assert asked(elsewhere, states) == [("dropped", 1), ("uncertain", 1)]
    [(marked,)] = asked(
        elsewhere, "SELECT count(*) FROM ledger_entry WHERE code = 'mail-uncertain'"
    )
    assert marked == 1
    old, new = (folder / "secret.key" for folder in (tmp_path / "data", tmp_path / "new"))
    assert old.read_text() == new.read_text()

    again = run("restore", file, DATABASE_URL=elsewhere)
    assert again.returncode == 1
    assert "This database isn't empty." in again.stderr


def test_an_interrupted_restore_lets_nobody_in_and_can_be_done_again(
    run: Run, problem: Problem, elsewhere: str, tmp_path: Path
) -> None:
    file = tmp_path / "desk.backup"
    assert run("backup", file).returncode == 0
    torn = tmp_path / "torn.backup"
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(torn, "w") as half:
        half.writestr("manifest.json", whole.read("manifest.json"))
        dump = whole.read("database.dump")
        half.writestr("database.dump", dump[: len(dump) * 2 // 3])
    failed = run("restore", torn, DATABASE_URL=elsewhere)
    assert failed.returncode == 1
    assert failed.stderr.startswith("buckstop: PostgreSQL's pg_restore failed: ")
    assert failed.stderr.count("\n") == 1
    refused = run("worker", DATABASE_URL=elsewhere)
    assert "A restore into this database was interrupted." in refused.stderr
    restored = run("restore", file, DATABASE_URL=elsewhere)
    assert (restored.returncode, restored.stderr) == (0, "")


def test_what_is_no_backup_is_refused(run: Run, elsewhere: str, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Hello.")
    with zipfile.ZipFile(tmp_path / "zip", "w") as other:
        other.writestr("hello", "Hello.")
    for name, says in (
        ("text", "is no whole backup"),
        ("zip", "is no backup of Buckstop"),
        ("nothing", "can't be read: No such file or directory"),
    ):
        ran = run("restore", tmp_path / name, DATABASE_URL=elsewhere)
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
        assert says in ran.stderr


def test_a_backup_that_is_there_is_not_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "desk.backup"
    file.write_text("yesterday's")
    ran = run("backup", file)
    assert (ran.returncode, file.read_text()) == (1, "yesterday's")
    assert run("backup", file, "--replace").returncode == 0
    assert zipfile.is_zipfile(file)
    nowhere = run("backup", tmp_path / "no folder" / "desk.backup")
    assert (nowhere.returncode, nowhere.stderr.count("\n")) == (1, 1)


def test_the_list_of_erasures_grows_by_what_is_new(problem: Problem, tmp_path: Path) -> None:
    now = clock.now()
    first, *others = Body.objects.order_by("pk")
    assert keep_list(tmp_path, at=now) == 0
    erase_bodies([first], on=problem, by=DESK, at=now)
    assert keep_list(tmp_path, at=now) == 1
    assert keep_list(tmp_path, at=now) == 0
    erase_bodies(others, on=problem, by=DESK, at=now)
    assert keep_list(tmp_path, at=now) == len(others)
    listed = {("", body.pk) for body in (first, *others)}
    assert set(read_list(list_of(tmp_path))) == listed
    connections.close_all()


def test_a_sealed_backup_is_drilled_with_its_key_alone(
    run: Run, problem: Problem, tmp_path: Path
) -> None:
    key, other, file = tmp_path / "key", tmp_path / "other", tmp_path / "kept" / "desk.backup"
    file.parent.mkdir()
    public = make_key(key)
    make_key(other)
    choose({BACKUP_KEYS: public}, on=found_house(by=DESK, at=clock.now()), by=DESK, at=clock.now())
    assert run("backup", file).stdout.endswith("It is sealed.\n")
    raw = file.read_bytes()
    assert (raw[:21], b"buckstop backup" in raw) == (b"age-encryption.org/v1", False)

    ended(problem)
    erase_person(Person.objects.get(name="Ines"), by=DESK, at=clock.now())
    (tmp_path / "data").mkdir(exist_ok=True)
    keep_list(tmp_path / "data", at=clock.now())
    drilled = run("backup", "drill", file.parent, "--key", key)
    assert drilled.returncode == 0, drilled.stderr
    assert "1 people who were erased since were erased again." in drilled.stdout
    assert "as many as were written" in drilled.stdout
    assert "Nothing was changed" in drilled.stdout
    assert "Proved: it can be restored" in drilled.stdout
    assert last(MarkName.DRILL)

    torn = bytearray(raw)
    torn[len(raw) // 2] ^= 1
    for broken in (raw[: len(raw) // 2], bytes(torn)):
        file.write_bytes(broken)
        with (
            pytest.raises(Stop, match="can't be read or written whole"),
            reading(file, key) as half,
        ):
            half.dump.read()
    file.write_bytes(raw)
    for named, says in ((other, "sealed for another key"), (None, "name the file of the private")):
        with pytest.raises(Stop, match=says), reading(file, named):
            raise AssertionError("it opened")
