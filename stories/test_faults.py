"""Whoever is killed, whenever: what was acknowledged is there once, and nothing is done twice.

For a longer run, outside the suite, which says whom it killed:

    FAULTS_MAILS=4000 FAULTS_IMAP=1000 FAULTS_KILLS=40 FAULTS_PATIENCE=900 \
        python -m pytest stories/test_faults.py -s -k kill_9_loses
"""

import asyncio
import os
import random
import signal
import smtplib
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from buckstop.configuration.secrets import _box_of
from stories.postmen import Postmen, letter, sender
from stories.sink import Moody, running
from stories.whole_house import A_COMMAND, WholeHouse, eventually, first_start, is_gone, whole_house
from tests.imap_server import FOLDER, PASSWORD, USER, ImapServer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes through /proc")

MAILS = int(os.environ.get("FAULTS_MAILS", "60"))
OVER_IMAP = int(os.environ.get("FAULTS_IMAP", "20"))  # mails besides, of an account elsewhere
PATIENCE = float(os.environ.get("FAULTS_PATIENCE", "120"))  # seconds until all was taken and read
KILLS = int(os.environ.get("FAULTS_KILLS", "4"))
VICTIMS = ("mailbox", "worker 1", "worker 2", "pages", "postgres", "keeper")

UNREAD = """
SELECT count(*) FROM incoming_intake WHERE done_at IS NULL AND next_try_at <= now()
"""
TITLES = "SELECT title FROM problems_problem"
DELIVERIES = """
SELECT replace(owner::text, '-', ''), state FROM outbox_delivery WHERE kind = 'letter'
"""
ACCOUNT = """
INSERT INTO incoming_mailaccount (id, host, port, security, "user", folder, address, "grant",
    secret, refresh, token_url, client_id, scope, takes_old, added_at, after, through, why)
VALUES (%s, '127.0.0.1', %s, 'none', %s, %s, 'help@localhost', 'password', %s, '', '', '', '',
    true, now(), 0, 0, '') RETURNING id
"""
FETCHED = "SELECT count(*) FROM incoming_accountmail WHERE done_at IS NOT NULL"
UNDONE = """
SELECT (SELECT count(*) FROM incoming_intake WHERE done_at IS NULL)
     + (SELECT count(*) FROM ledger_following WHERE done_at IS NULL)
     + (SELECT count(*) FROM outbox_delivery WHERE state IN ('pending', 'handing'))
"""
MISSES = """
SELECT count(*), count(DISTINCT convert_from(content, 'UTF8')::json->'fields'->>'commitment')
FROM ledger_entry WHERE code = 'news-missed'
"""
DUE = "SELECT count(*) FROM problems_commitment WHERE due < now() + interval '1 minute' * %s"


@pytest.fixture(scope="module")
def made() -> Path:
    """A data folder as the first `serve` leaves it."""
    return first_start()


@pytest.fixture
def relay() -> Iterator[tuple[Moody, int]]:
    """One that fails, stalls and hangs up, before it kept a mail and after it."""
    with running(Moody()) as one:
        yield one


