"""Mail is kept whole before anybody answers 250; then it is read, in batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from buckstop.configuration.secrets import fingerprint_key
from buckstop.conversations.rules import fingerprint
from buckstop.incoming.models import Intake
from buckstop.kit.bulk import run
from buckstop.kit.ids import uuid7
from buckstop.kit.postgres.standbys import wait_for_standbys
from buckstop.kit.reading import Given, reading
from buckstop.ledger.bodies import KEEP, columns, new_body
from buckstop.ledger.models import Body

LEASE = timedelta(seconds=15)
"""How long a worker may take to read what it claimed before another one tries."""
ENOUGH = 3  # tries to read one mail; then it is somebody's as it came

_KEEP = f"""
WITH arrived AS (
    INSERT INTO incoming_intake (id, raw_id, envelope_from, recipient, fingerprint, size, remark,
        received_at, next_try_at, message_id, became, said, sender, crowd, near, tries)
    SELECT id, body, path, recipient, print, size, remark, at, at, '', '', '', '', '', '', tries
    FROM (SELECT %b::timestamptz AS at) now,
        unnest(%b::uuid[], %b::uuid[], %t::text[], %t::text[], %t::text[], %b::integer[],
            %t::text[], %b::smallint[])
            given (id, body, path, recipient, print, size, remark, tries)
    ON CONFLICT DO NOTHING RETURNING raw_id
), wanted AS (SELECT raw_id AS id FROM arrived) {KEEP}
"""

BYTES = 8 * 1024**2
"""So much is claimed at a time, or one mail that is larger: the lease must outlast the reading."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One mail as it came through a door: "" is the null sender. `remark`: what is missing, or why
    it is known already that it can't be read: then it is `unreadable`, and read by nobody."""

    envelope_from: str
    recipients: tuple[str, ...]
    raw: bytes
    remark: str = ""
    unreadable: bool = False


def keep(arrived: Iterable[Arrived], *, at: datetime) -> None:
    """Commit mails as they are; one row for each recipient, and one that came before counts once.

    No entry is written: nothing happened to any problem yet. `Intake` is in the list of rows of
    work that a test reads.
    """
    bodies, rows, key = [], [], fingerprint_key()
    for mail in arrived:
        body = new_body(raw=mail.raw)
        bodies.append(body)
        sender, print_ = mail.envelope_from[:320], fingerprint(mail.raw, key)
        for recipient in sorted(mail.recipients, key=lambda one: "+" not in one):
            to = recipient[:320].lower()
            tries = ENOUGH if mail.unreadable else 0
            row = (uuid7(), body.pk, sender, to, print_, len(mail.raw), mail.remark[:200], tries)
            rows.append(row)
    if not rows:
        return
    # The rows first: a mail that came before makes none, and then its body isn't kept either.
    if not run(_KEEP, [at, *map(list, zip(*rows, strict=True)), *columns(bodies)]):
        wait_for_standbys()


def waiting_to_be_read(most: int) -> int:
    """How many mails wait, at most `most`."""
    return len(Intake.objects.filter(done_at=None).order_by("id").values_list("pk")[:most])


@reading
def _waits() -> "QuerySet[Intake, UUID]":
    due: Any = Given("at")
    rows = Intake.objects.filter(done_at=None, next_try_at__lte=due).order_by("pk")
    return rows.values_list("pk", flat=True)[:1]


def claim(*, at: datetime, limit: int) -> list[Intake]:
    """Take mails to read: nobody else gets them within the lease, a crash gives them back.

    A mail to two of our addresses is taken for one after the other, so that it is known by then.
    What was taken before and didn't come to its end is taken alone: it may be what ends workers,
    and must not take innocent ones along.
    """
    if not _waits(at=at):
        return []
    with transaction.atomic():
        sooner = Intake.objects.filter(raw=OuterRef("raw"), done_at=None, pk__lt=OuterRef("pk"))
        waiting = Intake.objects.filter(
            ~Exists(sooner), done_at=None, next_try_at__lte=at
        ).order_by("id")
        rows = _together(list(waiting.select_for_update(skip_locked=True)[:limit]))
        for row in rows:
            row.tries += 1
        keys = [row.pk for row in rows]
        Intake.objects.filter(pk__in=keys).update(next_try_at=at + LEASE, tries=F("tries") + 1)
    bodies = Body.objects.in_bulk([row.raw_id for row in rows])
    for row in rows:
        row.raw = bodies[row.raw_id]
    return rows


def _together(rows: list[Intake]) -> list[Intake]:
    """Those that are taken at once: one that was tried before alone, of others not too much."""
    if rows and rows[0].tries:
        return rows[:1]
    found: list[Intake] = []
    room = BYTES
    for row in rows:
        room -= row.size
        if row.tries == 0 and (room >= 0 or not found):
            found.append(row)
    return found


def give_back(rows: Iterable[Intake], *, at: datetime) -> None:
    """What was claimed and not touched, since the database went away, waits as if never claimed."""
    for row in rows:
        held = Intake.objects.filter(pk=row.pk, tries=row.tries, done_at=None)
        held.update(tries=row.tries - 1, next_try_at=at)
