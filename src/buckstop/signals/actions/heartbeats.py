"""Jobs that ping us: what they say is that they run, and their silence is the signal."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.signals import entries
from buckstop.signals.models import Arrival, Episode, EpisodeState, Source
from buckstop.signals.rules.episodes import Course, begun, goes_on
from buckstop.signals.rules.heartbeats import Rhythm, next_due
from buckstop.signals.tools.signal import Severity, Signal

SILENCE = "silence"
BATCH = 200


def rhythm_of(source: Source) -> Rhythm:
    """How often it must be heard."""
    return Rhythm(
        every=source.every, daily_at=source.daily_at, zone=source.zone, grace=source.grace
    )


def course_of(row: Episode) -> Course:
    """An episode as the rules see it."""
    return Course(**{name: getattr(row, name) for name in Course.__dataclass_fields__})


def heard(act: Act, source: Source, rows: Sequence[Arrival]) -> None:
    """Part of verbs: it pinged; a silence that ran is quiet."""
    last = max(row.received_at for row in rows)
    act.change(source, due_at=next_due(rhythm_of(source), last))
    for row in rows:
        act.change(row, done_at=act.at)
    silence_goes_on(act, source, firing=False, at=last)


def silence_goes_on(act: Act, source: Source, *, firing: bool, at: datetime) -> list[Episode]:
    """Part of verbs: a silence that runs goes on, or is quiet; returns what ran."""
    running = _running(act, source)
    for episode in running:
        _goes_on(episode, act, source, firing=firing, at=at)
    return running


def note_silence(*, at: datetime) -> int:
    """Let every job that wasn't heard in time be a signal; returns how many."""
    return sum(_note(source, at) for source in _silent().filter(due_at__lte=at)[:BATCH])


def next_silence() -> datetime | None:
    """When the next one is silent for too long."""
    found: datetime | None = _silent().values_list("due_at", flat=True).first()
    return found


def _silent() -> "QuerySet[Source]":
    """Those that must be heard, the next first; not where a ping waits to be read."""
    waits = Arrival.objects.filter(source=OuterRef("pk"), done_at=None)
    rows = Source.objects.filter(ended_at=None, due_at__isnull=False)
    return rows.exclude(Exists(waits)).order_by("due_at")


def _note(source: Source, at: datetime) -> int:
    with acting(source, by=DESK, at=at, skip_locked=True) as act:
        if not act.holds(source):
            return 0
        source = act.lock(source)
        if source.due_at is None or source.due_at > at:
            return 0
        act.change(source, due_at=None)
        if not silence_goes_on(act, source, firing=True, at=at):
            course = begun(_signal(source, firing=True), at)
            values = {**asdict(course), "fingerprint": SILENCE, "service_id": source.service_id}
            row = act.add(new_row(Episode, source=source, **values))
            made = entries.EpisodeBegan(
                episode=row.pk, service=source.service_id, severity=course.severity
            )
            act.record(made, on=source)
    return 1


def _running(act: Act, source: Source) -> list[Episode]:
    silences = Episode.objects.filter(source=source, fingerprint=SILENCE)
    return act.rows(silences.exclude(state=EpisodeState.OVER))


def _goes_on(episode: Episode, act: Act, source: Source, *, firing: bool, at: datetime) -> None:
    course = course_of(episode)
    goes_on(course, _signal(source, firing=firing), at)
    act.change(episode, **asdict(course))


def _signal(source: Source, *, firing: bool) -> Signal:
    title = _("%(job)s wasn’t heard") % {"job": source.name}
    return Signal(identity=SILENCE, firing=firing, title=title, severity=Severity.CRITICAL)
