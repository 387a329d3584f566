"""`buckstop serve`: everything, by one warm process that only forks the others and watches."""

import argparse
import gc
import socket
from collections.abc import Callable
from functools import partial
from importlib import import_module

from django.conf import settings
from django.db import connection

from buckstop import web
from buckstop.configuration.current import refresh
from buckstop.doors.clock import auditor
from buckstop.doors.clock import command as clock
from buckstop.doors.mailbox import command as mailbox
from buckstop.doors.terminal import prepare
from buckstop.doors.terminal.attached import connected
from buckstop.doors.terminal.opening import Opened
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.processes import CannotStart, Part, Supervisor, run_alone
from buckstop.kit.running import keep_running_at
from buckstop.kit.stop import Stop
from buckstop.logs import tell
from buckstop.outbox.settings import sender

TRIES = 10  # of bringing up a database that is killed again and again


def run(args: argparse.Namespace) -> int:
    """Start the database, the pages, the workers and the mailbox; stop them together."""
    opened: Opened = args.opened
    cluster = opened.attaching.attached() if opened.attaching else None
    try:
        gc.collect()
        gc.freeze()  # what is imported stays shared with the children: no collector touches it
        failed = _prepare(cluster, demo=args.demo)
        gc.enable()
        if not failed and args.demo:
            failed = run_alone(Part("demo", lambda: demo(args)))
        return failed or _keep_house(args, opened, cluster)
    finally:
        if cluster is not None:
            cluster.release(at_once=True)


def _prepare(cluster: Cluster | None, *, demo: bool) -> int:
    """Bring the database up; our own one is started again where it dies on the way."""
    part = Part("prepare", partial(prepare.run, demo=demo))
    for _ in range(TRIES):
        failed = run_alone(part)
        if cluster is None or failed != prepare.AWAY:
            break
        try:
            cluster.attach()
        except DatabaseUnavailable as away:
            raise Stop(str(away)) from away
    return 1 if failed == prepare.AWAY else failed


def demo(args: argparse.Namespace) -> int:
    """Fill an empty database with the demo company, imported only where it is asked for."""
    with connected():
        fill: Callable[[argparse.Namespace], int] = import_module("buckstop.demo.command").run
        return fill(args)


def _keep_house(args: argparse.Namespace, opened: Opened, cluster: Cluster | None) -> int:
    def ready() -> None:
        keep_running_at(settings.DATA, settings.BASE_URL)
        where = f"mail to {_address()} at {args.smtp_host}:{opened.mail_port}"
        print(f"Buckstop is ready: {settings.BASE_URL} ({where})", flush=True)

    house = Supervisor(_parts(opened, args.workers), on_ready=ready, say=tell)
    if cluster is not None:
        house.tick = _watch(cluster, house.say)
    try:
        house.run()
    except CannotStart as failure:
        raise Stop(str(failure)) from failure
    return 0


def _address() -> str:
    """The desk's address; this process keeps no connection, since others are forked from it."""
    refresh()
    connection.close()
    return sender()


def _parts(opened: Opened, workers: int) -> list[Part]:
    return [
        Part("pages", lambda: web.serve(socket.socket(fileno=opened.pages)), [opened.pages]),
        Part("mailbox", lambda: mailbox.serve(socket.socket(fileno=opened.mail)), [opened.mail]),
        *(Part(f"worker {n + 1}", clock.work) for n in range(workers)),
        Part("auditor", auditor.work),
    ]


def _watch(cluster: Cluster, say: Callable[[str], None]) -> Callable[[], None]:
    """Start the database again when it has died; while it can't be, say once why, and try on."""
    told = ""

    def look() -> None:
        nonlocal told
        if cluster.is_up():
            return
        try:
            cluster.attach()
            told = ""
        except DatabaseUnavailable as away:
            if str(away) != told:
                say(f"buckstop: {away}")
            told = str(away)

    return look
