"""Part 3: 10,000 promises of news fall due in the same minute; two workers act on all of them."""

import time
from math import inf
from typing import Any

import psycopg

from bench import beside, growing, house, machine
from bench.figures import Figure

COUNT = 10_000
WORKERS = 2
TARGET = 20  # seconds until the last one was acted on
PATIENCE = 300

MISSED = "SELECT count(*) FROM problems_commitment WHERE due = %s AND state = 'missed'"
TWICE = """
SELECT (SELECT count(*) FROM (
           SELECT FROM ledger_entry WHERE code = 'news-missed'
           GROUP BY chain_id HAVING count(*) <> 1
       ) AS chains) + (SELECT count(*) FROM (
           SELECT FROM problems_commitment WHERE follows_id IS NOT NULL
           GROUP BY follows_id HAVING count(*) <> 1
       ) AS missed) + abs(%s - (SELECT count(*) FROM ledger_entry WHERE code = 'news-missed'))
"""
TOLD = """
SELECT (SELECT count(*) FROM outbox_delivery WHERE state = 'sent' AND kind = 'letter'),
       (SELECT count(*) FROM ledger_following WHERE done_at IS NULL)
"""


def measure() -> list[Figure]:
    """All due at one instant, while two workers wait for it."""
    with beside.beside("bench.sink") as sink, house.house("clock") as ours:
        ours.settings["BUCKSTOP_RELAY"] = f"smtp://127.0.0.1:{sink.port}"
        due = growing.soon(90)
        with ours.connect() as connection:
            growing.grow(connection, growing.Grown(COUNT, COUNT, due, young=True))
            served = ours.serve(workers=WORKERS)
            late = due.timestamp() - time.time()
            if late < 1:
                raise SystemExit(f"this machine was {1 - late:.0f} s too slow to be ready in time")
            time.sleep(late)
            watch = machine.Watch({"ours": [served.pid], "postgres": [ours.postgres]})
            acted = _until(connection, MISSED, [due], due.timestamp())
            cpu = watch.stop()
            told = _told(connection, due.timestamp())
            twice = connection.execute(TWICE.encode(), [COUNT]).fetchone()
    return [
        Figure("clock", f"{COUNT:,} due at once, all acted on after", acted, "s", "less", TARGET,
               more={"cpu": cpu}),
        Figure("clock", "acted on twice or not at all", twice[0] if twice else inf, "", "less", 0),
        Figure("clock", "and every customer told after", told, "s"),
    ]  # fmt: skip


def _until(
    connection: "psycopg.Connection[Any]", query: str, values: list[Any], since: float
) -> float:
    """Seconds from `since` until the query counts COUNT."""
    while time.time() - since < PATIENCE:
        row = connection.execute(query.encode(), values).fetchone()
        if row and row[0] == COUNT:
            return time.time() - since
        time.sleep(0.25)
    raise SystemExit(f"after {PATIENCE} s only {row and row[0]} of {COUNT} were acted on")


def _told(connection: "psycopg.Connection[Any]", since: float) -> float:
    """Seconds until the mail to each customer has left; how long that takes has no target."""
    while time.time() - since < PATIENCE:
        row = connection.execute(TOLD.encode()).fetchone()
        if row and row[0] >= COUNT and row[1] == 0:
            return time.time() - since
        time.sleep(1)
    return float("inf")
