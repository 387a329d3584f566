"""What staff didn't see on their page in time goes to them by mail, many in one."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.db import transaction

from buckstop.kit.return_paths import return_path
from buckstop.notices.models import Notice
from buckstop.notices.queries import still_true
from buckstop.people.models import Person

BATCH = 200
AGAIN_AFTER = timedelta(minutes=10)  # the relay surely didn't take it
RETURNS = "n"
"""Kind of the return path of a notice: what comes back says on which problem."""

type Hand = Callable[[str, str, bytes], Any]

log = logging.getLogger(__name__)


def mail_unseen(hand: Hand, *, at: datetime, going: Callable[[], bool] = lambda: True) -> int:
    """Mail each person what they haven't seen; returns how many notices were taken up.

    A person's notices are marked before they are handed over: twice is worse here than on the page
    only. Each person's mail fails alone; where the relay itself fails, the rest waits unmarked.
    """
    due = Notice.objects.filter(mailed_at=None, mail_due__lte=at)
    rows = due.select_related("person", "problem", "entry").order_by("mail_due")[:BATCH]
    by_person: dict[Person, list[Notice]] = {}
    for row in rows:
        by_person.setdefault(row.person, []).append(row)
    count = 0
    for person, notices in by_person.items():
        if not going():
            break
        mine = _claim(notices, at)
        count += len(mine)
        outcome = _mail(hand, person, mine, at)
        if getattr(outcome, "came", "") == "later":
            _wait(mine, at + AGAIN_AFTER)
        if getattr(outcome, "stands_still", False):
            return count - len(mine)
    return count


def _claim(notices: Iterable[Notice], at: datetime) -> list[Notice]:
    """Mark those that no other worker has marked."""
    mine = {notice.pk: notice for notice in notices}
    with transaction.atomic():
        free = Notice.objects.filter(pk__in=mine, mailed_at=None)
        keys = free.select_for_update(skip_locked=True).values_list("pk", flat=True)
        found = [mine[key] for key in keys]
        Notice.objects.filter(pk__in=[notice.pk for notice in found]).update(mailed_at=at)
    return found


def _wait(notices: Iterable[Notice], until: datetime) -> None:
    waiting = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    waiting.update(mailed_at=None, mail_due=until)


def _mail(hand: Hand, person: Person, notices: list[Notice], at: datetime) -> Any:
    """Hand over one mail with what the person hasn't seen and what still holds; None where there
    is nothing to mail."""
    if not person.email or not person.is_active:
        return None
    try:
        unseen = still_true(person, [one for one in notices if one.seen_at is None])
        if not unseen:
            return None
        mail = _written(person, unseen, at)
    except Exception:  # on the page it stands all the same; the others' mails leave
        log.exception("the notices of person %s can't be mailed", person.pk)
        return None
    path = return_path(settings.ADDRESSES[0], RETURNS, unseen[0].problem_id)
    return hand(path, person.email, mail)


def _written(person: Person, notices: list[Notice], at: datetime) -> bytes:
    mail = EmailMessage()
    first = notices[0]
    mail["From"] = f"Buckstop <{settings.ADDRESSES[0]}>"
    mail["To"] = person.email
    mail["Date"] = at
    mail["Message-ID"] = make_msgid(domain=settings.ADDRESSES[0].rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Buckstop"] = "notice"
    more = f" and {len(notices) - 1} more" if len(notices) > 1 else ""
    mail["Subject"] = f"{first.problem.ref}: {first.sentence}{more}"
    lines = [
        f"{row.problem.ref} {row.problem.title}\n  {row.sentence}.\n"
        f"  {settings.BASE_URL}/problems/{row.problem.ref}/\n"
        for row in notices
    ]
    mail.set_content("\n".join(lines))
    return mail.as_bytes()
