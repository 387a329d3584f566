"""Posts to many programs at once: each has a line of its own, so that a slow one holds up none."""

import queue
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.webhooks.lines import ALL, Lines
from buckstop.webhooks.posting import Job, Poster
from buckstop.webhooks.rules import Result

THREADS = 64
AT_ONCE = 8
"""So many posts to one endpoint run beside each other; of one that takes nothing, a single one."""
AHEAD = 200
"""So many are taken in hand for one endpoint."""


class Sender:
    """Has what is due posted by threads of its own; its turns run in one thread, with the database
    connection."""

    def __init__(self, post: Callable[[Job], Result] | None = None) -> None:
        self._post = post or Poster().post
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="webhook")
        self._lines: dict[UUID, deque[Job]] = defaultdict(deque)
        self._posting: dict[UUID, int] = defaultdict(int)
        self._slow: set[UUID] = set()
        self._whose: dict[UUID, Lines] = {}
        self._done: queue.SimpleQueue[tuple[Job, Result] | None] = queue.SimpleQueue()

    def turn(self, at: datetime) -> int:
        """Write down what came back, take in hand what is due, and let it be posted; returns how
        many things were taken up."""
        came = self._came()
        if came:
            self._note(came, at)
        jobs = [job for lines in ALL for job in lines.take(self._room(lines), at)]
        for job in jobs:
            self._lines[job.endpoint].append(job)
        self._begin()
        return len(came) + len(jobs)

    def wait(self, seconds: float) -> None:
        """Until something came back or somebody woke it, or for so long."""
        try:
            first = self._done.get(timeout=seconds)
        except queue.Empty:
            return
        if first is not None:
            self._done.put(first)

    def wake(self) -> None:
        """Something may be due."""
        self._done.put(None)

    @property
    def busy(self) -> bool:
        """Whether something is in its hands."""
        return any(self._posting.values()) or any(self._lines.values())

    def end(self, at: datetime) -> None:
        """Put back what waits in its lines, and write down what came of the rest so far."""
        for key, line in self._lines.items():
            self._put_back(key, line)
        self._lines.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)
        if came := self._came():
            self._note(came, at)

    def _came(self) -> list[tuple[Job, Result]]:
        came: list[tuple[Job, Result]] = []
        while True:
            try:
                one = self._done.get_nowait()
            except queue.Empty:
                return came
            if one is not None:
                came.append(one)

    def _note(self, came: list[tuple[Job, Result]], at: datetime) -> None:
        for job, _result in came:
            self._posting[job.endpoint] -= 1
        nothing: set[UUID] = set()
        for lines in ALL:
            results = {
                job.sending: result for job, result in came if self._whose[job.endpoint] is lines
            }
            nothing |= lines.note(results, at) if results else set()
        self._slow -= {job.endpoint for job, _result in came}
        self._slow |= nothing
        for key in nothing & self._lines.keys():
            self._put_back(key, self._lines.pop(key))

    def _put_back(self, key: UUID, line: Iterable[Job]) -> None:
        if keys := [job.sending for job in line]:
            self._whose[key].put_back(keys)

    def _room(self, lines: Lines) -> dict[UUID, int]:
        """How many of each may be taken in hand yet."""
        room = {}
        for key in lines.there():
            self._whose[key] = lines
            most = 1 if key in self._slow else AHEAD
            held = len(self._lines[key]) + self._posting[key]
            if held * 2 <= most:
                room[key] = most - held
        return room

    def _begin(self) -> None:
        for key, line in self._lines.items():
            most = 1 if key in self._slow else AT_ONCE
            while line and self._posting[key] < most:
                self._posting[key] += 1
                self._threads.submit(self._run, line.popleft())

    def _run(self, job: Job) -> None:
        result = Result(0, _("It broke off."), 0)
        try:
            result = self._post(job)
        finally:  # whatever it was, the line goes on
            self._done.put((job, result))


def deliver_webhooks(*, at: datetime) -> int:
    """Send what is due and wait for all of it, as a worker that comes once; returns how many."""
    if not any(list(lines.there()) for lines in ALL):
        return 0
    sender, total = Sender(), 0
    while (took := sender.turn(at)) or sender.busy:
        total += took
        if sender.busy:
            sender.wait(1.0)
    sender.end(at)
    return total
