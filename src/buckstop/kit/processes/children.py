"""A command, and the process that runs it."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

READY_FD = "BUCKSTOP_READY_FD"
PR_SET_PDEATHSIG = 1
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a crashed child starts again
STEADY_AFTER = 60.0  # seconds of running after which an earlier crash is forgotten
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class CannotStart(Exception):
    """A child that never became ready; `str()` is a sentence."""


@dataclass(frozen=True)
class Command:
    """A child: its name in messages, what to run, what to add to our environment.

    With `reports` the next one starts, and we are ready, only when it has called `tell_ready`.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    pass_fds: Sequence[int] = ()
    reports: bool = False


def tell_ready() -> None:
    """Say to the supervisor, if there is one, that this process is ready."""
    number = os.environ.pop(READY_FD, None)
    if number is not None:
        os.write(int(number), b"ready\n")
        os.close(int(number))


class Child:
    """One command and the process that runs it now."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.name = command.name
        self.process: subprocess.Popen[bytes] | None = None
        self.pipe: int | None = None
        self.ready = False
        self.was_ready = False
        self.started_at = 0.0
        self.start_at = 0.0  # when to start it again; 0 while it runs
        self.failures = 0

    @property
    def pid(self) -> int:
        """Its process id, 0 before the first start."""
        return self.process.pid if self.process else 0

    def start(self) -> None:
        """Run it, in a session of its own (Ctrl-C is ours alone), dying when we die."""
        self._close_pipe()
        env = {**os.environ, **self.command.env}
        env.pop(READY_FD, None)
        passed = list(self.command.pass_fds)
        told = -1
        if self.command.reports:
            self.pipe, told = os.pipe()
            env[READY_FD] = str(told)
            passed.append(told)
        parent = os.getpid()
        try:
            self.process = subprocess.Popen(
                list(self.command.argv), env=env, pass_fds=passed, start_new_session=True,
                stdin=subprocess.DEVNULL, preexec_fn=lambda: _die_with(parent),
            )  # fmt: skip
        except OSError as error:
            raise CannotStart(f"{self.name} cannot be started: {error}.") from None
        finally:
            if told >= 0:
                os.close(told)
        self.ready = not self.command.reports
        self.started_at, self.start_at = time.monotonic(), 0.0

    def hear(self) -> None:
        """Read the pipe: a line means ready, its end that there will be none."""
        if self.pipe is not None:
            self.ready = self.ready or b"\n" in os.read(self.pipe, 64)
            self._close_pipe()

    def has_ended(self) -> bool:
        """Whether it isn't running, or was never started."""
        return self.process is None or self.process.poll() is not None

    def how_it_ended(self) -> str:
        """For a message: how the last process ended."""
        code = self.process.returncode if self.process else 0
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
        if self.process is not None and not self.has_ended():
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return

    def wait(self) -> None:
        """Wait for its end."""
        if self.process is not None:
            self.process.wait()

    def _close_pipe(self) -> None:
        if self.pipe is not None:
            os.close(self.pipe)
            self.pipe = None


def _die_with(parent: int) -> None:
    """In a child before it runs its program: be killed when the parent's main thread ends.

    Killed, not asked: a child that hangs would keep the port, and ours may be killed at any time.
    """
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
        if os.getppid() != parent:
            os._exit(1)
