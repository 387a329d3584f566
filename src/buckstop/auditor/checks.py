"""What must hold, a query each over the whole database."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_noop as _

from buckstop.auditor.marks import last
from buckstop.auditor.models import MarkName
from buckstop.auditor.settings import BACKUP_DAYS
from buckstop.incoming.models import Intake
from buckstop.incoming.queries import accounts_in_trouble
from buckstop.kit import clock
from buckstop.ledger.models import Following
from buckstop.notices.models import Notice, Sending
from buckstop.outbox.queries.deliveries import waiting
from buckstop.people.models import Person
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.queries.guarantees import not_owned, not_promised

STANDS_STILL = timedelta(seconds=40)  # with a look every 15 s it is noticed within a minute
LATE = timedelta(seconds=60)  # for what the worker does at once
LATE_MAIL = timedelta(minutes=5)  # for what waits for somebody outside
MOST_SKEW = timedelta(seconds=2)
SLOW = 1.0  # seconds for an answer that takes none


@dataclass(frozen=True, slots=True)
class Check:
    """`look` answers how many things aren't as they should be; `says` is what then is wrong, and
    `holds` what is right otherwise."""

    code: str
    holds: str
    says: str
    look: Callable[[datetime], int]


def _worker(at: datetime) -> int:
    beat = last(MarkName.WORKER)
    return int(beat is None or beat < at - STANDS_STILL)


def _commitments(at: datetime) -> int:
    late = Commitment.objects.filter(attend_at__lt=at - LATE).count()
    owed = Commitment.objects.filter(ended_at=None, attend_at=None)
    return late + owed.exclude(state=CommitmentState.REPORTED).count()


def _mail_in(at: datetime) -> int:
    return Intake.objects.filter(done_at=None, next_try_at__lt=at - LATE).count()


def _reactions(at: datetime) -> int:
    waits = Following.objects.filter(done_at=None, failed_at=None)
    return waits.filter(next_try_at__lt=at - LATE).count()


def _given_up(at: datetime) -> int:
    del at
    return Following.objects.filter(done_at=None, failed_at__isnull=False).count()


def _letters(at: datetime) -> int:
    return waiting().filter(next_try_at__lt=at - LATE_MAIL).count()


def _notices(at: datetime) -> int:
    mails = Notice.objects.filter(mailed_at=None, mail_due__lt=at - LATE_MAIL)
    pushes = Sending.objects.filter(taken_at=None, due__lt=at - LATE_MAIL)
    return mails.count() + pushes.count()


def _clock(at: datetime) -> int:
    """As the database's, half of the way there and back allowed for."""
    del at
    with connection.cursor() as cursor:
        before = clock.now()
        cursor.execute("SELECT clock_timestamp()")
        [theirs] = cursor.fetchone() or [before]
    apart = abs(theirs - (before + (clock.now() - before) / 2))
    return int(apart > MOST_SKEW)


def _database(at: datetime) -> int:
    del at
    begun = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return int(time.monotonic() - begun > SLOW)


def _backup(at: datetime) -> int:
    """Only where we make them, and not in the first days of a house."""
    days = BACKUP_DAYS.value
    if settings.DEMO or not days:
        return 0
    since = at - timedelta(days=days)
    made = last(MarkName.BACKUP)
    if made is not None:
        return int(made < since)
    return int(Person.objects.filter(created_at__lt=since).exists())


CHECKS = (
    Check("worker", _("A worker goes through its duties."), _("No worker is working."), _worker),
    Check(
        "commitments",
        _("Everything that is owed was looked at in time."),
        _("Owed, and not looked at when it should have been: %(n)s."),
        _commitments,
    ),
    Check(
        "owned",
        _("Every open problem has exactly one owner, who is here."),
        _("Problems without exactly one owner who is here: %(n)s."),
        lambda _at: not_owned(),
    ),
    Check(
        "promised",
        _("Of every open problem the next news is promised."),
        _("Problems of which no news is promised: %(n)s."),
        lambda _at: not_promised(),
    ),
    Check(
        "mail-in", _("Mail that came is read."), _("Mails that wait to be read: %(n)s."), _mail_in
    ),
    Check(
        "mail-accounts",
        _("Every mail account is read, and what it has was taken in."),
        _("Mail accounts that are silent, or have mail that isn’t here: %(n)s."),
        accounts_in_trouble,
    ),
    Check(
        "reactions",
        _("What follows what happened is done."),
        _("Reactions that wait for too long: %(n)s."),
        _reactions,
    ),
    Check(
        "given-up",
        _("No reaction was given up."),
        _("Reactions that were given up: %(n)s. They stand on the page Deliveries."),
        _given_up,
    ),
    Check(
        "letters",
        _("Every letter left, or is known not to have left."),
        _("Letters that nobody has tried to hand over for five minutes: %(n)s."),
        _letters,
    ),
    Check(
        "notices",
        _("Every notice that is to leave the pages was put on its way."),
        _("Notices that weren’t put on their way in time: %(n)s."),
        _notices,
    ),
    Check(
        "clock",
        _("This machine’s clock and the database’s agree."),
        _("This machine’s clock and the database’s are more than two seconds apart."),
        _clock,
    ),
    Check(
        "database",
        _("The database answers in time."),
        _("The database took more than a second to answer."),
        _database,
    ),
    Check(
        "backup",
        _("The last backup is recent, or made by something else."),
        _("No recent backup is known: run `buckstop backup`."),
        _backup,
    ),
)
BY_CODE = {check.code: check for check in CHECKS}
