"""`buckstop serve`: everything in one command. It imports no Django, so that it stays small."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.places import default_folder
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.processes import CannotListen, CannotStart, Command, Supervisor, bind
from buckstop.kit.stop import Stop


def run(args: argparse.Namespace) -> int:
    """Start the database, the pages, the workers and the mailbox; stop them together."""
    try:
        pages, mail = (
            bind(args.host, args.port),
            bind(args.smtp_host, args.smtp_port, "--smtp-port"),
        )
    except CannotListen as taken:
        raise Stop(str(taken)) from taken
    port = pages.getsockname()[1]
    os.environ.setdefault("BUCKSTOP_URL", f"http://localhost:{port}")
    os.environ["BUCKSTOP_SMTP_PORT"] = str(mail.getsockname()[1])
    if args.demo:
        os.environ["BUCKSTOP_DEMO"] = "1"
        os.environ.setdefault("BUCKSTOP_HOUSE", "Halden IT")
        os.environ.setdefault("BUCKSTOP_ZONE", "Europe/Zurich")
    cluster = _attached()
    _prepare(args.demo)

    def ready() -> None:
        where = f"mail to {args.smtp_host}:{mail.getsockname()[1]}"
        print(f"Buckstop is ready: {os.environ['BUCKSTOP_URL']} ({where})", flush=True)

    def watch() -> None:
        if cluster is not None and not cluster.is_up():
            cluster.attach()

    commands = [
        _child("pages", "web", "--socket", str(pages.fileno()), fds=[pages.fileno()]),
        _child("mailbox", "mailbox", "--socket", str(mail.fileno()), fds=[mail.fileno()]),
        *(_child(f"worker {n + 1}", "worker") for n in range(args.workers)),
    ]
    try:
        Supervisor(commands, on_ready=ready, tick=watch).run()
    except (CannotStart, DatabaseUnavailable) as failure:
        raise Stop(str(failure)) from failure
    finally:
        if cluster is not None:
            cluster.release()
    return 0


def _attached() -> Cluster | None:
    if os.environ.get("DATABASE_URL"):
        return None
    folder = Path(os.environ.get("BUCKSTOP_DATA") or default_folder())
    cluster = Cluster(folder)
    try:
        cluster.attach()
    except DatabaseUnavailable as away:
        raise Stop(str(away)) from away
    return cluster


def _prepare(demo: bool) -> None:
    done = subprocess.run(_argv("prepare", *(["--demo"] if demo else [])), check=False)
    if done.returncode == 0 and demo:
        done = subprocess.run(_argv("demo"), check=False)
    if done.returncode != 0:
        raise SystemExit(done.returncode)


def _child(name: str, *arguments: str, fds: Sequence[int] = ()) -> Command:
    return Command(name, _argv(*arguments), pass_fds=list(fds), reports=True)


def _argv(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "buckstop", *arguments]
