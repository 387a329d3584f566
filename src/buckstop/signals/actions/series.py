"""Series of numbers: their rows are kept, and what is surprising in them is a signal."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.signals.actions.heartbeats import silence_goes_on
from buckstop.signals.actions.taking import take_in
from buckstop.signals.detectors.alarms import Often, level, seldom
from buckstop.signals.detectors.general import surprises
from buckstop.signals.detectors.silence import longest_gap
from buckstop.signals.detectors.tails import BACK
from buckstop.signals.models import Arrival, Episode, EpisodeState, Point, Source
from buckstop.signals.rules.points import points
from buckstop.signals.tools.signal import SERIES, Severity, Signal, Unfit

KEPT = timedelta(days=40)
BATCH = 200
CALM = 6
"""After so many rows that aren't surprising, a trouble is quiet."""
_MONTH = timedelta(days=30)
_FORGOTTEN = 20_000


def keep_points(act: Act, source: Source, rows: Sequence[Arrival]) -> None:
    """Part of verbs: the rows of messages, each once; what comes is judged soon."""
    found: dict[datetime, float] = {}
    for row in rows:
        wrong = ""
        try:
            found |= dict(points(bytes(row.body)))
        except Unfit as unfit:
            wrong = str(unfit)[:300]
        act.change(row, done_at=act.at, wrong=wrong)
    fresh = {at: value for at, value in found.items() if act.at - KEPT < at <= act.at}
    there = Point.objects.filter(source=source, at__in=list(fresh)).values_list("at", flat=True)
    for at in sorted(fresh.keys() - set(there)):
        act.add(new_row(Point, source=source, at=at, value=fresh[at]))
    if fresh:
        act.change(source, judge_at=act.at)
        silence_goes_on(act, source, firing=False, at=act.at)


def judge_series(*, at: datetime) -> int:
    """Look at what came of each series; returns how many were looked at."""
    due = Source.objects.filter(judge_at__lte=at, ended_at=None).order_by("judge_at")
    return sum(_judge(source, at) for source in due[:BATCH])


def forget_points(*, at: datetime) -> int:
    """Delete rows that nothing is compared with any more; returns how many."""
    old = Point.objects.filter(at__lt=at - KEPT).order_by("at").values("pk")[:_FORGOTTEN]
    return Point.objects.filter(pk__in=old).delete()[0]


def _judge(source: Source, at: datetime) -> int:
    """The numbers are looked at before anything is locked."""
    newest = Point.objects.filter(source=source).order_by("-at").values_list("at", "value")
    rows = list(newest[:BACK])[::-1]
    seconds = np.array([when.timestamp() for when, _value in rows])
    values = np.array([value for _when, value in rows])
    upto = source.judged_upto
    since = sum(when <= upto for when, _value in rows) if upto else max(len(rows) - CALM, 0)
    often = Often(source.mapping.get("often", Often.MONTH))
    surprise = surprises(seconds, values, since=max(since - CALM, 0))
    bound = level(often, step=float(np.median(np.diff(seconds)))) if len(rows) > 1 else np.inf
    alarmed = [n for n in range(since, len(rows)) if surprise[n] >= bound]
    calm = len(rows) >= CALM and surprise[-CALM:].max() < bound / 2
    gap = longest_gap(seconds[-500:], chance=seldom(often, looks=_MONTH.total_seconds() / 60))
    with acting(source, by=DESK, at=at, skip_locked=True) as act:
        if not act.holds(source):
            return 0
        source = act.lock(source)
        said = [(_signal(source, rows[n], firing=True), at) for n in alarmed[-1:]]
        if calm and not alarmed and _fires(source):
            said = [(_signal(source, rows[-1], firing=False), at)]
        take_in(act, source, said)
        silent_at = rows[-1][0] + timedelta(seconds=gap) if rows and gap < 1e7 else None
        act.change(
            source, judge_at=None, judged_upto=rows[-1][0] if rows else None,
            due_at=max(silent_at, at) if silent_at else None,
        )  # fmt: skip
    return 1


def _fires(source: Source) -> bool:
    return Episode.objects.filter(source=source, state=EpisodeState.FIRING).exists()


def _signal(source: Source, row: tuple[datetime, float], *, firing: bool) -> Signal:
    when, value = row
    title = _("%(name)s: unusual, %(value)s") % {"name": source.name, "value": f"{value:.4g}"}
    return Signal(
        identity=SERIES, firing=firing, title=title, severity=Severity.WARNING,
        at=when.astimezone(UTC),
    )  # fmt: skip
