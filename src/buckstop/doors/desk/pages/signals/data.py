"""Episodes and sources, as their page lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import PROBLEM, SERVICE
from buckstop.doors.desk.reader import Reader
from buckstop.signals import queries
from buckstop.signals.models import Episode, EpisodeState, Source
from buckstop.signals.rules.found import DOUBTFUL, Record
from buckstop.signals.tools.signal import NO_TOOL, REPORTS, SEVERITIES, TOOLS, Severity

MOST = 100
PAST = 20


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One trouble: what it says, since when, how it stands, which problem it is of."""

    title: str
    url: str
    about: str
    service: str
    service_url: str
    state: str
    bad: bool
    began_at: datetime
    quiet_since: datetime | None
    problem: str
    problem_url: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source: which tool it is, when it was heard, what of it can't be read; whether it
    `speaks` at all."""

    name: str
    about: str
    speaks: bool
    last_at: datetime | None
    wrong: str
    examples: list[str]
    buttons: list[Button]


def _sure(one: Episode, record: Record) -> str:
    """What came of the same before, where anything did."""
    n = record.something + record.nothing
    if not n:
        return ""
    said = ngettext(
        "something in %(k)s of %(n)s time before", "something in %(k)s of %(n)s times before", n
    ) % {"k": record.something, "n": n}
    opens_none = one.severity == Severity.WARNING and not one.problem_id
    return (
        _("%(said)s, so it opens nothing") % {"said": said}
        if (opens_none and record.sure < DOUBTFUL)
        else said
    )


def episodes(rows: Sequence[Episode]) -> list[EpisodeRow]:
    """Each, with what came of the same before."""
    records = queries.records_of([one for one in rows if one.state != EpisodeState.OVER])
    return [_episode(one, records.get(one.pk, Record())) for one in rows]


def _episode(one: Episode, record: Record) -> EpisodeRow:
    parts = [one.source.name, str(SEVERITIES[one.severity])]
    if sure := _sure(one, record):
        parts.append(sure)
    if one.flaps:
        came = ngettext("came back %(n)s time", "came back %(n)s times", one.flaps)
        parts.append(came % {"n": one.flaps})
    return EpisodeRow(
        title=one.title,
        url=one.url if one.url.startswith(("https://", "http://")) else "",
        about=" · ".join(parts),
        service=one.service.name if one.service else "",
        service_url=SERVICE.url(one.service_id) if one.service else "",
        state=one.state,
        bad=one.state == EpisodeState.FIRING and one.severity == Severity.CRITICAL,
        began_at=one.began_at,
        quiet_since=one.quiet_since or one.ended_at,
        problem=one.problem.ref if one.problem else "",
        problem_url=PROBLEM.url(one.problem.number) if one.problem else "",
    )


def sentence(running: list[Episode]) -> str:
    """`2 signals fire now.`"""
    n = sum(one.state == EpisodeState.FIRING for one in running)
    if not n:
        return _("Nothing fires now.")
    return ngettext("%(n)s signal fires now.", "%(n)s signals fire now.", n) % {"n": n}


@dataclass(frozen=True, slots=True)
class TaughtRow:
    """What was said of a signal."""

    title: str
    about: str
    why: str
    buttons: list[Button]


def taught(reader: Reader) -> list[TaughtRow]:
    """Every one that holds."""
    return [
        TaughtRow(
            one.title,
            _("%(source)s: opens a problem") % {"source": one.source.name} if one.opens
            else _("%(source)s: opens no problem") % {"source": one.source.name},
            one.why.text or "",
            buttons(Spot.TAUGHT, Subject(reader=reader, row=one)),
        )
        for one in queries.taught()
    ]  # fmt: skip


def sources(reader: Reader) -> list[SourceRow]:
    """Every source, by name."""
    unread = queries.unread()
    return [source(one, unread.get(str(one.pk), 0), reader) for one in queries.sources()]


def source(one: Source, wrong: int, reader: Reader) -> SourceRow:
    """One of them, of which so many messages can't be read."""
    about = [str(TOOLS[one.kind].label if one.kind in TOOLS else NO_TOOL[one.kind])]
    about += [one.service.name] if one.service else []
    said = ngettext("%(n)s message can’t be read.", "%(n)s messages can’t be read.", wrong)
    kept = queries.examples(one) if wrong else []
    return SourceRow(
        name=one.name,
        about=" · ".join(about),
        speaks=one.kind != REPORTS,
        last_at=one.last_at,
        wrong=said % {"n": wrong} if wrong else "",
        examples=[
            f"{row.wrong}\n{bytes(row.body)[:2000].decode(errors='replace')}" for row in kept
        ],
        buttons=buttons(Spot.SOURCE, Subject(reader=reader, row=one)),
    )
