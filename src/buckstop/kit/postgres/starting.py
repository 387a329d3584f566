"""Starting the server in a place, as the holder of its server.lock."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from buckstop.kit.postgres import creation, keeper, leftovers
from buckstop.kit.postgres.account import (
    Account,
    account_for,
    hand_over,
    maker_for,
    open_way,
    private_folder,
)
from buckstop.kit.postgres.binaries import Binaries, clean_environment, find_for
from buckstop.kit.postgres.locks import open_owned
from buckstop.kit.postgres.places import PORT, Place
from buckstop.kit.postgres.unavailable import (
    SMALLEST_FREE,
    DatabaseUnavailable,
    disk_full,
    explain,
    free_bytes,
    passes,
    was_killed,
)

LOOK_AGAIN = 0.02  # seconds
TRY_AGAIN = 0.25  # seconds
TRIES = 5
HINDERED = 15.0  # seconds that remains of a predecessor, or killings, may be in the way
OTHER = "Another PostgreSQL, which Buckstop did not start, uses {}: stop it."
ROOM_FOR_NEW = 128 * 1024 * 1024  # bytes: a new cluster takes 60 MB, and must be able to work

# PostgreSQL's own defaults (fsync, synchronous_commit and full_page_writes on) are the right ones
# for whatever isn't named here.
SETTINGS = {
    "port": str(PORT),
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "random_page_cost": "1.1",  # no disk of today has heads to move
    "join_collapse_limit": "5",  # beyond it, looking for a better order took longer than the query
    "jit": "off",  # compiling costs more than our short queries take
    "max_parallel_workers_per_gather": "0",  # so do helpers; and containers lack shared memory
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_checkpoints": "off",
    # Nothing personal in the log: a failing statement, its values and the rows it met stay out of
    # it. Whoever sent the statement is told all of that; here is what concerns the server.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}

# Kept so that they are reaped when they end before us: a dead one must not stay a zombie.
_keepers: list[subprocess.Popen[bytes]] = []


def start(place: Place, lock: int, grace: float, until: float, answers: Callable[[], bool]) -> None:
    """Start the server, making its data where there is none, and wait until it answers.

    `lock` is the descriptor that holds server.lock, `until` the monotonic time when to give up.
    Raises DatabaseUnavailable.
    """
    is_new = not place.data.exists()
    if is_new and place.data.with_name("data.upgraded").exists():
        raise DatabaseUnavailable(
            f"An upgrade of {place.folder} was interrupted: run `buckstop upgrade` again."
        )
    if free_bytes(place.folder) < (ROOM_FOR_NEW if is_new else SMALLEST_FREE):
        raise disk_full(place.folder)
    account = account_for(place.folder)
    for who in (account, maker_for(account) if is_new else account):
        open_way(place.folder, who)
    binaries = find_for(account, place.folder)
    if account is not None and not is_new and place.data.stat().st_uid != account.uid:
        leftovers.clear(place.data, place.sockets)  # nobody else's server uses it
        shutil.rmtree(place.sockets, ignore_errors=True)
        hand_over(place.data, account)
    private_folder(place.sockets, account)
    if is_new:
        _create(place, binaries, account, lock)
    creation.check_version(place.data, binaries)
    creation.let_in(place.data, account)
    leftovers.put_log_aside(place.log)
    command = _keeper_command(place, lock, account, grace) + _server_command(place, binaries)
    hindered_until = time.monotonic() + HINDERED
    while (hindrance := _hindrance(command, place, lock, until, answers)) is not None:
        if time.monotonic() > hindered_until:
            raise hindrance
        time.sleep(TRY_AGAIN)


def _create(place: Place, binaries: Binaries, account: Account | None, lock: int) -> None:
    for _ in range(TRIES):
        try:
            creation.create(place.data, binaries, account, lock)
        except creation.Killed:
            continue
        return
    raise DatabaseUnavailable(
        f"PostgreSQL was killed {TRIES} times while it made {place.data}: look for what ends "
        "processes here, such as a limit on memory."
    )


def _server_command(place: Place, binaries: Binaries) -> list[str]:
    settings = SETTINGS | {"unix_socket_directories": f'"{place.sockets}"'}
    options = [option for pair in settings.items() for option in ("-c", "=".join(pair))]
    return [binaries.program("postgres"), "-D", str(place.data), *options]


def _keeper_command(place: Place, lock: int, account: Account | None, grace: float) -> list[str]:
    who = ("-1", "-1") if account is None else (str(account.uid), str(account.gid))
    script = str(Path(keeper.__file__).resolve())
    python = [sys.executable, "-I", "-S", script]
    return [*python, str(place.users_lock), str(lock), *who, str(grace), str(place.socket)]


def _hindrance(
    command: list[str], place: Place, lock: int, until: float, answers: Callable[[], bool]
) -> DatabaseUnavailable | None:
    """Run the keeper and wait until the server answers; else what may have gone in a moment."""
    try:
        leftovers.clear(place.data, place.sockets)
    except DatabaseUnavailable as other:  # or ours, killed a moment ago
        return other
    log = open_owned(place.log, os.O_APPEND)
    before = os.lseek(log, 0, os.SEEK_END)
    try:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=(lock,), cwd="/",
            env=clean_environment(), start_new_session=True,
        )  # fmt: skip
        _keepers[:] = [*(one for one in _keepers if one.poll() is None), child]
        while not answers():
            if child.poll() is not None:
                said = os.pread(log, 65536, before).decode(errors="replace")
                if passes(said):
                    return DatabaseUnavailable(OTHER.format(place.data))
                reason = explain(said, place.folder, place.log)
                if was_killed(said):
                    return reason
                raise reason
            if time.monotonic() > until:
                raise DatabaseUnavailable(
                    f"PostgreSQL in {place.folder} is still starting, after more than "
                    f"was allowed: try again later, and see {place.log}."
                )
            time.sleep(LOOK_AGAIN)
    finally:
        os.close(log)
    return None
