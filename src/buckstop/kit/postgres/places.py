"""Where the data stands: computed from names alone, the same in every process."""

import hashlib
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

PORT = 5432  # only part of the socket's name: nothing listens on the network
SOCKET = f".s.PGSQL.{PORT}"
PLAIN = re.compile(r"/[\w ./+~-]*", re.ASCII)
"""What libpq and PostgreSQL's settings take as it is: to them a comma begins another host."""
LONGEST_SOCKET = 103  # bytes: sun_path holds 104 on macOS and 108 on Linux, with the final NUL


def default_folder() -> Path:
    """`$BUCKSTOP_DATA`, or the platform's folder for data of programs.

    For root on Linux that is /var/lib: the account that PostgreSQL runs under can't reach /root.
    """
    named = os.environ.get("BUCKSTOP_DATA")
    if named:
        return Path(named).expanduser().absolute()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Buckstop"
    if os.geteuid() == 0:
        return Path("/var/lib/buckstop")
    xdg = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (xdg if xdg.is_absolute() else Path.home() / ".local" / "share") / "buckstop"


def socket_folder(folder: Path) -> Path:
    """The folder of PostgreSQL's socket: `run` in the data folder where that is short and plain.

    Otherwise a name in /tmp made from the data folder's; never by TMPDIR, which differs between
    a service and a shell.
    """
    inside = folder / "run"
    if PLAIN.fullmatch(str(inside)) and len(str(inside / SOCKET)) <= LONGEST_SOCKET:
        return inside
    return Path("/tmp") / f"buckstop-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"


@dataclass(frozen=True)
class Place:
    """The names of everything in one data folder."""

    folder: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's own."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What PostgreSQL and its keeper say."""
        return self.folder / "postgres.log"

    @property
    def sockets(self) -> Path:
        """Where PostgreSQL listens."""
        return socket_folder(self.folder)

    @property
    def socket(self) -> Path:
        """The socket itself."""
        return self.sockets / SOCKET

    @property
    def users_lock(self) -> Path:
        """Held shared by who uses the server, alone by who stops it."""
        return self.folder / "users.lock"

    @property
    def server_lock(self) -> Path:
        """Held alone by the keeper and the server."""
        return self.folder / "server.lock"
