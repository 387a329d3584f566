"""Part 2: a burst of mails becomes owned, acknowledged problems while two workers run.

Who owns it and what was acknowledged is what is committed: a running tenure, and the row of the
acknowledgement's delivery. Handing those over to the relay is counted besides.
"""

import time
from dataclasses import dataclass
from threading import Thread
from typing import Any

import psycopg

from bench import beside, house, load, machine, recorded
from bench.figures import Figure

COUNT = 5000
CONNECTIONS = 8
WORKERS = 2
TARGET = 200  # problems per second
LATER = 30  # seconds after the burst, when nothing may wait any more
PATIENCE = 300  # seconds until we give up

COUNTS = """
SELECT (SELECT count(*) FROM incoming_intake),
       (SELECT count(*) FROM problems_tenure WHERE ends_at IS NULL),
       (SELECT count(*) FROM outbox_delivery WHERE kind = 'letter'),
       (SELECT count(*) FROM outbox_delivery WHERE state = 'sent' AND kind = 'letter')
"""
WAITING = """
SELECT (SELECT count(*) FROM incoming_intake WHERE done_at IS NULL)
     + (SELECT count(*) FROM ledger_following WHERE done_at IS NULL)
     + (SELECT count(*) FROM outbox_delivery WHERE state IN ('pending', 'handing'))
"""
ONCE = """
SELECT count(*) FROM problems_problem p
JOIN problems_case c ON c.problem_id = p.id
JOIN conversations_message m ON m.case_id = c.id AND m.kind = 'acknowledgement'
JOIN outbox_delivery d ON d.owner = m.id
"""


@dataclass(frozen=True)
class Seen:
    """How far it was at a time, in seconds of the clock."""

    at: float
    accepted: int
    owned: int
    acknowledged: int
    sent: int


def measure() -> list[Figure]:
    """One burst into a small house."""
    with house.house("drained") as ours:
        return burst(ours)


def burst(ours: house.House) -> list[Figure]:
    """One burst, watched until nothing waits any more."""
    with beside.beside("bench.sink") as sink:
        ours.settings["BUCKSTOP_RELAY"] = f"smtp://127.0.0.1:{sink.port}"
        served = ours.serve(workers=WORKERS)
        watch = machine.Watch(
            {"ours": [served.pid], "postgres": [ours.postgres], "sink": [sink.pid]}
        )
        sent: dict[str, float] = {}
        asked = load.Load(served.smtp_port, COUNT, CONNECTIONS, True, "burst", False)
        sender = Thread(target=lambda: sent.update(load.send(asked)))
        sender.start()
        with ours.connect() as connection:
            history, waiting = _follow(connection, sent)
            cpu = watch.stop()
            once = _one(connection, ONCE)
        sender.join()
    return _figures(history, sent, waiting, cpu, once)


def _one(connection: "psycopg.Connection[Any]", query: str) -> int:
    row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0


def _follow(
    connection: "psycopg.Connection[Any]", sent: dict[str, float]
) -> tuple[list[Seen], int]:
    """Look twice a second until all have left; also how much waited LATER after the burst."""
    history: list[Seen] = []
    waiting: int | None = None
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        row = connection.execute(COUNTS.encode()).fetchone()
        assert row is not None
        history.append(Seen(time.time(), *row))
        if waiting is None and sent and time.time() > sent["ended"] + LATER:
            waiting = _one(connection, WAITING)
        if history[-1].sent >= COUNT and sent:
            break
        time.sleep(0.5)
    if waiting is None:  # it was over before
        waiting = _one(connection, WAITING)
    return history, waiting


def _reached(history: list[Seen], name: str) -> float:
    """When the count called `name` first held everything; the end where it never did."""
    times = (seen.at for seen in history if getattr(seen, name) >= COUNT)
    return next(times, history[-1].at)


def _figures(
    history: list[Seen],
    sent: dict[str, float],
    waiting: int,
    cpu: dict[str, float],
    once: int,
) -> list[Figure]:
    if once != COUNT:
        raise SystemExit(f"{COUNT} mails became {once} acknowledged problems")
    began, ended = sent["began"], sent["ended"]
    rate = {name: COUNT / (_reached(history, name) - began) for name in ("owned", "acknowledged")}
    left = COUNT / (_reached(history, "sent") - began)
    each = {f"ms_cpu_{name}": value * 1000 / COUNT for name, value in cpu.items() if name != "wall"}
    more = {"history": [vars(seen) for seen in history], "cpu": cpu, "load": sent, **each}
    part = "drained"
    return [
        Figure(part, f"burst of {COUNT:,} accepted", COUNT / (ended - began), "mails/s", "more"),
        Figure(part, "owned", rate["owned"], "problems/s", "more"),
        Figure(
            part, "owned and acknowledged", rate["acknowledged"], "problems/s", "more", TARGET,
            peers=recorded.MAILS_PER_SECOND, more=more,
        ),
        Figure(part, "acknowledgement handed to the relay", left, "mails/s", "more"),
        Figure(part, f"waiting {LATER} s after the burst", waiting, "rows", "less", 0),
        Figure(
            part, "processor time of ours and of PostgreSQL for each",
            each["ms_cpu_ours"] + each["ms_cpu_postgres"], "ms",
        ),
    ]  # fmt: skip
