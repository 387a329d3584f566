"""Trouble that stayed quiet is over."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.signals import entries
from buckstop.signals.models import Episode, EpisodeState

USUAL = 15  # minutes of quiet, where a signal is about no service that we know
BATCH = 200


def until_over() -> "QuerySet[Any]":
    """The episodes that are over by themselves, with `over_at`: when, if nothing more comes."""
    minutes = Coalesce(F("service__quiet_minutes"), Value(USUAL))
    quiet = ExpressionWrapper(minutes * Value(timedelta(minutes=1)), output_field=DurationField())
    since = Coalesce(F("quiet_since"), F("last_at"))
    over_at = ExpressionWrapper(since + quiet, output_field=DateTimeField())
    by_itself = Q(state=EpisodeState.QUIET) | Q(
        state=EpisodeState.FIRING, source__tells_recovery=False
    )
    return Episode.objects.filter(by_itself).annotate(over_at=over_at)


def end_quiet(*, at: datetime) -> int:
    """End the episodes that stayed quiet for the quiet time of their service; returns how many."""
    due = until_over().filter(over_at__lte=at).select_related("source").order_by("over_at")
    found = list(due[:BATCH])
    with acting(*(row.source for row in found), by=DESK, at=at, skip_locked=True) as act:
        held = [row for row in found if act.holds(row)]
        for row in act.rows(_again(held, at)):
            act.change(row, state=EpisodeState.OVER, ended_at=act.at)
            act.record(entries.EpisodeOver(episode=row.pk), on=row.source)
    return len(held)


def _again(held: list[Episode], at: datetime) -> "QuerySet[Any]":
    """Those of them that are still over, under the lock."""
    still = until_over().filter(pk__in=[one.pk for one in held], over_at__lte=at)
    return still.select_related("source")


def next_over() -> datetime | None:
    """When the next one is over."""
    found: datetime | None = (
        until_over().order_by("over_at").values_list("over_at", flat=True).first()
    )
    return found
