"""What staff didn't see on their page in time goes to them by mail, many in one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.db import transaction

from buckstop.notices.models import Notice
from buckstop.people.models import Person

BATCH = 200
AGAIN_AFTER = timedelta(minutes=10)  # the relay surely didn't take it

type Hand = Callable[[str, str, bytes], Any]


def mail_unseen(hand: Hand, *, at: datetime) -> int:
    """Mail each person what they haven't seen; returns how many notices went out.

    A notice is marked before it is handed over: twice is worse here than on the page only.
    """
    with transaction.atomic():
        due = Notice.objects.filter(mailed_at=None, mail_due__lte=at)
        rows = list(
            due.select_related("person", "problem")
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("mail_due")[:BATCH]
        )
        Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=at)
    by_person: dict[Person, list[Notice]] = {}
    for row in rows:
        if row.seen_at is None and row.person.email and row.person.is_active:
            by_person.setdefault(row.person, []).append(row)
    for person, notices in by_person.items():
        came = hand(settings.ADDRESSES[0], person.email or "", _mail(person, notices, at))
        if getattr(came, "came", "") == "later":
            again = Notice.objects.filter(pk__in=[row.pk for row in notices])
            again.update(mailed_at=None, mail_due=at + AGAIN_AFTER)
    return len(rows)


def _mail(person: Person, notices: list[Notice], at: datetime) -> bytes:
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
