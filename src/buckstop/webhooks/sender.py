"""Sends to many endpoints at once: each has a line of its own, so that a slow one holds up none."""

import queue
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.webhooks.actions.handing import note_results, put_back, take
from buckstop.webhooks.models import Endpoint
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
        self._done: queue.SimpleQueue[tuple[Job, Result] | None] = queue.SimpleQueue()

    def turn(self, at: datetime) -> int:
        """Write down what came back, take in hand what is due, and let it be posted; returns how
        many things were taken up."""
        came = self._came()
        if came:
            self._note(came, at)
        jobs = take(self._room(), at)
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
        put_back([job for line in self._lines.values() for job in line])
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
        nothing = note_results({job.sending: result for job, result in came}, at=at)
        self._slow -= {job.endpoint for job, _result in came}
        self._slow |= nothing
        for key in nothing & self._lines.keys():
            put_back(self._lines.pop(key))

    def _room(self) -> dict[UUID, int]:
        """How many of each endpoint may be taken in hand yet."""
        room = {}
        for key in Endpoint.objects.filter(ended_at=None).values_list("pk", flat=True):
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
    if not Endpoint.objects.filter(ended_at=None).exists():
        return 0
    sender, total = Sender(), 0
    while (took := sender.turn(at)) or sender.busy:
        total += took
        if sender.busy:
            sender.wait(1.0)
    sender.end(at)
    return total
