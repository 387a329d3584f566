"""`python -m bench.helpdesk.measure MAILS PROCESSES`: prints one line of JSON.

Mail by its own function (`process_queue` on a folder, with neither SMTP nor outgoing mail), and the
page of a ticket.
"""

import json
import logging
import multiprocessing
import os
import sys
import time
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from helpdesk.email import process_queue  # type: ignore[import-not-found]
from helpdesk.models import Queue, Ticket  # type: ignore[import-not-found]

from bench.mails import mail

PAGES, WARM = 60, 10


def queues(folder: Path, count: int, processes: int) -> list[str]:
    """A queue and a folder of mails for each process."""
    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    people: Any = get_user_model().objects
    people.create_superuser("agent", "agent@desk.example", "x")
    for number in range(processes):
        box = folder / f"queue{number}"
        box.mkdir()
        Queue.objects.create(
            title=box.name, slug=box.name, email_address=f"desk{number}@desk.example",
            allow_email_submission=True, email_box_type="local", email_box_local_dir=str(box),
            email_box_interval=0,
        )  # fmt: skip
        for at in range(number, count, processes):
            (box / f"{at:05}.eml").write_bytes(mail(at, "peer"))
    return [f"queue{number}" for number in range(processes)]


def work(slug: str, ready: Any, times: Any) -> None:
    """In a process of its own: make tickets of the mails of a queue."""
    queue = Queue.objects.get(slug=slug)
    quiet = logging.getLogger("quiet")
    quiet.setLevel(logging.CRITICAL + 1)
    ready.wait()
    begun = time.time()
    process_queue(queue, logger=quiet)
    times.put((begun, time.time()))


def tickets(folder: Path, count: int, processes: int) -> float:
    """Tickets per second."""
    slugs = queues(folder, count, processes)
    context = multiprocessing.get_context("spawn")
    ready, times = context.Barrier(processes), context.Queue()
    workers = [context.Process(target=work, args=(slug, ready, times)) for slug in slugs]
    for worker in workers:
        worker.start()
    spans = [times.get() for _ in workers]
    for worker in workers:
        worker.join()
    made: int = Ticket.objects.count()
    seconds: float = max(end for _, end in spans) - min(begun for begun, _ in spans)
    return made / seconds


def pages() -> dict[str, float]:
    """Milliseconds of the page of a ticket."""
    client = Client()
    client.force_login(get_user_model().objects.get())
    keys = list(Ticket.objects.order_by("-pk").values_list("pk", flat=True)[: PAGES + WARM])
    took = []
    for key in keys:
        begun = time.perf_counter()
        answer = client.get(f"/tickets/{key}/")
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"ticket {key} answered {answer.status_code}")
    took = sorted(took[WARM:])
    return {"p50": took[len(took) // 2], "p95": took[int(len(took) * 0.95)]}


def main() -> None:
    """Measure both."""
    folder = Path(os.environ["BENCH_FOLDER"])
    rate = tickets(folder, int(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({"rate": rate, **pages()}))


if __name__ == "__main__":
    main()
