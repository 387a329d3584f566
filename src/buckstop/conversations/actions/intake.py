"""Mail is kept whole before anybody answers 250; then it is read, in batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from buckstop.conversations.models import Intake
from buckstop.conversations.rules import fingerprint
from buckstop.ledger.bodies import new_body
from buckstop.ledger.models import Body

LEASE = timedelta(seconds=30)
"""How long a worker may take to read what it claimed before another one tries."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One mail as it came through a door: "" is the null sender."""

    envelope_from: str
    recipients: tuple[str, ...]
    raw: bytes


def keep(arrived: Iterable[Arrived], *, at: datetime) -> None:
    """Commit mails as they are; one row for each recipient, and one that came before counts once.

    No entry is written: nothing happened to any problem yet. `Intake` is in the list of rows of
    work that a test reads.
    """
    bodies: list[Body] = []
    rows: list[Intake] = []
    for mail in arrived:
        body = new_body(raw=mail.raw)
        bodies.append(body)
        print_ = fingerprint(mail.raw, settings.SECRET_KEY)
        rows += [
            Intake(
                raw=body,
                envelope_from=mail.envelope_from[:320],
                recipient=recipient[:320].lower(),
                fingerprint=print_,
                received_at=at,
                next_try_at=at,
            )
            for recipient in mail.recipients
        ]
    with transaction.atomic():
        Body.objects.bulk_create(bodies)
        Intake.objects.bulk_create(rows, ignore_conflicts=True)


def claim(*, at: datetime, limit: int) -> list[Intake]:
    """Take mails to read: nobody else gets them within the lease, a crash gives them back.

    A mail to two of our addresses is taken for one after the other, so that it is known by then.
    """
    with transaction.atomic():
        sooner = Intake.objects.filter(raw=OuterRef("raw"), done_at=None, pk__lt=OuterRef("pk"))
        waiting = Intake.objects.filter(
            ~Exists(sooner), done_at=None, next_try_at__lte=at
        ).order_by("id")
        rows = list(waiting.select_for_update(skip_locked=True)[:limit])
        for row in rows:
            row.tries += 1
        keys = [row.pk for row in rows]
        Intake.objects.filter(pk__in=keys).update(next_try_at=at + LEASE, tries=F("tries") + 1)
    bodies = Body.objects.in_bulk([row.raw_id for row in rows])
    for row in rows:
        row.raw = bodies[row.raw_id]
    return rows


def still_held(rows: Iterable[Intake]) -> set[UUID]:
    """Those of `claimed` rows that nobody else claimed since, locked until the transaction's end.

    Whoever stopped for longer than its lease must not take in what another one has taken in.
    """
    claims = {row.pk: row.tries for row in rows}
    found = Intake.objects.select_for_update().filter(pk__in=claims, done_at=None).order_by("id")
    return {pk for pk, tries in found.values_list("pk", "tries") if claims[pk] == tries}
