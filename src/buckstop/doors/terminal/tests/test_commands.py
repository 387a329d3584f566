"""What operators type, and what they get: a line each, the right exit code, never a traceback."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from buckstop.auditor.marks import mark
from buckstop.auditor.models import MarkName
from buckstop.coverage.actions import make_roster
from buckstop.doors.terminal import founding
from buckstop.doors.terminal.arguments import parser
from buckstop.doors.terminal.tests.conftest import Run
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.kit import clock
from buckstop.kit.running import keep_running_at
from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import Delivery
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.people.actions import staff
from buckstop.problems.models import Problem
from tests.database import TestDatabase

LETTER = (
    b"From: Ines <ines@nordbank.example>\r\nTo: help@localhost\r\nSubject: Transfers fail\r\n"
    b"Message-ID: <1@nordbank.example>\r\n\r\nNothing moves since nine.\r\n"
)

TYPO = "BUCKSTOP_" + "ADRESSES"


@pytest.fixture
def problem(transactional_db: None) -> Problem:
    """A mail became a problem, and its sender has been answered."""
    now = clock.now()
    ana = staff.add(name="Ana", email="ana@halden.example", role="lead", by=DESK, at=now)
    make_roster(zone="UTC", buck_stops_with=ana, by=DESK, at=now)
    keep([Arrived("ines@nordbank.example", ("help@localhost",), LETTER)], at=now)
    receive(at=now)
    while following.drain(at=now):
        pass
    assert deliver(Smtp(lambda *_: Outcome(Came.ACCEPTED, 250, "taken")), at=now) == 1
    return Problem.objects.get()


def changed(database: TestDatabase, *statements: str) -> None:
    """What only somebody who owns the database can do: by hand, past the triggers."""
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        for table in ("ledger_entry", "ledger_chain", "outbox_attempt"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            connection.execute(statement)


def test_staff_and_keys(transactional_db: None, run: Run) -> None:
    added = run("staff", "add", "ana@halden.example", "--name", "Ana Ruiz", "--role", "front line")
    assert (added.returncode, added.stderr) == (0, "")
    assert "http://localhost:8000/enter/" in added.stdout
    again = run("staff", "add", "ana@halden.example", "--name", "Ana", "--role", "lead")
    said = "buckstop: ana@halden.example is already a member of staff.\n"
    assert (again.returncode, again.stdout, again.stderr) == (1, "", said)
    made = run("key", "add", "monitoring", "--scope", "read")
    assert made.stdout.startswith("bk_")
    assert len(made.stdout.split()) == 1
    assert "read   monitoring  (never used)" in run("key", "list").stdout
    gone = run("key", "withdraw", "monitoring")
    assert (gone.returncode, gone.stdout) == (0, "“monitoring” opens nothing any more.\n")
    assert run("key", "list").stdout == ""
    assert (
        "No key that opens is called “monitoring”." in run("key", "withdraw", "monitoring").stderr
    )


@pytest.mark.django_db(transaction=True)
def test_the_link_leads_to_where_the_house_runs(run: Run, problem: Problem, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    keep_running_at(tmp_path / "data", "http://localhost:8104")
    added = run("staff", "add", "mei@halden.example", "--name", "Mei Tan", "--role", "lead")
    assert "http://localhost:8104/enter/" in added.stdout


def test_verify_says_that_nothing_was_changed(run: Run, problem: Problem) -> None:
    every = run("ledger", "verify")
    assert (every.returncode, every.stderr) == (0, "")
    assert every.stdout.startswith("Nothing was changed: ")
    assert "1 head of chains" in every.stdout
    assert run("ledger", "verify", problem.ref).returncode == 0
    other = run("ledger", "verify", "P-9")
    assert (other.returncode, other.stderr) == (1, "buckstop: There is no problem P-9.\n")


def test_verify_names_the_entry_that_was_changed(
    run: Run, problem: Problem, test_database: TestDatabase
) -> None:
    changed(
        test_database,
        f"UPDATE ledger_entry SET content = content || ' ' WHERE number = 2"
        f" AND chain_id = '{problem.chain_id}'",
    )
    found = run("ledger", "verify")
    assert found.returncode == 1
    assert found.stdout == f"Changed: entry 2 of {problem.ref}: what it says was changed.\n"


def test_verify_sees_by_the_mails_that_left_that_a_chain_was_made_anew(
    run: Run, problem: Problem, test_database: TestDatabase
) -> None:
    changed(test_database, "UPDATE outbox_attempt SET chain_head = sha256('another')")
    found = run("ledger", "verify")
    assert found.returncode == 1
    assert "a mail that left holds another hash for it" in found.stdout


def test_verify_sees_by_the_mails_that_left_that_a_chain_was_cut(
    run: Run, problem: Problem, test_database: TestDatabase
) -> None:
    last = f"SELECT * FROM ledger_entry WHERE chain_id = '{problem.chain_id}' AND number = 1"
    changed(
        test_database,
        f"DELETE FROM ledger_following WHERE chain_id = '{problem.chain_id}'",
        "DELETE FROM notices_notice",
        f"DELETE FROM ledger_entry WHERE chain_id = '{problem.chain_id}' AND number > 1",
        f"UPDATE ledger_chain SET length = 1, head = e.hash, last_at = e.at FROM ({last}) e"
        f" WHERE ledger_chain.id = '{problem.chain_id}'",
    )
    found = run("ledger", "verify")
    assert found.returncode == 1
    assert "a mail that left holds its hash, and it is no longer there" in found.stdout


def test_an_export_verifies_with_the_program_beside_it(
    run: Run, problem: Problem, tmp_path: Path
) -> None:
    folder = tmp_path / "for Ines"
    written = run("ledger", "export", problem.ref, "--to", folder)
    assert (written.returncode, written.stderr) == (0, "")
    assert "Nothing moves since nine." in (folder / f"{problem.ref}.json").read_text()
    command = [sys.executable, "-I", "export_verifier.py", f"{problem.ref}.json"]
    checked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    other = run("ledger", "export", problem.ref, "--case", "tom@elsewhere.example")
    said = f"buckstop: {problem.ref} has no case of tom@elsewhere.example.\n"
    assert (other.returncode, other.stderr) == (1, said)


def ill(ran: "subprocess.CompletedProcess[str]") -> list[str]:
    """What the doctor finds wrong; but that the tests' own server doesn't wait for its disk."""
    lines = [line for line in ran.stdout.splitlines() if line.startswith("WRONG")]
    return [what for line in lines if (what := line[6:19].strip()) != "settings"]


def test_the_doctor_looks_at_everything_and_mends_what_is_safe(
    run: Run, problem: Problem, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as relay:
        port = relay.getsockname()[1]
    sick = run("doctor", BUCKSTOP_RELAY=f"smtp://127.0.0.1:{port}")
    assert sick.returncode == 1
    assert ill(sick) == ["mail relay", "worker", "auditor"]  # none runs here
    told = {line[6:19].strip() for line in sick.stdout.splitlines() if line[0] != " "}
    assert {
        "version", "disk", "inodes", "data folder", "secret key", "languages", "certificate",
        "database", "tables", "extensions", "settings", "upkeep", "replicas", "clock",
        "mail domain", "mail in", "mail out", "reactions",
    } <= told  # fmt: skip
    assert "→ See whether it runs, and whether a firewall lets us there." in sick.stdout
    Delivery.objects.update(state="uncertain")
    mark(MarkName.AUDITOR, clock.now())
    mark(MarkName.WORKER, clock.now())
    key = tmp_path / "data" / "secret.key"
    key.chmod(0o644)
    half = key.with_suffix(".key.999999999")
    half.touch()
    bare = run("doctor", BUCKSTOP_DEMO="1")
    assert ill(bare)[:2] == ["secret key", "left behind"]
    assert "mail out" in ill(bare)
    assert "1 that a person must look at" in bare.stdout
    assert bare.stdout.count("`buckstop doctor --fix` does it.") == 2
    Delivery.objects.update(state="sent")
    mark(MarkName.AUDITOR, clock.now())
    mark(MarkName.WORKER, clock.now())
    mended = run("doctor", "--fix", BUCKSTOP_DEMO="1")
    assert mended.stdout.count("\nfixed") == 2
    assert (key.stat().st_mode & 0o777, half.exists()) == (0o600, False)
    assert set(ill(mended)) <= {"worker", "auditor"}, "a machine may be too busy for its marks"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"BUCKSTOP_" + "ADRESSES": "a@b"}, "Did you mean BUCKSTOP_ADDRESSES?"),
        ({"BUCKSTOP_MESSAGE_LIMIT": "big"}, "BUCKSTOP_MESSAGE_LIMIT must be a whole number"),
        ({"BUCKSTOP_ZONE": "Mars/North"}, "BUCKSTOP_ZONE: There is no time zone “Mars/North”"),
        ({"BUCKSTOP_ADDRESSES": "help"}, "BUCKSTOP_ADDRESSES: “help” is no mail address."),
        ({"BUCKSTOP_URL": "desk.example.org"}, "BUCKSTOP_URL must begin with http"),
        ({"BUCKSTOP_RELAY": "mail.example.org"}, "The mail relay must read smtp://host:port"),
        ({"BUCKSTOP_DEMO": "yes"}, "BUCKSTOP_DEMO must be 0 or 1"),
        ({"DATABASE_URL": "mysql://ana:geheim@db/x"}, "DATABASE_URL can't be read"),
        ({"DATABASE_URL": "postgresql://ana:geheim@localhost:1/x"}, "can't be reached"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
def test_what_is_wrong_with_the_settings_is_one_line(
    run: Run, settings: dict[str, str], says: str
) -> None:
    ran = run("serve", "--port", "0", "--smtp-port", "0", **settings)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert len(ran.stderr.splitlines()) == 1, ran.stderr
    assert says in ran.stderr
    assert "geheim" not in ran.stderr


@pytest.mark.parametrize("key", [b"", b"\0" * 64, b"\n", b"short", b"\xff" * 40])
def test_a_key_that_was_lost_is_one_line(run: Run, tmp_path: Path, key: bytes) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret.key").write_bytes(key)
    ran = run("serve", "--port", "0", "--smtp-port", "0")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert len(ran.stderr.splitlines()) == 1, ran.stderr
    assert "secret.key is damaged: it holds no key. Put the one from a backup there" in ran.stderr


def test_a_taken_port_is_one_line(transactional_db: None, run: Run) -> None:
    founding.found()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command, option, *more in (
            ("serve", "--port"),
            ("serve", "--smtp-port", "--port", 0),  # whoever runs one beside has the usual port
            ("web", "--port"),
            ("mailbox", "--smtp-port"),
        ):
            ran = run(command, *more, option, port)
            assert ran.returncode == 1
            assert ran.stderr == (
                f"buckstop: Cannot listen on port {port} of 127.0.0.1: it is taken by another "
                f"program; choose another with {option}.\n"
            )


def test_an_older_or_newer_database_is_refused(
    transactional_db: None, run: Run, test_database: TestDatabase
) -> None:
    changed(test_database, "DELETE FROM django_migrations WHERE app = 'notices'")
    older = run("worker")
    assert (older.returncode, older.stderr.count("\n")) == (1, 1)
    assert "Run `buckstop migrate` first." in older.stderr
    changed(
        test_database,
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('ledger', '0999_from_later', now())",
    )
    newer = run("worker")
    assert (newer.returncode, newer.stderr.count("\n")) == (1, 1)
    assert "a newer Buckstop than this one" in newer.stderr


def test_help_reads_well_and_shows_what_there_is(run: Run) -> None:
    top = run("--help")
    assert top.returncode == 0
    for name in ("serve", "migrate", "staff", "key", "ledger", "doctor", "backup", "restore"):
        assert f"\n    {name} " in top.stdout
    assert "prepare" not in top.stdout
    assert run("frobnicate").returncode == 2
    assert run("serve", "--port", "many").returncode == 2
    said = " ".join(run("ledger", "verify", "--help").stdout.split())
    assert "Ends with 1, and what was changed" in said


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"Buckstop \d+\.\d+\.\d+\n", capsys.readouterr().out)
