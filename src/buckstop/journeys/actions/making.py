"""Make anew what pages say of journeys: in the worker, since pages only read what was kept."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from buckstop.journeys import ledger_log
from buckstop.journeys.engine.answers import answer, journeys
from buckstop.journeys.engine.store import opened
from buckstop.journeys.ledger_log import ROUTINE
from buckstop.journeys.models import View

OLD = timedelta(minutes=15)
"""What is older is made anew, where anything happened since."""
FORGOTTEN = timedelta(days=30)
"""What somebody asked for is kept so long after they asked last."""
MOST = 20
"""So many in one go: others wait for their turn."""
MEMORY = "256MB"
"""The engine's part of a worker; what needs more is spilled to disk."""


def ask(
    *, days: int, customer: UUID | None, service: UUID | None, through: str, never: str,
    at: datetime,
) -> View:  # fmt: skip
    """Somebody wants to see these journeys: they are reckoned in the worker's next turn."""
    row, new = View.objects.get_or_create(
        days=days, customer=customer, service=service, through=through, never=never,
        defaults={"asked_at": at},
    )  # fmt: skip
    if not new:
        View.objects.filter(pk=row.pk).update(asked_at=at)
    return row


def make_anew(*, at: datetime) -> int:
    """Make what was asked for and isn't there yet, and what is old; returns how many.

    Nothing is made where nobody ever asked: a house that doesn't look at journeys pays nothing.
    """
    rows = _wanted(at) if View.objects.exists() else []
    if not rows:
        return 0
    _forget(at)
    with opened(memory=MEMORY, threads=1) as store:
        ledger_log.read(store)
        for row in rows:
            found = answer(store, row.selection(at), row.before(at), ROUTINE)
            View.objects.filter(pk=row.pk).update(found=found, behind=journeys(store), made_at=at)
    return len(rows)


def _wanted(at: datetime) -> list[View]:
    """Those that were never made first, then those that are old and to which something came."""
    newest = ledger_log.newest()
    stale = Q(made_at=None) | Q(made_at__lt=at - timedelta(days=1))
    if newest is not None:
        stale |= Q(made_at__lt=min(at - OLD, newest))
    rows = View.objects.filter(stale).defer("found", "behind")
    return list(rows.order_by(F("made_at").asc(nulls_first=True))[:MOST])


def _forget(at: datetime) -> None:
    """What nobody asked for any more goes; the usual ones stay once somebody did."""
    old = View.objects.filter(asked_at__lt=at - FORGOTTEN)
    old.exclude(customer=None, service=None, through="", never="").delete()
