"""Make anew what pages say of journeys: in the worker, since pages only read what was kept."""

from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import F, Q

from buckstop.coverage.queries.hours import calendar, service_level
from buckstop.journeys import ledger_log
from buckstop.journeys.actions.logs import MEMORY, take_up
from buckstop.journeys.asking import Question
from buckstop.journeys.engine import hours
from buckstop.journeys.engine.answers import Telling, answer, journeys
from buckstop.journeys.engine.store import Store, opened
from buckstop.journeys.ledger_log import ROUTINE, TURNS
from buckstop.journeys.models import Log, View
from buckstop.journeys.queries import LARGE
from buckstop.people.zones import house_zone_info

OLD = timedelta(minutes=15)
"""What is older is made anew, where anything happened since."""
FORGOTTEN = timedelta(days=30)
"""What somebody asked for is kept so long after they asked last."""
MOST = 20
"""So many in one go: others wait for their turn."""


def ask(question: Question, *, at: datetime) -> View:
    """Somebody wants to see these journeys: they are reckoned in the worker's next turn."""
    row, new = View.objects.get_or_create(
        key=question.key,
        defaults={
            "log_id": question.log,
            "asked": question.said,
            "is_usual": question.is_usual,
            "asked_at": at,
        },
    )
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
    for log, of_log in groupby(sorted(rows, key=_whose), key=lambda row: row.log):
        with opened(memory=MEMORY, threads=1) as store:
            if log is None:
                ledger_log.read(store)
            else:
                take_up(store, log)
            _make(store, log, [*of_log], at)
    return len(rows)


def _whose(row: View) -> str:
    return str(row.log_id or "")


def _make(store: Store, log: Log | None, rows: list[View], at: datetime) -> None:
    """What was asked of one log, which the store has."""
    zone, place = house_zone_info(), calendar(service_level())
    turns = TURNS if log is None else log.found.get("turns", [])
    routine = ROUTINE if log is None else ()
    if any(row.question.working for row in rows):
        hours.put(store, place)
    for row in rows:
        question = row.question
        chosen, beside = question.with_selections(at, zone)
        found = answer(store, chosen, beside, Telling(routine, tuple(turns), question.working))
        View.objects.filter(pk=row.pk).update(found=found, behind=journeys(store), made_at=at)


def _wanted(at: datetime) -> list[View]:
    """Those that were never made first, then those that are old and to which something came."""
    newest = ledger_log.newest()
    old = Q(made_at__lt=at - timedelta(days=1))
    if newest is not None:
        old |= Q(made_at__lt=min(at - OLD, newest))
    rows = View.objects.filter(Q(made_at=None) | (Q(log=None) & old)).select_related("log")
    rows = rows.defer("found", "behind", *(f"log__{name}" for name in LARGE))
    return list(rows.order_by(F("made_at").asc(nulls_first=True))[:MOST])


def _forget(at: datetime) -> None:
    """What nobody asked for any more goes; the usual ones stay once somebody did."""
    View.objects.filter(asked_at__lt=at - FORGOTTEN, is_usual=False).delete()
