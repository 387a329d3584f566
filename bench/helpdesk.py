"""django-helpdesk, run by its own environment: `python -m bench.helpdesk URL MAILS PROCESSES`.

Its own function for mail (`process_queue` on a folder, with neither SMTP nor outgoing mail), and the
page of a ticket through its WSGI stack. Prints one line of JSON.
"""

import json
import logging
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench.mails import mail

PAGES = 60
APPS = (
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles", "django.contrib.sites",
    "django.contrib.humanize", "django.contrib.admin", "helpdesk", "rest_framework",
    "rest_framework.authtoken", "django_cleanup.apps.CleanupConfig",
)  # fmt: skip
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
)


def set_up(url: str, media: str) -> None:
    """Django with helpdesk in front of the database at `url`."""
    import django  # noqa: PLC0415 - of the peer's environment
    from django.conf import settings  # noqa: PLC0415

    parts = urlsplit(url)
    place = {key: one[0] for key, one in parse_qs(parts.query).items()}
    around = (
        "django.template.context_processors.request",
        *(f"django.contrib.{app}.context_processors.{app}" for app in ("auth", "messages")),
    )
    settings.configure(
        SECRET_KEY="bench", ALLOWED_HOSTS=["*"], SITE_ID=1, INSTALLED_APPS=list(APPS),
        MIDDLEWARE=list(MIDDLEWARE), ROOT_URLCONF="bench.helpdesk_urls", MEDIA_ROOT=media,
        MEDIA_URL="/media/", STATIC_URL="/static/", USE_TZ=True, LOGIN_URL="/login/",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", QUEUE_EMAIL_BOX_TYPE="local",
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend", HELPDESK_USE_CDN=False,
        SILENCED_SYSTEM_CHECKS=["*"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates",
                    "APP_DIRS": True, "OPTIONS": {"context_processors": around}}],
        DATABASES={"default": {
            "ENGINE": "django.db.backends.postgresql", "NAME": parts.path.strip("/"),
            "USER": "postgres", "HOST": place["host"], "PORT": place["port"],
            "CONN_MAX_AGE": 600,
        }},
    )  # fmt: skip
    django.setup()


def queues(folder: Path, count: int, processes: int) -> list[str]:
    """A queue and a folder of mails for each process."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from helpdesk.models import Queue  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    get_user_model().objects.create_superuser("agent", "agent@desk.example", "x")
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


def work(url: str, media: str, slug: str, ready: Any, times: Any) -> None:
    """In a process of its own: make tickets of the mails of a queue."""
    set_up(url, media)
    from helpdesk.email import process_queue  # noqa: PLC0415
    from helpdesk.models import Queue  # noqa: PLC0415

    queue = Queue.objects.get(slug=slug)
    quiet = logging.getLogger("quiet")
    quiet.setLevel(logging.CRITICAL)
    ready.wait()
    begun = time.time()
    process_queue(queue, logger=quiet)
    times.put((begun, time.time()))


def tickets(url: str, folder: str, count: int, processes: int) -> float:
    """Tickets per second."""
    slugs = queues(Path(folder), count, processes)
    context = multiprocessing.get_context("spawn")
    ready, times = context.Barrier(processes), context.Queue()
    workers = [
        context.Process(target=work, args=(url, folder, slug, ready, times)) for slug in slugs
    ]
    for worker in workers:
        worker.start()
    spans = [times.get() for _ in workers]
    for worker in workers:
        worker.join()
    from helpdesk.models import Ticket  # noqa: PLC0415

    made: int = Ticket.objects.count()
    return made / (max(end for _, end in spans) - min(begun for begun, _ in spans))


def pages() -> dict[str, float]:
    """Milliseconds of the page of a ticket."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from helpdesk.models import Ticket  # noqa: PLC0415

    client = Client()
    client.force_login(get_user_model().objects.get())
    keys = list(Ticket.objects.order_by("-pk").values_list("pk", flat=True)[: PAGES + 10])
    took = []
    for key in keys:
        begun = time.perf_counter()
        answer = client.get(f"/tickets/{key}/")
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"ticket {key} answered {answer.status_code}")
    took = sorted(took[10:])
    return {"p50": took[len(took) // 2], "p95": took[int(len(took) * 0.95)]}


def main() -> None:
    """Measure both."""
    url, count, processes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        set_up(url, folder)
        rate = tickets(url, folder, count, processes)
        print(json.dumps({"rate": rate, **pages()}))


if __name__ == "__main__":
    main()
