"""This machine: room, who may read what, catalogues, and what a crash left behind."""

import os
import shutil
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

from buckstop.doors.terminal.doctor.found import Found, Look
from buckstop.kit.secret_key import NAME as SECRET_KEY

LEAST_ROOM = 1024**3
LEAST_INODES = 0.05  # of all
OF_OTHERS = 0o066
"""Reading and writing by others than us; to go through is what PostgreSQL's own account needs."""


def disk() -> Found:
    """Room for what comes."""
    folder = _nearest(settings.DATA)
    free = shutil.disk_usage(folder).free
    says = f"{free / 1024**3:.1f} GiB free for {settings.DATA}."
    return Found("disk", free >= LEAST_ROOM, says, "" if free >= LEAST_ROOM else "Make room there.")


def inodes() -> Found:
    """Room for files, which can end before room for bytes does."""
    found = os.statvfs(_nearest(settings.DATA))
    if not found.f_files:  # a file system that makes them as they are needed
        return Found("inodes", True, "This file system has as many files as it has room for.")
    left = found.f_favail / found.f_files
    do = "" if left >= LEAST_INODES else "Remove files that nobody needs from that file system."
    return Found("inodes", not do, f"{found.f_favail:,} more files may be made ({left:.0%}).", do)


def rights() -> Iterator[Found]:
    """What only we may read: the data folder, the secret key, what is known of mail in hand."""
    data: Path = settings.DATA
    for what, path in (
        ("data folder", data), ("secret key", data / SECRET_KEY), ("handing", data / "handing"),
    ):  # fmt: skip
        if not path.exists():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & OF_OTHERS:
            yield Found(
                what, False, f"Others on this machine may read or write {path} ({mode:o}).",
                f"chmod go-rw {path}.", mend=partial(path.chmod, mode & ~OF_OTHERS),
            )  # fmt: skip
        else:
            yield Found(what, True, f"Nobody else reads {path}.")


def left_behind() -> Found:
    """What a process that was killed left: half-written keys, whose writers are gone."""
    data: Path = settings.DATA
    left = [
        file for file in data.glob(f"{SECRET_KEY}.*")
        if file.suffix[1:].isdigit() and not Path(f"/proc/{file.suffix[1:]}").exists()
    ]  # fmt: skip
    if not left:
        return Found("left behind", True, "No crash left anything in the data folder.")
    names = ", ".join(file.name for file in left)
    return Found(
        "left behind", False, f"A process that was killed left {names}.",
        f"Remove that from {data}.", mend=partial(_remove, left),
    )  # fmt: skip


def catalogues() -> Found:
    """The words of our languages, as gettext reads them."""
    missing = [
        path
        for folder in settings.LOCALE_PATHS
        for path in Path(folder).glob("*/LC_MESSAGES/*.po")
        if not path.with_suffix(".mo").exists()
    ]
    if not missing:
        return Found("languages", True, "Every language is there.")
    names = ", ".join(sorted(path.parts[-3] for path in missing))
    return Found(
        "languages", False, f"The words of {names} aren't compiled.",
        "Install Buckstop again, or compile them.", mend=partial(_compile, missing),
    )  # fmt: skip


def _remove(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _compile(paths: list[Path]) -> None:
    for path in paths:
        with path.open("rb") as written, path.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(written))


def _nearest(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


LOOKS: tuple[Look, ...] = (disk, inodes, rights, left_behind, catalogues)
