"""The one process that starts the others, keeps them alive and stops them."""

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from buckstop.kit.processes.children import CannotStart, Child, Part


class Supervisor:
    """Runs parts until SIGTERM or SIGINT. To be used once, from the main thread.

    `tick` is called every `tick_every` seconds, `on_ready` once when every child is ready. A child
    has `patience` seconds to become ready, and `grace` seconds to end before it is killed; a second
    signal kills those that are left. What is to be said goes to `say`, a line each (else stderr).
    """

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        on_ready: Callable[[], None] | None = None,
        tick: Callable[[], None] | None = None,
        tick_every: float = 1.0,
        patience: float = 60.0,
        grace: float = 10.0,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.children = [Child(part) for part in parts]
        self.on_ready = on_ready or (lambda: None)
        self.tick = tick or (lambda: None)
        self.tick_every = tick_every
        self.patience = patience
        self.grace = grace
        self.say = say or (lambda line: print(line, file=sys.stderr, flush=True))
        self.signals = 0
        self._next_tick = time.monotonic() + tick_every
        self._wake = -1

    def run(self) -> None:
        """Start, keep and finally stop the children; return when asked to stop.

        Raises CannotStart when a child ends before it was ever ready, or what `tick` or `on_ready`
        raise; the children are stopped before.
        """
        with self._signals_heard():
            try:
                for child in self.children:
                    self._start(child)
                if not self.signals:
                    self.on_ready()
                while not self.signals:
                    self._turn()
            finally:
                self._stop()

    def _start(self, child: Child) -> None:
        if self.signals:
            return
        child.start()
        until = time.monotonic() + self.patience
        while not child.ready and not self.signals:
            if child.has_ended():
                raise CannotStart(f"{child.name} {child.how_it_ended()} before it was ready.")
            if time.monotonic() > until:
                raise CannotStart(f"{child.name} was not ready within {self.patience:.0f} s.")
            self._turn()
        child.was_ready = True

    def _turn(self) -> None:
        """Wait until something happens, and deal with it."""
        for child in self.children:
            self._revive(child)
        due = [child.start_at for child in self.children if child.start_at]
        pause = min([self._next_tick, *due]) - time.monotonic()
        pipes = [child.pipe for child in self.children if child.pipe is not None]
        happened = self._sleep(pause, pipes)
        for child in self.children:
            if child.pipe in happened:
                child.hear()
        _reap_adopted([child.pid for child in self.children])
        if time.monotonic() >= self._next_tick and not self.signals:
            self.tick()
            self._next_tick = time.monotonic() + self.tick_every

    def _revive(self, child: Child) -> None:
        if not child.was_ready or self.signals:
            return
        if child.start_at:
            if time.monotonic() >= child.start_at:
                self._start_again(child)
        elif child.has_ended():
            pause = child.plan_restart()
            self.say(f"{child.name} {child.how_it_ended()}; starting it again in {pause:g} s.")

    def _start_again(self, child: Child) -> None:
        try:
            child.start()
        except CannotStart as error:
            self.say(f"{error} Trying again in {child.plan_restart():g} s.")

    def _sleep(self, seconds: float, pipes: Sequence[int] = ()) -> list[int]:
        """Until a signal, something in a pipe, or the time has passed; return what happened."""
        happened, _, _ = select.select([self._wake, *pipes], [], [], max(seconds, 0))
        if self._wake in happened:
            os.read(self._wake, 512)
        return happened

    def _stop(self) -> None:
        """End the children, the last first, each before the next."""
        already = self.signals
        for child in reversed(self.children):
            until = time.monotonic() + self.grace
            child.send(signal.SIGTERM)
            while not child.has_ended():
                if time.monotonic() > until or self.signals > max(already, 1):
                    self.say(f"{child.name} did not stop; killing it.")
                    child.send(signal.SIGKILL)
                    child.wait()
                    break
                self._sleep(0.1)

    @contextmanager
    def _signals_heard(self) -> Iterator[None]:
        def hear(*_: object) -> None:
            self.signals += 1

        self._wake, knock = os.pipe()
        os.set_blocking(knock, False)
        before = {
            number: signal.signal(number, action)
            for number, action in (
                (signal.SIGTERM, hear),
                (signal.SIGINT, hear),
                (signal.SIGCHLD, lambda *_: None),
            )
        }
        knocked_before = signal.set_wakeup_fd(knock, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(knocked_before)
            for number, action in before.items():
                signal.signal(number, action)
            os.close(self._wake)
            os.close(knock)


def _reap_adopted(own: Sequence[int]) -> None:
    """As the first process of a container: bury the dead that nobody else will."""
    while os.getpid() == 1:
        try:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if found is None or found.si_pid in own:
            return
        os.waitpid(found.si_pid, 0)
