"""Peers measured in the same run (`--peers`): those that can be installed by pip."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench import house
from bench.figures import Figure, Peer
from bench.pages import TARGETED
from bench.recorded import HELPDESK

ROOT = Path(__file__).resolve().parent.parent
VERSION = "2.6.1"
SOURCE = f"{VERSION}, measured in this run"
MAILS, PROCESSES = 400, 2
MOST_OF_A_PEER = 0.4


def measure() -> list[Figure]:
    """django-helpdesk on the same PostgreSQL, with the same mails, in an environment of its own."""
    python = _environment()
    with house.house("peers") as ours, house.folder("helpdesk") as files:
        ours.cluster.create_database("helpdesk")
        told = {
            "BENCH_DATABASE": ours.cluster.url("postgres", "helpdesk"),
            "BENCH_FOLDER": str(files),
            "DJANGO_SETTINGS_MODULE": "bench.helpdesk.settings",
        }
        ran = subprocess.run(
            [str(python), "-m", "bench.helpdesk.measure", str(MAILS), str(PROCESSES)],
            cwd=ROOT, env=os.environ | told, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    part = "peers"
    return [
        Figure(part, f"{HELPDESK}: mail to ticket, {PROCESSES} processes, without SMTP",
               found["rate"], "tickets/s"),
        Figure(part, f"{HELPDESK}: page of a ticket with {MAILS} of them, p50", found["p50"], "ms"),
        Figure(part, f"{HELPDESK}: the same, p95", found["p95"], "ms"),
    ]  # fmt: skip


def put_beside(figures: list[Figure], peers: list[Figure]) -> list[Figure]:
    """Say what was measured just now beside our own figures, before what was recorded; returns
    what our pages take, compared with the page of a ticket of the same run."""
    beside = {"owned and acknowledged": peers[0], "problem at 100,000, p50": peers[1],
              "problem at 100,000, p95": peers[2]}  # fmt: skip
    for figure in figures:
        if peer := beside.get(figure.name):
            figure.peers = [Peer(HELPDESK, peer.ours, SOURCE), *figure.peers]
    named = {figure.name: figure for figure in figures}
    pages = [named[name] for page in TARGETED if (name := f"{page} at 100,000, p50") in named]
    return [
        Figure("peers", f"{page.name}, beside it", page.ours, "ms", floor=peers[1].ours,
               floor_is=HELPDESK, ratio=page.ours / peers[1].ours, of_ratio=True,
               target=MOST_OF_A_PEER)
        for page in pages
    ]  # fmt: skip


def _environment() -> Path:
    """The peer's own Python, installed at the first need."""
    made = ROOT / "build" / f"bench-helpdesk-{VERSION}"
    python = made / "bin" / "python"
    if not (made / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", str(made)], check=True)
        wanted = [f"django-helpdesk=={VERSION}", "psycopg[binary]"]
        subprocess.run([str(python), "-m", "pip", "install", "-qqq", *wanted], check=True)
        (made / "complete").touch()
    return python
