"""`buckstop mailbox`: the SMTP server in front of the intake, and the mail accounts beside it."""

import argparse
import asyncio
import signal
import socket

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from buckstop.configuration.current import Fresh
from buckstop.doors.mailbox.imap import Accounts
from buckstop.doors.mailbox.server import MailServer
from buckstop.doors.shared.group_commit import DatabaseAway, GroupCommit
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.kit import clock
from buckstop.kit.addresses import normal, unmarked
from buckstop.kit.processes import CannotListen, given_or_bound, tell_ready
from buckstop.kit.stop import Stop
from buckstop.meters.flushing import counted_as
from buckstop.notices.live import announcer
from buckstop.outbox.settings import ADDRESSES, sender

POSTMASTER = "postmaster"
GRACE = 5.0
"""Seconds for mails under way when the process is told to stop."""


def commit(batch: list[Arrived]) -> None:
    """Keep a batch of mails: when this returns they are on the disk."""
    try:
        keep(batch, at=clock.now())
    except (OperationalError, InterfaceError) as away:
        connection.close()
        raise DatabaseAway(str(away)) from away
    announcer.committed([])


def knows(address: str) -> bool:
    """Whether `address` is one of ours, with or without a reply token, or the postmaster's."""
    return unmarked(normal(address)) in ADDRESSES.value or for_whom(address) != address


def for_whom(address: str) -> str:
    """Whose mail it is: the postmaster's, which every domain must have, is the desk's."""
    local, _, domain = normal(address).rpartition("@")
    domains = {one.rpartition("@")[2] for one in ADDRESSES.value}
    is_postmaster = address.lower() == POSTMASTER or (local == POSTMASTER and domain in domains)
    if is_postmaster and f"{local}@{domain}" not in ADDRESSES.value:
        return sender()
    return address


async def take(listening: socket.socket) -> None:
    """Take mail until SIGTERM."""
    commits = GroupCommit(commit)

    async def accept(envelope_from: str, recipients: tuple[str, ...], raw: bytes) -> str | None:
        ours = tuple(dict.fromkeys(for_whom(one) for one in recipients))
        await commits.add(Arrived(envelope_from, ours, raw))
        return None

    async def is_ours(address: str) -> bool:
        return knows(address)

    server = MailServer(
        knows=is_ours,
        accept=accept,
        hostname=sender().rpartition("@")[2],
        size_limit=settings.MESSAGE_LIMIT,
    )
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await server.start("", 0, listening)
    tell_ready()
    await stop.wait()
    await server.stop(GRACE)
    await commits.close()


def run(args: argparse.Namespace) -> int:
    """Take mail until told to stop."""
    try:
        listening = given_or_bound(args.socket, args.smtp_host, args.smtp_port, "--smtp-port")
    except CannotListen as taken:
        raise Stop(str(taken)) from taken
    return serve(listening)


def serve(listening: socket.socket) -> int:
    """The same for a part of `serve`, on a socket that is open already."""
    announcer.start()
    accounts = Accounts()
    accounts.start()
    try:
        with Fresh(), counted_as("mailbox"):
            asyncio.run(take(listening))
    finally:
        accounts.stop(GRACE)
    return 0
