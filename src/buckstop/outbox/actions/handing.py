"""Parts of delivering: a handful of mails in a worker's hands, and what is known of each.

What is known is true whenever the worker dies: a mail whose end was surely not sent goes again, one
whose end may be on its way is in doubt, one that was answered is what the answer said. It stands in
a file of the worker's machine (`kit.marks`), which no kill can lose; where a crash of the machine
did, all of the handful is in doubt.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from buckstop.kit import marks
from buckstop.kit.bulk import insert_many, update_many
from buckstop.kit.ids import uuid7
from buckstop.ledger.bodies import new_body
from buckstop.ledger.models import Body
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.source import Written, source_of

LEASE = timedelta(minutes=5)
"""After this long without a sign of its worker a handful is taken from it. Longer than one mail
takes, whose steps all have their timeouts; renewed before each."""
RENEWED_EVERY = timedelta(minutes=1)
TOO_LATE = LEASE - timedelta(seconds=30)
"""After this long without a renewal the worker itself sends nothing more: it has slept."""
IN_DOUBT = Outcome(
    Came.UNCERTAIN, 0, "Buckstop stopped while it handed this mail over; it may have left."
)
_STOPPED = "Buckstop stopped before it could write down what the mail relay said."
_KNOWN: dict[str, Outcome | None] = {
    marks.NONE: None,
    "u": IN_DOUBT,
    "a": Outcome(Came.ACCEPTED, 250, _STOPPED),
    "r": Outcome(Came.REFUSED, 550, _STOPPED),
    "l": None,
}
"""What a mark says came of a mail; None where it goes again as if it had not been touched."""


@dataclass
class Handful:
    """Some mails in one worker's hands, and what came of those that it has tried."""

    id: UUID
    mails: list[Delivery]
    written: dict[UUID, Written]
    marks: marks.Marks
    renewed_at: datetime
    about: Mapping[UUID, Any] = field(default_factory=dict)
    came: dict[UUID, Outcome] = field(default_factory=dict)

    def may_end(self, delivery: Delivery, at: datetime) -> bool:
        """Mark that its end may be on its way; False where another worker may have taken it."""
        if at - self.renewed_at > TOO_LATE:
            return False
        self.marks.set(delivery.pk, "u")
        return True

    def answered(self, delivery: Delivery, outcome: Outcome) -> None:
        """Mark what came of it, until all of the handful is recorded."""
        self.came[delivery.pk] = outcome
        self.marks.set(delivery.pk, outcome.came[0])

    def renew(self, at: datetime) -> None:
        """The worker lives: the lease of what it holds begins anew."""
        if at - self.renewed_at >= RENEWED_EVERY:
            held = Delivery.objects.filter(held_by=self.id, state=DeliveryState.HANDING)
            held.update(next_try_at=at + LEASE)
            self.renewed_at = at


def take(
    chosen: Iterable[Delivery],
    written: dict[UUID, Written],
    at: datetime,
    about: Mapping[UUID, Any],
) -> Handful:
    """Commit that they are being handed over, with their bytes, before the first one is."""
    wanted, name = list(chosen), uuid7()
    kept = marks.Marks.begin(_folder(), name, [delivery.pk for delivery in wanted])
    handful = Handful(name, [], written, kept, renewed_at=at, about=about)
    with ExitStack() as unless_held:
        unless_held.callback(kept.end)
        _hold(handful, wanted, at)
        unless_held.pop_all()
    return handful


def _hold(handful: Handful, wanted: list[Delivery], at: datetime) -> None:
    with transaction.atomic():
        free = set(
            Delivery.objects.filter(
                pk__in=[delivery.pk for delivery in wanted], state=DeliveryState.PENDING
            )
            .select_for_update(skip_locked=True)
            .values_list("pk", flat=True)
        )
        fresh = []
        for delivery in wanted:
            if delivery.pk in free:
                delivery.state, delivery.next_try_at = "handing", at + LEASE
                delivery.held_by = handful.id
                keeps = settings.DEMO or source_of(delivery).keeps_bytes  # its viewer shows all
                if delivery.raw is None and keeps:
                    delivery.raw = new_body(raw=handful.written[delivery.pk].raw)
                    fresh.append(delivery.raw)
                handful.mails.append(delivery)
        insert_many(Body, fresh)
        update_many(Delivery, handful.mails, ("state", "next_try_at", "raw", "held_by"))


def of_the_dead() -> Iterator[tuple[UUID, dict[UUID, Outcome | None]]]:
    """Handfuls of this machine whose workers are gone: each id, and what is known of its mails.

    A mail that is missing there is in doubt. Each is forgotten when the caller goes on to the next.
    """
    for name, kept in marks.abandoned(_folder()):
        known = {key: _KNOWN.get(mark, IN_DOUBT) for key, mark in (kept or {}).items()}
        yield name, known


def is_held_here(delivery: Delivery) -> bool:
    """Whether a worker of this machine that lives holds it."""
    return delivery.held_by is not None and marks.exists(_folder(), delivery.held_by)


def _folder() -> Path:
    return Path(settings.DATA) / "handing"
