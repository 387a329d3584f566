"""The unprivileged account that PostgreSQL, which refuses root, runs under when root starts us."""

import grp
import hashlib
import os
import pwd
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from buckstop.kit.postgres.unavailable import DatabaseUnavailable

NUMBERS = range(58_000, 60_000)
"""Beyond what machines give to people and services, and within what a container has."""


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

    For root it is the owner of the data, else of the folder; where that is root, or an account
    that others share, the account `buckstop` if there is one, else a number that nobody has. The
    data's owner is where that number stands from then on.
    """
    if os.geteuid() != 0:
        return None
    data = folder / "data"
    owner = (data if data.exists() else folder).stat()
    if owner.st_uid != 0 and owner.st_uid not in shared():
        return Account(
            owner.st_uid, owner.st_gid, name_of(owner.st_uid) or f"number {owner.st_uid}"
        )
    try:
        found = pwd.getpwnam("buckstop")
    except KeyError:
        return _free_number(folder)
    return Account(found.pw_uid, found.pw_gid, "buckstop")


def maker_for(account: Account | None) -> Account | None:
    """Who makes a new cluster: PostgreSQL's initdb asks for the name of who runs it.

    For an account without a name it is `nobody`, for a second; then the data is handed over.
    """
    if account is None or name_of(account.uid):
        return account
    try:
        found = pwd.getpwnam("nobody")
    except KeyError:
        raise DatabaseUnavailable(
            "PostgreSQL refuses to run as root, and this machine has neither an account buckstop "
            "nor nobody: make one."
        ) from None
    return Account(found.pw_uid, found.pw_gid, "nobody")


def shared() -> set[int]:
    """The accounts under which others' programs run too: nothing of ours is safe there."""
    found = {65534}
    with suppress(KeyError):
        found.add(pwd.getpwnam("nobody").pw_uid)
    return found


def _free_number(folder: Path) -> Account:
    """A number without an account, a group or a process; for the same folder tried in one order."""
    running = _in_use()
    first = int.from_bytes(hashlib.sha256(os.fsencode(folder)).digest()[:4])
    for offset in range(len(NUMBERS)):
        number = NUMBERS[(first + offset) % len(NUMBERS)]
        if number not in running and not name_of(number) and not _is_group(number):
            return Account(number, number, f"number {number}")
    raise DatabaseUnavailable(
        "PostgreSQL refuses to run as root, and no number for an account of its own is free: "
        "make an account buckstop."
    )


def _in_use() -> set[int]:
    """The accounts of running processes, where the system tells them."""
    found = set()
    for name in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found.add(name.stat().st_uid)
    return found


def _is_group(gid: int) -> bool:
    try:
        grp.getgrgid(gid)
    except KeyError:
        return False
    return True


def hand_over(tree: Path, account: Account | None) -> None:
    """Give everything in `tree` to the account, the tree itself last: then it is done.

    What was interrupted is done again. Only for the holder of server.lock.
    """
    if account is None or not tree.exists() or tree.stat().st_uid == account.uid:
        return
    for folder, folders, files in os.walk(tree):
        for name in (*folders, *files):
            os.chown(Path(folder) / name, account.uid, account.gid, follow_symlinks=False)
    os.chown(tree, account.uid, account.gid)


def name_of(uid: int) -> str | None:
    """The name of an account; None where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None


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
