"""Part: who is exposed over 100,000 customers, a storm of signals, the status page."""

import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

from bench import house, killed, load, machine, told
from bench.figures import Figure

PART = "foresight"
SERVICES, CUSTOMERS = 5_000, 100_000

# 5,000 services, each of which needs the one before it in its row of twenty; 100,000 customers who
# use three of them each.
FILL = """
SET session_replication_role = replica;
CREATE TEMP TABLE new_service AS SELECT n, gen_random_uuid() AS id
FROM generate_series(1, {services}) n;
INSERT INTO services_service (id, chain_id, key, name, about, quiet_minutes)
SELECT id, gen_random_uuid(), 's' || n, 'Service ' || n, '', 15 FROM new_service;
INSERT INTO services_dependency (id, service_id, on_id, since)
SELECT gen_random_uuid(), a.id, b.id, now() - interval '1 year'
FROM new_service a JOIN new_service b ON b.n = a.n - 1 WHERE a.n % 20 <> 1;
CREATE TEMP TABLE new_customer AS SELECT n, gen_random_uuid() AS id
FROM generate_series(1, {customers}) n;
INSERT INTO people_customer (id, chain_id, name, zone, tier, language, private, created_at)
SELECT id, gen_random_uuid(), 'Customer ' || n, '', '', '', false, now() FROM new_customer;
INSERT INTO services_use (id, service_id, customer_id, site, plan, matters, since)
SELECT gen_random_uuid(), s.id, c.id, '', '', (c.n + k) % 3, now() - interval '1 year'
FROM new_customer c, generate_series(0, 2) k
JOIN new_service s ON true WHERE s.n = 1 + (c.n * 7 + k * 1663) % {services};
RESET session_replication_role;
ANALYZE;
"""


STORM = 60  # seconds
CONNECTIONS = 48
MAILS = 1_500
ALONE = 3  # times before the storm, and as often after it


@dataclass(frozen=True)
class Storm:
    """What came of it: what the storm said of itself, mails a second alone and beside it, and who
    spent how many seconds of processor meanwhile."""

    said: dict[str, float]
    alone: float
    beside: float
    spent: dict[str, float]


def _rate(smtp: int, run: str) -> float:
    return load.send(load.Load(smtp, MAILS, 8, True, run, True))["rate"]


def storm(ours: house.House) -> Storm:
    """Signals a little faster than the target over HTTP, and mails as fast as they go beside."""
    secret = ours.run("bench.storm_source").split()[-1]
    port = house.free_port()
    web = ours.start("web", "--port", str(port))
    mailbox, smtp = ours.start_mailbox()
    house.wait_for(lambda: killed.listens(port), "the pages did not answer")
    alone = [_rate(smtp, f"before{n}") for n in range(ALONE)]
    watch = machine.Watch({"pages": [web], "mailbox": [mailbox], "postgres": [ours.postgres]})
    asked = [str(port), secret, str(STORM), str(CONNECTIONS)]
    sender = subprocess.Popen(
        [sys.executable, "-m", "bench.storming", *asked], stdout=subprocess.PIPE, text=True
    )
    beside: list[float] = []
    until = time.monotonic() + STORM - 5
    while time.monotonic() < until:
        beside.append(_rate(smtp, f"beside{len(beside)}"))
    said: dict[str, float] = json.loads(sender.communicate()[0])
    spent = watch.stop() | {"storm": said["cpu"]}
    alone += [_rate(smtp, f"after{n}") for n in range(ALONE)]
    with ours.connect() as connection:
        row = connection.execute(
            "SELECT count(*) FROM signals_arrival AS a JOIN signals_source AS s ON s.id ="
            " a.source_id WHERE s.name = 'Storm over HTTP'"
        ).fetchone()
    if row is None or row[0] != said["accepted"]:
        raise SystemExit(f"{said['accepted']} signals were accepted, but {row} are kept")
    return Storm(said, statistics.median(alone), statistics.median(beside), spent)


def measure() -> list[Figure]:
    """All of it in front of one database, in one process."""
    with house.house("foresight") as ours:
        with ours.connect() as connection:
            connection.execute(FILL.format(services=SERVICES, customers=CUSTOMERS).encode())
            connection.commit()
        said = json.loads(ours.run("bench.foreseeing").splitlines()[-1])
        blown = storm(ours)
    outreach, lost = told.measure(), killed.measure()
    who = f"{SERVICES:,} services, {CUSTOMERS:,} customers"
    return [
        Figure(PART, f"{who}: who is exposed to one, p95", said["exposed"], "ms", "less", 50),
        Figure(PART, f"{who}: how many are, p95", said["counted"], "ms", "less", 50),
        Figure(PART, f"signals over HTTP for {STORM} s", blown.said["rate"], "/s", "more", 1_000,
               more={"cpu": blown.spent}),
        Figure(PART, "mail beside that storm", blown.beside, "/s", "more", 0.8, of_ratio=True,
               floor=blown.alone, floor_is="alone", ratio=blown.beside / blown.alone),
        Figure(PART, "signals kept one by one, one process", said["kept"], "/s", "more"),
        Figure(PART, "signals read into episodes", said["read"], "/s", "more", 1_000),
        Figure(PART, "status page from its file, one process", said["page"], "/s", "more", 2_000),
        Figure(PART, "series judged by a core", said["series"], "/min", "more", 1_000),
        Figure(PART, "status page from its file, p99", said["page_p99"], "ms", "less", 20),
        Figure(PART, f"{told.TOLD:,} told first: the press", outreach["press"], "s", "less"),
        Figure(PART, f"{told.TOLD:,} letters with the relay", outreach["handed"], "s", "less", 60),
        Figure(
            PART, f"signals lost or twice, {lost['kills']} kills", lost["signals"], "", "less", 0
        ),
        Figure(PART, "troubles lost or twice", lost["troubles"], "", "less", 0),
        Figure(PART, "mails lost or twice", lost["mails"], "", "less", 0),
    ]  # fmt: skip
