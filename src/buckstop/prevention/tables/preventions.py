"""The preventions: who owes which by when, and how often its cause came before and since."""

from collections.abc import Iterator
from datetime import datetime
from math import isfinite

from django.utils.translation import gettext_lazy as _

from buckstop.people.table import Asked, Cell, Column, Table
from buckstop.prevention.models import Prevention
from buckstop.prevention.queries.rates import watch_of
from buckstop.prevention.rules.rates import ratio, ratio_interval
from buckstop.prevention.rules.watching import Verdict


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """In the order in which they were asked for."""
    found = Prevention.objects.select_related("cause", "what", "shows", "debtor")
    for one in found.order_by("made_at", "pk").iterator():
        yield (
            str(one.pk), str(one.cause_id), str(one.what), str(one.shows), one.size,
            one.debtor.public_name, one.state, one.made_at, one.due, one.missed_at,
            one.in_force_at, one.watch_until, *_watched(one, asked.at), one.verdict_at,
        )  # fmt: skip


def _watched(one: Prevention, at: datetime) -> tuple[Cell, ...]:
    """What came of it, once it is in force."""
    if one.in_force_at is None:
        return (None,) * 9
    watch = watch_of(one, one.verdict_at or at)
    low, high = ratio_interval(watch.before, watch.after)
    return (
        one.per_customer, watch.before.came, watch.before.exposure, watch.after.came,
        watch.after.exposure, ratio(watch.before, watch.after), low,
        high if isfinite(high) else None, one.verdict or Verdict.EARLY.value,
    )  # fmt: skip


PREVENTIONS = Table(
    "preventions",
    _("Preventions"),
    "What is changed so that causes let nothing more happen, and whether it held.",
    page="causes",
    columns=(
        Column("prevention", str, "its key"),
        Column("cause", str, "the key of its cause"),
        Column("what", str, "what is changed"),
        Column("shows", str, "how one would see it"),
        Column("size", str, "what it costs: `small`, `medium` or `large`"),
        Column("owed_by", str, "who owes it"),
        Column("state", str, "how it stands, as of any commitment"),
        Column("asked_at", datetime, "when it was asked for"),
        Column("due", datetime, "by when it is owed"),
        Column("missed_at", datetime, "when its time passed"),
        Column("in_force_at", datetime, "from when on it is in force"),
        Column("watch_until", datetime, "until when it is watched"),
        Column("per_customer", bool, "whether exposure is days of customers, or of the house"),
        Column("before_came", int, "how often its cause came before, the first time apart"),
        Column("before_exposure", float, "in so many days"),
        Column("since_came", int, "how often it came since"),
        Column("since_exposure", float, "in so many days"),
        Column("ratio", float, "how often since, for once before"),
        Column("ratio_low", float, "with 90 % certainty at least"),
        Column("ratio_high", float, "with 90 % certainty at most; empty where that can’t be said"),
        Column("verdict", str, "`held`, `not held` or `too early`"),
        Column("verdict_at", datetime, "since when that is said"),
    ),
    rows=rows,
)
