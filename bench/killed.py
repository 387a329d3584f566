"""A storm of signals beside mail while the worker is killed again and again (kill -9).

Nothing may be lost and nothing be done twice: each accepted signal counts once in an episode, each
mail is one problem.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time

from bench import house, load

SECONDS, CONNECTIONS, MAILS, EVERY = 20, 8, 300, 3.0
PATIENCE = 300  # seconds until we give up
WAITS = """
SELECT (SELECT count(*) FROM signals_arrival WHERE done_at IS NULL)
     + (SELECT count(*) FROM incoming_intake WHERE done_at IS NULL)
     + (SELECT count(*) FROM ledger_following WHERE done_at IS NULL)
"""
COUNTED = """
SELECT (SELECT coalesce(sum(e.signals), 0) FROM signals_episode AS e
        JOIN signals_source AS s ON s.id = e.source_id WHERE s.name = 'Storm over HTTP'),
       (SELECT count(*) FROM signals_episode AS e
        JOIN signals_source AS s ON s.id = e.source_id WHERE s.name = 'Storm over HTTP'),
       (SELECT count(*) FROM incoming_intake),
       (SELECT count(*) FROM problems_case WHERE how = 'mail')
"""


def measure() -> dict[str, float]:
    """`kills` of the worker, and what is missing or there twice afterwards: of signals `signals`,
    of the fifty troubles `troubles`, of mails `mails`."""
    with house.house("killed") as ours:
        secret = ours.run("bench.storm_source").split()[-1]
        port = house.free_port()
        ours.start("web", "--port", str(port))
        _mailbox, smtp = ours.start_mailbox()
        house.wait_for(lambda: listens(port), "the pages did not answer")
        asked = [str(port), secret, str(SECONDS), str(CONNECTIONS)]
        storm = subprocess.Popen(
            [sys.executable, "-m", "bench.storming", *asked], stdout=subprocess.PIPE, text=True
        )
        kills = _kill_while(ours, storm, smtp)
        said = json.loads(storm.communicate()[0])
        ours.start("worker")
        found = _afterwards(ours)
    signals, troubles, mails, cases = found
    return {
        "kills": kills,
        "signals": abs(said["accepted"] - signals),
        "troubles": abs(50 - troubles),
        "mails": abs(MAILS - mails) + abs(mails - cases),
    }


def listens(port: int) -> bool:
    """Whether somebody answers there."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _kill_while(ours: house.House, storm: "subprocess.Popen[str]", smtp: int) -> int:
    """Kill the worker again and again until the storm is over; mails come in meanwhile."""
    kills = 0
    worker = ours.start("worker")
    load.send(load.Load(smtp, MAILS, 4, True, "killed", True))
    while storm.poll() is None:
        time.sleep(EVERY)
        os.kill(worker, signal.SIGKILL)
        kills += 1
        worker = ours.start("worker")
    os.kill(worker, signal.SIGKILL)
    return kills + 1


def _afterwards(ours: house.House) -> tuple[int, ...]:
    """What there is once nothing waits any more."""
    with ours.connect() as connection:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            row = connection.execute(WAITS.encode()).fetchone()
            if row is not None and not row[0]:
                break
            time.sleep(0.5)
        else:
            raise SystemExit(f"{row} still wait after {PATIENCE} s")
        found = connection.execute(COUNTED.encode()).fetchone()
        assert found is not None
        return tuple(int(one) for one in found)
