"""The primary of three PostgreSQL servers is killed under load, fifty times: nothing acknowledged
is lost, nothing is there twice, and everything has one owner.

`FAILOVERS=3 python -m bench failover` is a shorter one, `FAILOVER_MINUTES=10` ends it in time;
`FAILOVER_KEEP=1` prints what the house said.
"""

import os
import random
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg

from bench import house
from bench.failing.patience import pause, wait_for
from bench.failing.patroni import UnderPatroni
from bench.failing.servers import Servers
from bench.failing.streams import Streams
from bench.failing.writers import Writers
from bench.figures import Figure

TIMES = int(os.environ.get("FAILOVERS", "50"))
MINUTES = float(os.environ.get("FAILOVER_MINUTES", "inf"))  # after which no more begin
RESUMED = 20  # acknowledged after a fail-over, before the next
PATIENCE = 300.0  # seconds for what came to be read
KEYS, WORKERS, STREAMS = 2, 2, 5
P95_SECONDS = 10.0

TITLES = "SELECT title, count(*) FROM problems_problem GROUP BY title"
OWNERS = """
SELECT count(*) FROM problems_problem p WHERE 1 <> (
    SELECT count(*) FROM problems_tenure t WHERE t.problem_id = p.id AND t.ends_at IS NULL)
"""
UNREAD = "SELECT count(*) FROM incoming_intake WHERE done_at IS NULL"


class Drill:
    """Servers, a house on them, and who writes to it."""

    def __init__(self, folder: Path, undo: ExitStack) -> None:
        by_patroni = os.environ.get("FAILOVER_BY") == "patroni"
        self.servers = UnderPatroni(folder) if by_patroni else Servers(folder)
        undo.callback(self.servers.stop)
        self.servers.make()
        self.house = house.House.at(folder / "house")
        self.house.settings["DATABASE_URL"] = self.servers.url()
        undo.callback(self.house.stop)
        self.says = folder / "says"
        self.gaps: list[float] = []

    def open(self) -> Writers:
        """Serve, and have somebody at the desk."""
        self.house.run("buckstop", "migrate")
        self.house.run("bench.cast")
        keys = self.house.run("bench.keys", str(KEYS)).split()
        [cookie] = self.house.run("bench.session").split("\n")[:1]
        port, mail_port = house.free_port(), house.free_port()
        ports = ["--port", str(port), "--smtp-port", str(mail_port), "--workers", str(WORKERS)]
        with self.says.open("ab") as says:
            served = subprocess.Popen(
                [sys.executable, "-m", "buckstop", "serve", *ports],
                env=self.house.environment, stdout=says, stderr=says,
            )  # fmt: skip
        self.house.processes.append(served)
        wait_for(lambda: "is ready" in self.says.read_text(), "it did not become ready")
        self.streams = Streams(port, cookie, STREAMS)
        return Writers(mail_port, port, keys, cookie)

    def fail_over(self, writers: Writers) -> None:
        """Kill the primary, promote another, go on, and bring the killed one back."""
        pause(random.random())
        dead, killed = self.servers.primary, time.time()
        self.servers.kill(dead)
        self.servers.promote_the_furthest()
        promoted = time.time()
        wait_for(
            lambda: len(writers.since(promoted)) >= RESUMED, "nobody was told of anything any more"
        )
        self.gaps.append(writers.since(promoted)[0] - killed)
        self.streams.all_heard_since(killed)
        self.servers.bring_back(dead)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What the primary of now has."""
        with psycopg.connect(
            self.servers.url("postgres", "?target_session_attrs=read-write"), autocommit=True
        ) as connection:
            return connection.execute(sql).fetchall()

    def settle(self) -> None:
        """Until all that came is read."""
        until = time.monotonic() + PATIENCE
        while self.ask(UNREAD) != [(0,)]:
            if time.monotonic() > until:
                raise SystemExit("what came was not read in time")
            pause(0.5)


def measure() -> list[Figure]:
    """All of it, and the count at the end."""
    with house.folder("failover") as folder, ExitStack() as undo:
        drill = Drill(folder, undo)
        writers = drill.open()
        writers.start()
        undo.callback(writers.stop)
        until = time.monotonic() + 60 * MINUTES
        for number in range(TIMES):
            if time.monotonic() > until:
                break
            drill.fail_over(writers)
            told = f"{number + 1} of {TIMES}: {drill.gaps[-1]:.1f} s, {len(writers.acknowledged):,}"
            print(told, file=sys.stderr, flush=True)
        writers.stop()
        drill.settle()
        titles: dict[str, int] = dict(drill.ask(TITLES))
        ownerless = drill.ask(OWNERS)[0][0]
        drill.house.run("buckstop", "ledger", "verify")  # ends the bench where it fails
        broken = drill.streams.broken
        tracebacks = drill.says.read_text().count("Traceback")
        if os.environ.get("FAILOVER_KEEP"):
            print(drill.says.read_text(), file=sys.stderr)
    lost = [title for title in writers.acknowledged if title not in titles]
    twice = [title for title, count in titles.items() if count != 1]
    print(f"answers {dict(writers.answers)}; {drill.servers.rebuilt}", file=sys.stderr)
    print(f"wrong: {writers.wrong[:5]}", file=sys.stderr)
    more = {"answers": dict(writers.answers), "rebuilt": drill.servers.rebuilt}
    part, gaps = "failover", sorted(drill.gaps)
    return [
        Figure(part, "fail-overs under load", len(gaps), "", more=more),
        Figure(part, "acknowledged meanwhile", len(writers.acknowledged), "", "more"),
        Figure(part, "of these lost", len(lost), "", "less", 0),
        Figure(part, "problems there twice", len(twice), "", "less", 0),
        Figure(part, "problems without exactly one owner", ownerless, "", "less", 0),
        Figure(part, "answers that were neither done nor “try again”", len(writers.wrong), "",
               "less", 0),
        Figure(part, "tracebacks in the logs", tracebacks, "", "less", 0),
        Figure(part, "live streams that broke off", broken, "", "less", 0),
        Figure(part, "until something is acknowledged again, p50", statistics.median(gaps), "s"),
        Figure(part, "the same, p95", gaps[int(len(gaps) * 0.95)], "s", "less", P95_SECONDS),
        Figure(part, "the same, the longest", gaps[-1], "s"),
    ]  # fmt: skip
