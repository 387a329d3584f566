"""The key that signs links and sessions, kept in the data folder: made whole or not at all.

The first line of the file is the key that signs. Each further line is a key of before, and since
when: what it signed or sealed still opens until it is withdrawn. Processes that run follow the
file (`follow`), so that keys change without one being started again.
"""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from buckstop.kit.files import flush_folder
from buckstop.kit.stop import Stop

type Answering = Callable[[HttpRequest], HttpResponseBase]

NAME = "secret.key"
SHORTEST = 16
"""Letters: less can't have been made by us, and could be guessed."""
_SINCE = " former since "

_seen: dict[Path, tuple[int, int]] = {}
"""Which state of a file this process has read: its number and its time."""


@dataclass(frozen=True, slots=True)
class Former:
    """A key that was followed by another at `since`."""

    key: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Keys:
    """The key that signs, and those of before, the newest first."""

    signs: str
    former: tuple[Former, ...] = ()


def fresh() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(48)


def kept_in(folder: Path) -> Keys:
    """The keys of this folder, made at the first need. Raises Stop where they were lost."""
    file = folder / NAME
    if not file.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(file, fresh().encode(), over=False)
    state = _state(file)
    keys = read(file)
    _seen[file] = state
    return keys


def read(file: Path) -> Keys:
    """What the file says. Raises Stop where that is no key."""
    try:
        first, *others = file.read_text(encoding="ascii").splitlines() or [""]
        former = [line.partition(_SINCE) for line in others if line.strip()]
        keys = Keys(
            first.strip(),
            tuple(Former(key.strip(), datetime.fromisoformat(since)) for key, _, since in former),
        )
    except ValueError:
        keys = Keys("")
    every = [keys.signs, *(one.key for one in keys.former)]
    if any(len(key) < SHORTEST or not key.isprintable() for key in every):
        raise Stop(
            f"{file} is damaged: it holds no key. Put the one from a backup there; or remove the "
            "file, and a new one is made, with which all links sent so far open nothing any more."
        )
    return keys


def keep(file: Path, keys: Keys) -> None:
    """Write them; every process that runs has them at its next signature."""
    lines = [keys.signs, *(f"{one.key}{_SINCE}{one.since.isoformat()}" for one in keys.former)]
    write(file, "\n".join(lines).encode(), over=True)
    follow()


def follow() -> None:
    """Take over the keys that a command wrote since they were read; a damaged file changes nothing.

    Called before each signature and each request: a look at the file's time, some microseconds.
    """
    file = settings.SECRET_KEY_FILE
    if file is None:
        return
    try:
        state = _state(file)
        if _seen.get(file) == state:
            return
        keys = read(file)
    except (OSError, Stop):
        return
    _seen[file] = state
    former = [one.key for one in keys.former]
    settings.SECRET_KEY_FALLBACKS = [*former, *settings.FORMER_KEYS_GIVEN]
    settings.SECRET_KEY = keys.signs  # last: no thread meets a key that isn't known yet


def followed(get_response: Answering) -> Answering:
    """Middleware, the first of all: a request is read with the keys of now."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        follow()
        return get_response(request)

    return answering


def _state(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_ino, found.st_mtime_ns


def write(file: Path, key: bytes, *, over: bool) -> None:
    """Write the file, for its owner alone: a crash leaves it whole, or as it was.

    Without `over`, a key that another process wrote meanwhile stays.
    """
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(opened, key)
        os.fsync(opened)
    finally:
        os.close(opened)
    if over:
        fresh.rename(file)
    else:
        try:
            os.link(fresh, file)  # atomic, and never over another's
        except FileExistsError:
            pass
        fresh.unlink()
    flush_folder(file.parent)
