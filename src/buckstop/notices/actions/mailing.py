"""What staff didn't see on their page in time goes to them by mail, many in one."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from buckstop.notices.models import Notice
from buckstop.outbox.models import UNDER_WAY, Delivery
from buckstop.people.models import Person

BATCH = 200
NOTICES = "notice"
"""Stands in the deliveries of notices; their owner is the first notice in the mail."""


def mail_unseen(*, at: datetime) -> int:
    """Put on its way to each person what they haven't seen; returns how many notices it took up.

    While one mail to a person waits, what more they are told waits for the next.
    """
    with transaction.atomic():
        by_person: dict[Person, list[Notice]] = {}
        for row in _due(at):
            by_person.setdefault(row.person, []).append(row)
        mails = [_mail(person, rows, at) for person, rows in by_person.items()]
        Delivery.objects.bulk_create(mail for mail in mails if mail is not None)
        taken = [notice for rows in by_person.values() for notice in rows]
        for notice in taken:
            notice.mailed_at = at
        Notice.objects.bulk_update(taken, ["mailed_at", "delivery"])
    return len(taken)


def _due(at: datetime) -> "QuerySet[Notice]":
    under_way = Delivery.objects.filter(kind=NOTICES, state__in=UNDER_WAY).values("address")
    due = Notice.objects.filter(mailed_at=None, mail_due__lte=at)
    free = due.exclude(person__email__in=under_way).select_related("person")
    return free.select_for_update(skip_locked=True, of=("self",)).order_by("mail_due", "pk")[:BATCH]


def _mail(person: Person, notices: Iterable[Notice], at: datetime) -> Delivery | None:
    """One mail for them all; None for who has no address, or has seen them."""
    unseen = [notice for notice in notices if notice.seen_at is None]
    if not person.email or not person.is_active or not unseen:
        return None
    first = unseen[0]
    mail = Delivery(
        kind=NOTICES, owner=first.pk, address=person.email, made_at=at, next_try_at=at
    )  # fmt: skip
    for notice in unseen:
        notice.delivery = mail
    return mail