def test_kill_9_loses_nothing_and_doubles_nothing(made: Path, relay: tuple[Moody, int]) -> None:
    kept, port = relay
    with whole_house(made, BUCKSTOP_RELAY=f"smtp://127.0.0.1:{port}") as house:
        house.open("--workers", "2")
        postmen = Postmen(house.mail_port, MAILS)
        postmen.start()
        with mail_account(house) as account:
            killed = storm(house, postmen)
            account.put(
                *(letter(MAILS + number).encode() for number in range(OVER_IMAP // 2, OVER_IMAP))
            )
            eventually(
                lambda: house.ask(FETCHED) == [(OVER_IMAP,)], "all of the account is here", PATIENCE
            )
        assert postmen.wait(PATIENCE), (
            f"{len(postmen.answered)} of {MAILS} were taken: {house.said()}"
        )
        assert house.process is not None
        assert house.process.poll() is None, house.said()
        eventually(lambda: house.ask(UNREAD) == [(0,)], "what came is read", PATIENCE)
        assert house.close() == 0
        print(f"killed {dict(killed)}; {postmen.repeated} tries again; answers {postmen.codes}")
        with house.cluster.in_use():
            later(house, minutes=10, rounds=30)  # the relay's bad moments pass
            every_mail_is_there_once(house)
            no_letter_left_twice(house, kept)
            every_promise_is_missed_once(house)
        verified = house.run("ledger", "verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        assert "Traceback" not in house.said(), house.said()


@contextmanager
def mail_account(house: WholeHouse) -> Iterator[ImapServer]:
    """An account elsewhere, with half of its mails; the house reads it."""
    server = ImapServer()
    server.start()
    server.put(*(letter(MAILS + number).encode() for number in range(OVER_IMAP // 2)))
    secret = _box_of(((house.folder / "secret.key").read_text().strip(),)).encrypt(
        PASSWORD.encode()
    )
    house.ask(ACCOUNT, uuid4(), server.port, USER, FOLDER, secret.decode())
    try:
        yield server
    finally:
        server.stop()


def storm(house: WholeHouse, postmen: Postmen, victims: Sequence[str] = VICTIMS) -> Counter[str]:
    """kill -9 at random instants while mail arrives, everybody at least once."""
    killed: Counter[str] = Counter()
    order = [*victims, *random.choices(victims, k=max(KILLS - len(victims), 0))]
    random.shuffle(order)
    for name in order:
        share = len(postmen.answered) + random.randint(1, max(MAILS // KILLS, 1))
        eventually(partial(postmen.have_delivered, min(share, MAILS)), "mail arrives", PATIENCE)
        eventually(partial(house.kill, name), f"there is a {name} to kill")
        killed[name] += 1
    return killed


def later(house: WholeHouse, minutes: float, rounds: int = 1) -> None:
    """What is due by then is done: leases of the killed have run out."""
    worker = house.work_ahead(minutes, rounds)
    worker.communicate(timeout=A_COMMAND)
    assert worker.returncode == 0


def every_mail_is_there_once(house: WholeHouse) -> None:
    titles = Counter(title for (title,) in house.ask(TITLES))
    assert titles == Counter(
        f"Nothing moves at site {number}" for number in range(MAILS + OVER_IMAP)
    )
    assert house.ask(UNDONE) == [(0,)]


def no_letter_left_twice(house: WholeHouse, kept: Moody) -> None:
    """What left and wasn't recorded shows as uncertain; nothing left that isn't on record."""
    left = Counter(str(mail.message["Message-ID"]).strip("<>").split(".")[0] for mail in kept.mails)
    known = dict(house.ask(DELIVERIES))
    assert [key for key, times in left.items() if times > 1 and key in known] == []
    states = Counter(known.values())
    print(f"letters: {dict(states)}; the relay {dict(kept.days)}")
    assert set(states) <= {"sent", "uncertain"}
    assert len(known) == MAILS + OVER_IMAP
    assert {key for key, state in known.items() if state == "sent"} <= set(left)
    assert {key for key in left if key in known} <= {
        key for key, state in known.items() if state in ("sent", "uncertain")
    }


def every_promise_is_missed_once(house: WholeHouse) -> None:
    """Two workers beside each other, a fortnight later; one is killed on the way."""
    fortnight = 14 * 24 * 60.0
    [(due,)] = house.ask(DUE, fortnight)
    assert due >= MAILS
    one, other = house.work_ahead(fortnight), house.work_ahead(fortnight)
    eventually(lambda: house.ask(MISSES)[0][0] > 0, "the first promises are missed")
    one.kill()
    one.wait()
    assert other.wait(A_COMMAND) == 0
    [(entries, commitments)] = house.ask(MISSES)
    assert entries == commitments >= MAILS


def test_the_database_away_is_a_451_and_then_it_is_back(made: Path) -> None:
    with whole_house(made) as house:
        house.open()
        postgres = house.victim("postgres")
        assert postgres is not None
        os.kill(house.process.pid if house.process else 0, signal.SIGSTOP)  # nobody restarts it
        house.kill("keeper")
        eventually(lambda: is_gone(postgres), "PostgreSQL is gone")
        with smtplib.SMTP("127.0.0.1", house.mail_port, timeout=60) as server:
            with pytest.raises(smtplib.SMTPDataError) as refused:
                server.sendmail(sender(1), ["help@localhost"], letter(1))
            assert refused.value.smtp_code == 451
            os.kill(house.process.pid if house.process else 0, signal.SIGCONT)
            eventually(house.cluster.answers, "PostgreSQL is back")
            server.sendmail(sender(1), ["help@localhost"], letter(1))
        eventually(lambda: house.ask(TITLES) == [("Nothing moves at site 1",)], "it is a problem")


def test_a_letter_whose_worker_dies_while_it_is_handed_over_is_uncertain(
    made: Path, relay: tuple[Moody, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, port = relay
    arrived, go_on = threading.Event(), threading.Event()
    keep = kept.handle_DATA

    async def keep_waiting(server: Any, session: Any, envelope: Any) -> str:
        answer = await keep(server, session, envelope)
        arrived.set()
        while not go_on.is_set():
            await asyncio.sleep(0.01)
        return answer

    monkeypatch.setattr(kept, "handle_DATA", keep_waiting)
    with whole_house(made, BUCKSTOP_RELAY=f"smtp://127.0.0.1:{port}") as house:
        house.open()
        Postmen(house.mail_port, 1, connections=1).start()
        assert arrived.wait(60)
        assert house.kill("worker 1")
        go_on.set()
        assert house.close() == 0
        with house.cluster.in_use():
            later(house, minutes=10)
            assert [state for _, state in house.ask(DELIVERIES)] == ["uncertain"]
            assert house.ask("SELECT count(*) FROM ledger_entry WHERE code = 'mail-uncertain'") == [
                (1,)
            ]
        assert len(kept.to(sender(0))) == 1


def test_kill_9_of_serve_leaves_nobody_behind_and_it_starts_again(made: Path) -> None:
    with whole_house(made) as house:
        house.open()
        parts = house.parts()
        assert sorted(parts) == ["auditor", "mailbox", "pages", "worker 1"]
        assert house.process is not None
        house.process.kill()
        house.process.wait()
        for pid in parts.values():
            eventually(partial(is_gone, pid), "it ends")
        house.open()  # PostgreSQL, which waits a while for the next user, serves on
        assert house.close() == 0


def test_kill_9_of_a_first_start_is_gone_on_with() -> None:
    with whole_house() as house:
        command = [sys.executable, "-m", "buckstop", "serve", "--port", "0", "--smtp-port", "0"]
        with house.says.open("ab") as says:
            first = subprocess.Popen(command, env=house.environment, stdout=says, stderr=says)
        made = "SELECT to_regclass('coverage_roster') IS NOT NULL"
        eventually(lambda: house.ask(made) == [(True,)], "the tables are being made")
        first.kill()
        first.wait()
        house.open()
        assert "First log-in, once" in house.said()
        assert house.ask("SELECT count(*) FROM people_person") == [(1,)]
        assert house.ask("SELECT count(*) FROM coverage_roster") == [(1,)]
        assert "Traceback" not in house.said()
        assert house.close() == 0
