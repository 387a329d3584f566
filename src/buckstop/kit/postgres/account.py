"""The unprivileged account that PostgreSQL, which refuses root, runs under when root starts us."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from buckstop.kit.postgres.unavailable import DatabaseUnavailable


class RunAs(TypedDict, total=False):
    """Arguments of `subprocess` that give up root's rights."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    uid: int
    gid: int
    name: str

    def may_pass(self, folder: Path) -> bool:
        """Whether this account may go through `folder`, by its mode."""
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def account_for(folder: Path) -> Account | None:
    """Whom PostgreSQL runs as in `folder`: None (ourselves), unless we are root.

    For root it is the owner of the data, else of the folder; where root owns it itself, the
    account `buckstop` if there is one, else `nobody`.
    """
    if os.geteuid() != 0:
        return None
    data = folder / "data"
    owner = (data if data.exists() else folder).stat()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, _name_of(owner.st_uid))
    for name in ("buckstop", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid, name)
    raise DatabaseUnavailable(
        "PostgreSQL refuses to run as root, and this machine has neither an account buckstop nor "
        f"nobody: make one, or give {folder} to another account."
    )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def run_as(account: Account | None) -> RunAs:
    """The arguments of `subprocess` that run a program as `account`."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def open_way(folder: Path, account: Account | None) -> None:
    """Let `account` reach `folder`, whose own mode is ours to set; its parents' modes aren't.

    Raises DatabaseUnavailable where a parent keeps it out.
    """
    if account is None:
        return
    if not account.may_pass(folder):
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    for parent in folder.parents:
        if not account.may_pass(parent):
            raise DatabaseUnavailable(
                f"PostgreSQL refuses to run as root, and the account {account.name}, under which "
                f"it runs instead, cannot reach {folder}: {parent} is closed to it. "
                "Name another folder with --data, for instance /var/lib/buckstop."
            )


def private_folder(folder: Path, account: Account | None) -> None:
    """Make `folder` with mode 0700 for the account; one that is there already must be like that.

    A name in /tmp can be guessed, so what stands there may be somebody else's.
    """
    uid = os.geteuid() if account is None else account.uid
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (uid, os.geteuid()):
            raise DatabaseUnavailable(
                f"{folder} should be the folder of PostgreSQL's socket and belong to us, "
                "but somebody else made it: remove it, or name another folder with --data."
            ) from None
        folder.chmod(0o700)
    if account is not None:
        os.chown(folder, account.uid, account.gid)
