"""A part of a program, and the forked process that runs it."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from buckstop.kit.stop import exit_code

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a crashed child starts again
STEADY_AFTER = 60.0  # seconds of running after which an earlier crash is forgotten
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
HEARD = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)

_told = -1  # in a child: the pipe to whoever waits until it is ready


class CannotStart(Exception):
    """A child that never became ready; `str()` is a sentence."""


@dataclass(frozen=True)
class Part:
    """A child: its name in messages, what it does, the descriptors it needs beside 0, 1 and 2.

    With `reports` the next one starts, and we are ready, only when it has called `tell_ready`.
    """

    name: str
    run: Callable[[], int | None]
    keeps: Sequence[int] = ()
    reports: bool = True


def tell_ready() -> None:
    """Say to the supervisor, if there is one, that this process is ready."""
    global _told
    if _told >= 0:
        os.write(_told, b"ready\n")
        os.close(_told)
        _told = -1


class Child:
    """One part and the process that runs it now."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.name = part.name
        self.pid = 0  # before the first start
        self.code: int | None = None  # how the process ended: below 0 by that signal
        self.pipe: int | None = None
        self.ready = False
        self.was_ready = False
        self.started_at = 0.0
        self.start_at = 0.0  # when to start it again; 0 while it runs
        self.failures = 0

    def start(self) -> None:
        """Fork it, into a session of its own (Ctrl-C is ours alone), dying when we die.

        Only from a process without other threads and without connections, which would be shared.
        """
        self._close_pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pipe, told = os.pipe()
        parent = os.getpid()
        # What is sent to the child before it has its own ways to hear must wait until it has.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        try:
            self.pid = os.fork()
            if self.pid == 0:
                _live(self.part, told, parent, before)
        except OSError as error:
            raise CannotStart(f"{self.name} cannot be started: {error.strerror}.") from None
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.close(told)
        self.code = None
        self.ready = not self.part.reports
        self.started_at, self.start_at = time.monotonic(), 0.0

    def hear(self) -> None:
        """Read the pipe: a line means ready, its end that there will be none."""
        if self.pipe is not None:
            self.ready = self.ready or b"\n" in os.read(self.pipe, 64)
            self._close_pipe()

    def has_ended(self) -> bool:
        """Whether it isn't running, or was never started."""
        if self.pid and self.code is None:
            self._bury(os.WNOHANG)
        return not self.pid or self.code is not None

    def how_it_ended(self) -> str:
        """For a message: how the last process ended."""
        code = self.code or 0
        return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"

    def plan_restart(self) -> float:
        """Decide when to start it again; return the pause in seconds, doubled by each crash."""
        now = time.monotonic()
        if now - self.started_at > STEADY_AFTER:
            self.failures = 0
        pause = min(FIRST_PAUSE * 2**self.failures, LONGEST_PAUSE)
        self.failures += 1
        self.start_at = now + pause
        return float(pause)

    def send(self, number: signal.Signals) -> None:
        """Signal it and whatever it started."""
        if self.has_ended():
            return
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:  # it doesn't lead its session yet
            os.kill(self.pid, number)

    def wait(self) -> int:
        """Wait for its end; return the exit code."""
        if self.pid and self.code is None:
            self._bury(0)
        return self.code or 0

    def _bury(self, how: int) -> None:
        found, status = os.waitpid(self.pid, how)
        if found:
            self.code = os.waitstatus_to_exitcode(status)

    def _close_pipe(self) -> None:
        if self.pipe is not None:
            os.close(self.pipe)
            self.pipe = None


def run_alone(part: Part) -> int:
    """Run a part that ends by itself, and wait for it; return its exit code."""
    child = Child(part)
    child.start()
    try:
        return child.wait()
    finally:
        child.send(signal.SIGKILL)
        child.wait()


def _live(part: Part, told: int, parent: int, mask: set[int | signal.Signals]) -> NoReturn:
    """The child's whole life, from the fork to its end. It never returns into what it copied."""
    global _told
    code = 1
    try:
        os.setsid()
        _die_with(parent)
        _be_called(part.name)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _close_others([told, *part.keeps])
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        _told = told
        code = exit_code(part.run)
    finally:
        error = sys.exception()
        if isinstance(error, SystemExit):
            code = error.code if isinstance(error.code, int) else 1
        elif error is not None:
            sys.excepthook(type(error), error, error.__traceback__)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _close_others(kept: Sequence[int]) -> None:
    """Let go of what was inherited: the listening sockets of others, locks, pipes."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    first = 3
    for number in sorted(kept):
        os.closerange(first, number)
        first = number + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def _be_called(name: str) -> None:
    """Let `ps` and `top` show the part's name, not the program's."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_NAME, name.encode()[:15])


def _die_with(parent: int) -> None:
    """Be killed when the parent's main thread ends.

    Killed, not asked: a child that hangs would keep the port, and ours may be killed at any time.
    """
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
        if os.getppid() != parent:
            os._exit(1)
