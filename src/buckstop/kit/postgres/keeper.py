"""The keeper: PostgreSQL's parent, and nothing else.

Run by path, without site-packages, so that it stays small: standard library only, and none of
our own modules. `buckstop.kit.postgres` says why it exists.

    keeper.py USERS_LOCK LOCK_FD UID GID GRACE SOCKET postgres ARGUMENT…

USERS_LOCK  the file on which users hold a shared lock. Text in it means: no grace this time
LOCK_FD     the descriptor that holds server.lock, inherited and passed on to PostgreSQL
UID, GID    whom PostgreSQL runs as; -1 for ourselves
GRACE       seconds without a user after which PostgreSQL is stopped
SOCKET      where PostgreSQL listens: when somebody removes it, nobody can come in any more, and
            only a new start makes another

SIGTERM means: stop it as soon as nobody uses it. It ends with 0 when it stopped PostgreSQL and
with 1 when PostgreSQL ended by itself.
"""

import ctypes
import fcntl
import os
import select
import signal
import sys
import time

PR_SET_PDEATHSIG = 1
LISTENS_WITHIN = 10.0  # seconds: PostgreSQL listens before it recovers
LONGEST_TICK = 1.0  # seconds between two looks at who uses it
STOPS = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 20.0), (signal.SIGKILL, 20.0))  # fast, then rude


class Keeper:
    """Starts PostgreSQL, waits until nobody uses it, and stops it."""

    def __init__(self, users: int, grace: float, socket: str) -> None:
        self.users = users
        self.grace = grace
        self.socket = socket
        self.listens_by = time.monotonic() + LISTENS_WITHIN
        self.server = 0
        self.wake, knock = os.pipe()
        for end in (self.wake, knock):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(knock, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self._hurry)
        signal.signal(signal.SIGINT, self._hurry)

    def _hurry(self, *_: object) -> None:
        self.grace = 0.0

    def start(self, command: list[str], lock: int, uid: int, gid: int) -> None:
        """Run PostgreSQL as our direct child, holding server.lock."""
        libc = ctypes.CDLL(None) if sys.platform == "linux" else None
        keeper = os.getpid()
        self.server = os.fork()
        if self.server:
            return
        try:
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            os.set_inheritable(lock, True)
            if uid >= 0:
                os.setgroups([])
                os.setgid(gid)
                os.setuid(uid)
            if libc is not None:  # after setuid, which forgets it
                # Not SIGINT: in the midst of a recovery PostgreSQL never ends by it.
                libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGQUIT))
                if os.getppid() != keeper:
                    os._exit(1)
            os.execv(command[0], command)
        except OSError as error:
            os.write(2, f"FATAL: could not run {command[0]}: {error.strerror}\n".encode())
        os._exit(127)

    def keep(self) -> int:
        """Wait until nobody has used it for the grace, then stop it; return the exit code."""
        idle_since = None
        while True:
            self._wait(min(LONGEST_TICK, max(self.grace / 2, 0.1)))
            if self._ended():
                return 1
            if self._is_cut_off():
                self.stop()  # its users start it again
                return 1
            if not self._unused():
                idle_since = None
                continue
            idle_since = idle_since or time.monotonic()
            at_once = os.fstat(self.users).st_size > 0
            if at_once or time.monotonic() - idle_since >= self.grace:
                self.stop()  # with users.lock held, so that newcomers wait
                return 0
            fcntl.flock(self.users, fcntl.LOCK_UN)

    def stop(self) -> None:
        """End PostgreSQL in good order, and if it won't, without."""
        for how, patience in STOPS:
            os.kill(self.server, how)
            until = time.monotonic() + patience
            while time.monotonic() < until:
                if self._ended():
                    return
                self._wait(until - time.monotonic())

    def _is_cut_off(self) -> bool:
        """Whether the socket is gone that was there, or must have been."""
        if os.path.exists(self.socket):  # noqa: PTH110 - no `pathlib`: it stays small
            self.listens_by = 0.0
            return False
        return time.monotonic() > self.listens_by

    def _unused(self) -> bool:
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _ended(self) -> bool:
        return os.waitpid(self.server, os.WNOHANG)[0] == self.server

    def _wait(self, seconds: float) -> None:
        select.select([self.wake], [], [], max(seconds, 0))
        try:
            os.read(self.wake, 512)
        except BlockingIOError:
            pass


def main(
    users_lock: str, lock: str, uid: str, gid: str, grace: str, socket: str, *command: str
) -> int:
    """Keep the server that `command` starts; arguments as in the module's text."""
    os.chdir("/")
    users = os.open(users_lock, os.O_RDWR | os.O_CLOEXEC)
    keeper = Keeper(users, float(grace), socket)
    keeper.start(list(command), int(lock), int(uid), int(gid))
    return keeper.keep()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
