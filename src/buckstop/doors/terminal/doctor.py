"""`buckstop doctor`: what an operator asks first, a line each."""

import argparse
import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from buckstop.auditor.queries import findings
from buckstop.coverage.queries import buck
from buckstop.doors.terminal.attached import check_writable, database, pending, server_version
from buckstop.doors.terminal.founding import check_founded
from buckstop.incoming.models import Intake
from buckstop.incoming.queries import tally
from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.models import Following
from buckstop.outbox.queries.deliveries import in_trouble, waiting
from buckstop.outbox.queries.outages import standstill
from buckstop.outbox.settings import relay

MOST_SKEW = timedelta(seconds=2)
LEAST_ROOM = 1024**3
WAITING_TOO_LONG = timedelta(minutes=5)
RELAY_PATIENCE = 5.0  # seconds


@dataclass(frozen=True)
class Found:
    """One line: what was looked at, whether it is well, and a sentence."""

    what: str
    is_well: bool
    says: str

    def __str__(self) -> str:
        return f"{'ok   ' if self.is_well else 'WRONG'}  {self.what:<11} {self.says}"


def run(args: argparse.Namespace) -> int:
    """Look at everything, a line each; 1 where something is wrong."""
    del args
    found = [*_around()]
    for line in found:
        print(line, flush=True)
    try:
        with database(migrated=False):
            for look in LOOKS:
                found.append(look())
                print(found[-1], flush=True)
                if look is _tables and not found[-1].is_well:
                    break
    except Stop as away:
        found.append(Found("database", False, str(away)))
        print(found[-1])
    return 0 if all(line.is_well for line in found) else 1


def _around() -> Iterator[Found]:
    yield Found("version", True, f"Buckstop {version('buckstop')}.")
    looks: tuple[Callable[[], Found], ...] = (_disk, _relay)
    for look in looks:
        yield look()


def _disk() -> Found:
    folder: Path = settings.DATA
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Found("disk", free >= LEAST_ROOM, f"{free / 1024**3:.1f} GiB free for {settings.DATA}.")


def _relay() -> Found:
    if settings.DEMO:
        return Found("mail relay", True, "Mail stays in the demo's viewer.")
    at = relay()
    if at is None:
        return Found("mail relay", False, "No mail can leave: choose a relay in the browser.")
    where = f"{at.host}:{at.port}"
    kind = smtplib.SMTP_SSL if at.tls == "from the start" else smtplib.SMTP
    try:
        with kind(at.host, at.port, timeout=RELAY_PATIENCE) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as failure:
        return Found("mail relay", False, f"{where} can't be reached: {failure}.")
    return Found("mail relay", True, f"{where} answers.")


def _server() -> Found:
    number = server_version()
    where = "embedded" if settings.DATABASES["default"]["HOST"].startswith("/") else "given"
    return Found("database", True, f"PostgreSQL {number // 10000}.{number % 10000} ({where}).")


def _tables() -> Found:
    waiting = pending()
    if waiting:
        return Found("tables", False, f"{waiting} migrations are to be run: `buckstop migrate`.")
    return Found("tables", True, "They are of this version.")


def _desk() -> Found:
    """Whether what comes can be owned, and be written down."""
    try:
        check_writable()
        check_founded()
    except Stop as no:
        return Found("desk", False, str(no))
    return Found("desk", True, f"The buck stops with {buck()}.")


def _clock() -> Found:
    with connection.cursor() as cursor:
        before = clock.now()
        cursor.execute("SELECT clock_timestamp()")
        [theirs] = cursor.fetchone() or [before]
    apart = abs(theirs - (before + (clock.now() - before) / 2))
    says = f"This machine's and the database's are {apart.total_seconds():.3f} s apart."
    return Found("clock", apart <= MOST_SKEW, says)


def _mail_in() -> Found:
    waiting = Intake.objects.filter(done_at=None)
    oldest = waiting.order_by("received_at").first()
    counted = tally()
    if not counted.is_right:
        lost = f"{counted.astray:,} of them are not where they should be: look into the log."
        return Found("mail in", False, f"{counted} {lost}")
    if oldest is None:
        return Found("mail in", True, str(counted))
    since = clock.now() - oldest.received_at
    says = f"{counted} The oldest waits for {_long(since)}."
    return Found("mail in", since < WAITING_TOO_LONG, says)


def _mail_out() -> Found:
    late = waiting()
    overdue = late.filter(made_at__lt=_ago(WAITING_TOO_LONG)).exists()
    doubtful = in_trouble().count()
    says = f"{late.count()} waiting to leave, {doubtful} that a person must look at."
    found = standstill()
    if found is not None:
        since = f" since {found.since:%Y-%m-%d %H:%M} UTC" if found.since else ""
        says = f"{says} No {found.what} leaves{since}: {found.why}"
    return Found("mail out", not overdue and not doubtful and found is None, says)


def _reactions() -> Found:
    stuck = Following.objects.filter(done_at=None, failed_at__isnull=False).count()
    says = (
        f"{stuck} were given up; they stand on the page Deliveries." if stuck else "None is stuck."
    )
    return Found("reactions", not stuck, says)


def _audited() -> Found:
    """What the auditor found, and whether it looks at all."""
    found = findings(clock.now())
    says = " ".join(one.says for one in found)
    return Found("auditor", not found, says or "It looks, and found everything as it should be.")


LOOKS: tuple[Callable[[], Found], ...] = (
    _server, _tables, _desk, _clock, _mail_in, _mail_out, _reactions, _audited,
)  # fmt: skip


def _ago(step: timedelta) -> datetime:
    return clock.now() - step


def _long(since: timedelta) -> str:
    seconds = int(since.total_seconds())
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"
