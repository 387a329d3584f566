"""What the house does: who owns what comes, mail, reactions, workers, auditor, backup."""

from datetime import datetime, timedelta

from django.conf import settings

from buckstop.auditor.checks import STANDS_STILL
from buckstop.auditor.marks import last
from buckstop.auditor.models import MarkName
from buckstop.auditor.queries import findings
from buckstop.auditor.settings import BACKUP_DAYS
from buckstop.coverage.queries import buck
from buckstop.doors.terminal.attached import check_writable
from buckstop.doors.terminal.doctor.found import Found, Look, note
from buckstop.doors.terminal.founding import check_founded
from buckstop.incoming.models import Intake
from buckstop.incoming.queries import tally
from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.models import Following
from buckstop.outbox.queries.deliveries import in_trouble, waiting
from buckstop.outbox.queries.outages import standstill

WAITING_TOO_LONG = timedelta(minutes=5)


def desk() -> Found:
    """Whether what comes can be owned, and be written down."""
    try:
        check_writable()
        check_founded()
    except Stop as no:
        return Found("desk", False, str(no))
    return Found("desk", True, f"The buck stops with {buck()}.")


def mail_in() -> Found:
    waiting = Intake.objects.filter(done_at=None)
    oldest = waiting.order_by("received_at").first()
    counted = tally()
    if not counted.is_right:
        lost = f"{counted.astray:,} of them are not where they should be: look into the log."
        do = "Look into the log; `buckstop ledger verify` says what was changed."
        return Found("mail in", False, f"{counted} {lost}", do)
    if oldest is None:
        return Found("mail in", True, str(counted))
    since = clock.now() - oldest.received_at
    says = f"{counted} The oldest waits for {_long(since)}."
    is_well = since < WAITING_TOO_LONG
    do = "See whether a worker runs (below), and what its log says."
    return Found("mail in", is_well, says, "" if is_well else do)


def mail_out() -> Found:
    late = waiting()
    overdue = late.filter(made_at__lt=_ago(WAITING_TOO_LONG)).exists()
    doubtful = in_trouble().count()
    says = f"{late.count()} waiting to leave, {doubtful} that a person must look at."
    found = standstill()
    if found is not None:
        since = f" since {found.since:%Y-%m-%d %H:%M} UTC" if found.since else ""
        says = f"{says} No {found.what} leaves{since}: {found.why}"
    is_well = not overdue and not doubtful and found is None
    do = "The page Deliveries has each of them, and what can be done."
    return Found("mail out", is_well, says, "" if is_well else do)


def reactions() -> Found:
    stuck = Following.objects.filter(done_at=None, failed_at__isnull=False).count()
    says = (
        f"{stuck} were given up; they stand on the page Deliveries." if stuck else "None is stuck."
    )
    return Found("reactions", not stuck, says, "Try them again there." if stuck else "")


def audited() -> Found:
    """What the auditor found, and whether it looks at all."""
    found = findings(clock.now())
    says = " ".join(one.says for one in found)
    return Found("auditor", not found, says or "It looks, and found everything as it should be.")


def worker() -> Found:
    """Whether anybody reads mail and keeps the clock."""
    beat = last(MarkName.WORKER)
    do = "Start `buckstop serve`, or `buckstop worker`; its log says why it ended."
    if beat is None:
        return Found("worker", False, "No worker has ever worked here.", do)
    since = clock.now() - beat
    is_well = since < STANDS_STILL
    return Found("worker", is_well, f"Last alive {_long(since)} ago.", "" if is_well else do)


def backup() -> Found:
    """When everything was last written down elsewhere."""
    made, days = last(MarkName.BACKUP), BACKUP_DAYS.value
    if settings.DEMO or not days:
        return Found("backup", True, "Nobody looks for backups of ours here.")
    do = "Run `buckstop backup FILE`, and keep that file elsewhere."
    if made is None:
        return note("backup", "None was made yet.", do)
    since = clock.now() - made
    late = since > timedelta(days=days)
    says = f"The last one was made {_long(since)} ago; one is due every {days} days."
    return Found("backup", not late, says, do if late else "")


def _ago(step: timedelta) -> datetime:
    return clock.now() - step


def _long(since: timedelta) -> str:
    seconds = int(since.total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 2 * 3600 else f"{seconds // 3600} h"


LOOKS: tuple[Look, ...] = (desk, mail_in, mail_out, reactions, worker, audited, backup)
