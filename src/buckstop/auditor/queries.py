"""What the auditor found, for pages and the terminal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import PositiveIntegerField, Value
from django.utils.translation import gettext as _

from buckstop.auditor.checks import BY_CODE
from buckstop.auditor.models import Finding, Mark, MarkName
from buckstop.auditor.settings import HEARTBEAT

SILENT_AFTER = timedelta(seconds=60)
NO_BEAT_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong, in a sentence, and since when, where that is known."""

    says: str
    since: datetime | None


def findings(at: datetime) -> list[Found]:
    """All that is wrong now; first that nobody looks, since then the rest may be old."""
    marks, open_still = _kept()
    looked = marks.get(MarkName.AUDITOR)
    found = []
    if looked is None:
        found.append(Found(_("The auditor has never looked."), None))
    elif looked < at - SILENT_AFTER:
        found.append(Found(_("The auditor doesn’t look any more."), looked))
    found += [
        Found(_(BY_CODE[code].says) % {"n": number}, since)
        for since, code, number in sorted(open_still)
        if code in BY_CODE
    ]
    if (says := _no_beat(at, marks.get(MarkName.HEARTBEAT))) is not None:
        found.append(says)
    return found


def _kept() -> tuple[dict[str, datetime], list[tuple[datetime, str, int]]]:
    """All marks, and since when how many are wrong by which check; in one query."""
    none = Value(None, output_field=PositiveIntegerField(null=True))
    marks = Mark.objects.annotate(number=none).values_list("name", "number", "at")
    now = Finding.objects.filter(ended_at=None).values_list("check_code", "number", "since")
    rows = list(marks.union(now, all=True))
    return (
        {name: at for name, number, at in rows if number is None},
        [(since, code, number) for code, number, since in rows if number is not None],
    )


def _no_beat(at: datetime, left: datetime | None) -> Found | None:
    """That the heartbeat, where there is to be one, has never left, or not for long."""
    if not HEARTBEAT.value:
        return None
    if left is None:
        return Found(_("No heartbeat has left yet."), None)
    if left < at - NO_BEAT_AFTER:
        return Found(_("No heartbeat leaves any more."), left)
    return None
