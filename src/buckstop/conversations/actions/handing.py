"""Parts of delivering: a handful of mails in a worker's hands, and what is known of each.

What is known is true whenever the worker dies: a mail whose end was surely not sent goes again, one
whose end may be on its way is in doubt, one that was answered is what the answer said.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from buckstop.conversations.actions.writing import Written
from buckstop.conversations.mail.relay import Came, Outcome
from buckstop.conversations.models import Delivery, Handing
from buckstop.kit.bulk import update_many
from buckstop.kit.ids import uuid7
from buckstop.ledger.bodies import new_body
from buckstop.ledger.models import Body

LEASE = timedelta(minutes=5)
"""After this long without a sign of its worker a handful is taken from it. Longer than one mail
takes, whose steps all have their timeouts; renewed before each."""
RENEWED_EVERY = timedelta(minutes=1)
IN_DOUBT = Outcome(
    Came.UNCERTAIN, 0, "Buckstop stopped while it handed this mail over; it may have left."
)

_MAY_END = """
UPDATE conversations_handing SET came = 'uncertain'
WHERE delivery_id = %s AND held_by = %s AND came = ''
"""
_ANSWERED = """
UPDATE conversations_handing SET came = %s, code = %s, sentence = %s
WHERE delivery_id = %s AND held_by = %s
"""


@dataclass
class Handful:
    """Some mails in one worker's hands, and what came of those that it has tried."""

    mails: list[Delivery]
    written: dict[UUID, Written]
    renewed_at: datetime
    id: UUID = field(default_factory=uuid7)
    came: dict[UUID, Outcome] = field(default_factory=dict)

    def may_end(self, delivery: Delivery) -> bool:
        """Note that its end may be on its way; False where another worker has taken it over."""
        with connection.cursor() as cursor:
            cursor.execute(_MAY_END, [delivery.pk, self.id])
            return cursor.rowcount == 1

    def answered(self, delivery: Delivery, outcome: Outcome) -> None:
        """Note what came of it, until all of the handful is recorded."""
        self.came[delivery.pk] = outcome
        said = (str(outcome.came), outcome.code, outcome.sentence[:500])
        with connection.cursor() as cursor:
            cursor.execute(_ANSWERED, [*said, delivery.pk, self.id])

    def renew(self, at: datetime) -> None:
        """The worker lives: the lease of what it holds begins anew."""
        if at - self.renewed_at >= RENEWED_EVERY:
            held = Delivery.objects.filter(held_by=self.id, state="handing")
            held.update(next_try_at=at + LEASE)
            self.renewed_at = at


def take(chosen: Iterable[Delivery], written: dict[UUID, Written], at: datetime) -> Handful:
    """Commit that they are being handed over, with their bytes, before the first one is."""
    handful = Handful([], written, renewed_at=at)
    wanted = list(chosen)
    with transaction.atomic():
        free = set(
            Delivery.objects.filter(pk__in=[delivery.pk for delivery in wanted], state="pending")
            .select_for_update(skip_locked=True)
            .values_list("pk", flat=True)
        )
        fresh = []
        for delivery in wanted:
            if delivery.pk in free:
                delivery.state, delivery.next_try_at = "handing", at + LEASE
                delivery.held_by = handful.id
                if delivery.raw is None:
                    delivery.raw = new_body(raw=written[delivery.pk].raw)
                    fresh.append(delivery.raw)
                handful.mails.append(delivery)
        Body.objects.bulk_create(fresh)
        update_many(Delivery, handful.mails, ("state", "next_try_at", "raw", "held_by"))
        Handing.objects.bulk_create(
            [Handing(delivery=delivery, held_by=handful.id) for delivery in handful.mails],
            update_conflicts=True,
            unique_fields=["delivery"],
            update_fields=["held_by", "came", "code", "sentence"],
        )
    return handful


def last_known(mails: Iterable[Delivery]) -> dict[UUID, Outcome | None]:
    """Part of verbs: what was known of mails whose worker is gone, locked against its return.

    None where the end was surely not sent. A mail that is missing here is in doubt: the database
    crashed and lost what was known.
    """
    held = {delivery.pk: delivery.held_by for delivery in mails}
    rows = Handing.objects.filter(delivery__in=held).select_for_update(of=("self",))
    ours = [row for row in rows.order_by("delivery") if row.held_by == held[row.delivery_id]]
    return {row.delivery_id: _outcome(row) for row in ours}


def _outcome(row: Handing) -> Outcome | None:
    if not row.came:
        return None
    return Outcome(Came(row.came), row.code, row.sentence) if row.sentence else IN_DOUBT


def forget(keys: Iterable[UUID]) -> None:
    """Part of verbs: what came of these mails is recorded, so that nothing else needs be known."""
    Handing.objects.filter(delivery__in=list(keys)).delete()
