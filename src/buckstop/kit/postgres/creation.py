"""Making the data of a new cluster: all of it or nothing."""

import locale
import os
import shutil
import subprocess
from pathlib import Path

from buckstop.kit.files import flush_folder
from buckstop.kit.postgres.account import (
    Account,
    hand_over,
    maker_for,
    name_of,
    private_folder,
    run_as,
)
from buckstop.kit.postgres.binaries import Binaries, clean_environment
from buckstop.kit.postgres.unavailable import DatabaseUnavailable, explain

BUILTIN_LOCALES_SINCE = 17
OWNER, APPLICATION, DATABASE = "buckstop_owner", "buckstop", "buckstop"
# In single-user mode each line is a statement.
ROLES = f"""\
CREATE ROLE {OWNER} LOGIN
CREATE ROLE {APPLICATION} LOGIN
CREATE DATABASE {DATABASE} OWNER {OWNER}
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC
GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION}
"""


class Killed(Exception):
    """Somebody ended PostgreSQL's programs while they made the data: to be done again."""


def create(
    data: Path, binaries: Binaries, account: Account | None, lock: int, *, roles: str = ROLES
) -> None:
    """Make `data` with its roles and database; `lock` stays held while the programs run.

    Everything happens in a folder beside it, which gets its name last, so a crash on the way
    leaves nothing that looks like a cluster. Raises DatabaseUnavailable.
    """
    half = data.with_name("data.new")
    maker = maker_for(account)
    shutil.rmtree(half, ignore_errors=True)
    private_folder(half, maker)
    initdb = [binaries.program("initdb"), "-D", str(half)]
    single = [binaries.program("postgres"), "--single", "-D", str(half), "-c", "exit_on_error=on"]
    # Written to the disk once, at the end: that saves a fifth of the time.
    for command, typed in (
        ([*initdb, "--no-sync", *_initdb_options(binaries)], ""),
        *([([*single, "-c", "fsync=off", "postgres"], roles)] if roles else []),
        ([*initdb, "--sync-only"], ""),
    ):
        ran = subprocess.run(
            command, input=typed, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            errors="replace", env=clean_environment(), cwd="/", pass_fds=(lock,), check=False,
            **run_as(maker),
        )  # fmt: skip
        if ran.returncode < 0 or "terminated by signal" in ran.stdout:
            raise Killed
        if ran.returncode != 0:
            log = data.with_name("postgres.log")
            reason = explain(ran.stdout, data.parent, log)
            shutil.rmtree(half, ignore_errors=True)
            log.write_text(ran.stdout, encoding="utf-8")
            raise reason
    hand_over(half, account)
    half.rename(data)
    flush_folder(data.parent)


def let_in(data: Path, account: Account | None) -> None:
    """Say who may connect: the account that the server runs under, and root; in no other way.

    The system tells the server who is at the socket. Where our own account has no name, such as in
    a container, PostgreSQL can't know it, and the socket's closed folder alone keeps others out.
    """
    uid = os.geteuid() if account is None else account.uid
    names = {name for name in (name_of(0), name_of(uid)) if name}
    roles = ("postgres", OWNER, APPLICATION)
    map_ = "".join(f"buckstop {name} {role}\n" for name in sorted(names) for role in roles)
    how = "peer map=buckstop" if name_of(os.geteuid()) else "trust"
    for file, text in (("pg_ident.conf", map_), ("pg_hba.conf", f"local all all {how}\n")):
        target = data / file
        if not target.exists() or target.read_text(errors="replace") != text:
            fresh = data / f"{file}.new"
            fresh.touch(mode=0o600)
            fresh.write_text(text)
            if account is not None:
                os.chown(fresh, account.uid, account.gid)
            fresh.rename(target)


def check_version(data: Path, binaries: Binaries) -> None:
    """Refuse data of another major version, which these programs could not read."""
    made_by = (data / "PG_VERSION").read_text().strip()
    if not made_by:
        raise DatabaseUnavailable(
            f"The data in {data} is damaged: its file PG_VERSION is empty. Restore a backup into "
            "a new folder, named with --data."
        )
    if made_by != str(binaries.major):
        raise DatabaseUnavailable(
            f"The data in {data} was made by PostgreSQL {made_by}, and the programs in "
            f"{binaries.folder} are PostgreSQL {binaries.major}: run `buckstop upgrade` once, "
            f"or name those of {made_by} in BUCKSTOP_POSTGRES_BIN to go on with it as it is."
        )


def _initdb_options(binaries: Binaries) -> list[str]:
    options = [
        "--username=postgres", "--auth-local=trust", "--auth-host=reject",
        "--encoding=UTF8", "--data-checksums", "--no-instructions",
    ]  # fmt: skip
    if binaries.major >= BUILTIN_LOCALES_SINCE:
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [*options, *builtin, "--locale=C"]
    # Case folding beyond ASCII needs a UTF-8 character type; the order is by bytes, as above.
    return [*options, "--locale=C", f"--lc-ctype={_character_type()}"]


def _character_type() -> str:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C"
