"""Make anew what pages say of journeys: in the worker, since pages only read what was kept."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from buckstop.journeys import ledger_log
from buckstop.journeys.engine.answers import answer, journeys
from buckstop.journeys.engine.store import opened
from buckstop.journeys.models import DAYS, View

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
    """Make what was asked for and isn't there yet, and what is old; returns how many."""
    _tidy(at)
    wanted = View.objects.filter(made_at=None)
    newest = ledger_log.newest()
    if newest is not None:
        wanted |= View.objects.filter(made_at__lt=min(at - OLD, newest))
        wanted |= View.objects.filter(made_at__lt=at - timedelta(days=1))
    rows = list(wanted.defer("found", "behind").order_by(F("made_at").asc(nulls_first=True))[:MOST])
    if not rows:
        return 0
    with opened(memory=MEMORY, threads=1) as store:
        ledger_log.read(store)
        for row in rows:
            found = answer(store, row.selection(at), row.before(at))
            View.objects.filter(pk=row.pk).update(found=found, behind=journeys(store), made_at=at)
    return len(rows)


def _tidy(at: datetime) -> None:
    """The usual ones are there; what nobody asks for any more goes."""
    there = set(
        View.objects.filter(customer=None, service=None, through="", never="")
        .values_list("days", flat=True)
    )  # fmt: skip
    for days in set(DAYS) - there:
        ask(days=days, customer=None, service=None, through="", never="", at=at)
    View.objects.filter(days__in=DAYS, asked_at__lt=at - FORGOTTEN).exclude(
        customer=None, service=None, through="", never=""
    ).delete()
