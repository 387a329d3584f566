"""`buckstop backup drill PLACE`: a backup is restored into a database that is thrown away, and what
came out is held against what went in.

It runs as a restore in need would: the same command, in a process of its own, which knows nothing
of the house but the file and, where it is sealed, the private key.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import psycopg
from django.conf import settings

from buckstop.auditor.marks import mark
from buckstop.auditor.models import MarkName
from buckstop.doors.terminal import snapshot
from buckstop.doors.terminal.attached import database
from buckstop.kit import clock
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.stop import Stop
from buckstop.ledger.erasures import NAME, list_of

NOT_OURS = ("DATABASE_URL", "BUCKSTOP_SECRET_KEY", "BUCKSTOP_FORMER_SECRET_KEYS", "BUCKSTOP_DATA")
"""Variables that would lead a drill to the house itself."""
SETTLES = 600.0  # seconds that a server may take to replay its log after another tool restored it


def run(args: argparse.Namespace, place: Path | None) -> int:
    """Restore into a folder that is removed afterwards, and say what was proved."""
    if (place is None) == (args.by is None):
        raise Stop("Say which backup: `drill PLACE`, a file or a folder, or --by COMMAND.")
    begun = time.monotonic()
    with _thrown_away() as folder:
        if place is not None:
            file = _newest(place)
            print(f"{file}, written {_ago(datetime.fromtimestamp(file.stat().st_mtime, UTC))}.")
            key = ["--key", str(args.key.absolute())] if args.key else []
            ours = list_of(settings.DATA).absolute()
            since = [f"--erasures={ours}"] if ours.exists() else []
            code = _buckstop(folder, "restore", str(file.absolute()), *key, *since)
        else:
            code = _by_another(folder, args.by)
    took = time.monotonic() - begun
    if code != 0:
        print(f"NOT PROVED: what is above is why. It took {took:,.0f} s.")
        return 1
    print(f"Proved: it can be restored, within {took:,.0f} s on this machine.")
    _note()
    return 0


def _newest(place: Path) -> Path:
    if place.is_file():
        return place
    files = [one for one in place.glob("*") if _is_backup(one)]
    if not files:
        raise Stop(f"There is no backup in {place}.")
    return max(files, key=lambda one: one.stat().st_mtime)


def _is_backup(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".") and file.name != NAME


@contextmanager
def _thrown_away() -> Iterator[Path]:
    folder = Path(mkdtemp(prefix="buckstop-drill-"))
    try:
        yield folder
    finally:
        cluster = Cluster(folder)
        if cluster.is_up():
            cluster.attach()
            cluster.release(at_once=True)
        shutil.rmtree(folder, ignore_errors=True)


def _buckstop(folder: Path, *command: str) -> int:
    """Run a command of ours on the data in that folder alone; what it says is printed."""
    environment = {name: said for name, said in os.environ.items() if name not in NOT_OURS}
    typed = [sys.executable, "-m", "buckstop", *command, "--data", str(folder)]
    return subprocess.run(typed, env=environment, check=False).returncode


def _by_another(folder: Path, command: str) -> int:
    """Let another tool put PostgreSQL's data into {folder}, start it, and verify what it holds."""
    data = Cluster(folder).place.data
    typed = [word.replace("{folder}", str(data)) for word in shlex.split(command)]
    try:
        subprocess.run(typed, check=True)
    except OSError as failure:
        raise Stop(f"{typed[0]} can't be run: {failure.strerror}.") from failure
    except subprocess.CalledProcessError as failure:
        raise Stop(f"{typed[0]} failed: it ended with {failure.returncode}.") from failure
    if not (data / "PG_VERSION").exists():
        raise Stop(f"{typed[0]} put no data of PostgreSQL into {{folder}}.")
    try:
        with Cluster(folder).in_use() as cluster:
            _newest_entry(cluster)
            return _buckstop(folder, "ledger", "verify")
    except DatabaseUnavailable as away:
        raise Stop(str(away)) from away


def _newest_entry(cluster: Cluster) -> None:
    """Wait until it has replayed its log, and say how old the newest entry is."""
    until = time.monotonic() + SETTLES
    while True:
        with psycopg.connect(cluster.url(), connect_timeout=60) as connection:
            [replays] = connection.execute("SELECT pg_is_in_recovery()").fetchone() or [True]
            if not replays:
                [at] = connection.execute(snapshot.NEWEST).fetchone() or [None]
                break
        if time.monotonic() > until:
            raise Stop(f"It still replays its log after {SETTLES:,.0f} s.")
        time.sleep(1)
    print(f"The newest entry was written {_ago(at)}." if at else "There is no entry.")


def _ago(at: datetime) -> str:
    minutes = max(0, int((clock.now() - at).total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    return f"{rest} min ago" if not hours else f"{hours:,} h {rest} min ago"


def _note() -> None:
    """For the doctor, where our own database is here: a drill may run on any machine."""
    try:
        with database():
            mark(MarkName.DRILL, clock.now())
    except Stop:
        print("(No database of ours is here, so the doctor there doesn't hear of it.)")
