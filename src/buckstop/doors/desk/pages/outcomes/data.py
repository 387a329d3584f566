"""The leaders' figures as their page says them; none without its interval and its list."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.desk.addresses import FIGURE, PROBLEM
from buckstop.doors.desk.pages.outcomes.drawing import Drawing, drawn
from buckstop.doors.desk.presenting.shares import between, minutes, percent
from buckstop.problems.models import Problem
from buckstop.reliability.queries.figures import FIGURES, listed, reasons, seen, survey
from buckstop.reliability.queries.risk import at_risk
from buckstop.reliability.rules.figures import (
    LATELY,
    WEEK,
    Sort,
    Value,
    changed,
    lately,
    trend,
    value,
)

MOST = 200
EASY = "found-it-easy"
LABELS = {
    "promises-kept": gettext_lazy("Promises kept"),
    "first-word": gettext_lazy("Until a person’s first word"),
    "solved-within": gettext_lazy("Until it was solved"),
    "right-first-time": gettext_lazy("Right the first time"),
    "found-first": gettext_lazy("Found before a customer did"),
    "repeated": gettext_lazy("Known causes again"),
    "found-it-easy": gettext_lazy("Found it easy, of those who answered"),
    "missed-again": gettext_lazy("Missed twice in a row"),
    "prevention-held": gettext_lazy("Preventions that held"),
    "made-right": gettext_lazy("Made right with something"),
}
LISTS = {
    "promises-kept": gettext_lazy("Promises of news that were missed."),
    "first-word": gettext_lazy("Those that waited longest first."),
    "solved-within": gettext_lazy("Those that took longest first."),
    "right-first-time": gettext_lazy("Those that were said to be fixed, and weren’t."),
    "found-first": gettext_lazy("Those that a signal showed first."),
    "repeated": gettext_lazy("Those with a cause that was named before."),
    "found-it-easy": gettext_lazy("Those that somebody found hard, with 4 or less of 7."),
    "missed-again": gettext_lazy("Those whose customers were left without news twice in a row."),
    "prevention-held": gettext_lazy("Where it came back as often as before."),
    "made-right": gettext_lazy("Those in which something was given."),
}


@dataclass(frozen=True, slots=True)
class FigureShown:
    """One figure: its value, how sure, what changed, its trend, the list behind it."""

    label: str
    value: str
    sure: str
    says: str
    look: str
    drawing: Drawing
    url: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A problem that a figure is made of."""

    ref: str
    title: str
    url: str
    at: datetime
    value: str


def figures(at: datetime) -> list[FigureShown]:
    """All ten, in their order."""
    return [_figure(code, at) for code in FIGURES]


def _figure(code: str, at: datetime) -> FigureShown:
    figure, rows = FIGURES[code], seen(code, at)
    now = value(lately(rows, at), figure.sort)
    before = value(lately(rows, at, before=LATELY), figure.sort)
    moved = changed(now, before)
    look = {1: "when-kept", -1: "when-missed"}.get(moved * figure.better, "")
    sure = _sure(now, figure.sort)
    return FigureShown(
        label=str(LABELS[code]),
        value=_value(now, figure.sort),
        sure=f"{sure}; {_answered(at)}" if sure and code == EASY else sure,
        says=_moved(before, moved, figure.sort),
        look=look,
        drawing=drawn(trend(rows, figure.sort, at)),
        url=FIGURE.url(code),
    )


def _value(found: Value | None, sort: Sort) -> str:
    if found is None:
        return _("nothing yet")
    if sort is Sort.SHARE:
        return percent(found.value)
    return minutes(found.value) if sort is Sort.MEDIAN else str(round(found.value))


def _sure(found: Value | None, sort: Sort) -> str:
    """`of 212; 90 % sure: between 87 and 93 %`."""
    if found is None or sort is Sort.COUNT:
        return ""
    of = _("of %(n)d") % {"n": found.of}
    if sort is Sort.SHARE:
        said = between(found.low, found.high)
    else:
        ends = {"low": minutes(found.low), "high": minutes(found.high)}
        said = _("between %(low)s and %(high)s") % ends
    return _("%(of)s; 90 %% sure: %(said)s") % {"of": of, "said": said}


def _answered(at: datetime) -> str:
    """How many of those who were asked did answer: what stands beside a mean of answers."""
    found = survey(at - LATELY * WEEK)
    return _("%(answered)d of %(asked)d asked answered") % {
        "answered": found.answered, "asked": found.asked,
    }  # fmt: skip


def _moved(before: Value | None, moved: int, sort: Sort) -> str:
    if before is None:
        return _("Nothing to compare with in the four weeks before.")
    said = {"before": _value(before, sort)}
    if moved == 0:
        return _("%(before)s in the four weeks before: no clear change.") % said
    return (
        _("More than in the four weeks before (%(before)s).") % said
        if moved > 0
        else _("Less than in the four weeks before (%(before)s).") % said
    )


def listed_rows(code: str, at: datetime) -> list[Listed]:
    """What a figure of the last four weeks is made of."""
    rows = [one for one in listed(code, at) if one.problem][:MOST]
    problems = Problem.objects.in_bulk([one.problem for one in rows])
    median = FIGURES[code].sort is Sort.MEDIAN
    said = reasons(at - LATELY * WEEK) if code == EASY else {}
    return [
        Listed(
            problem.ref,
            problem.title,
            PROBLEM.url(problem.number),
            one.at,
            minutes(one.value) if median else said.get((one.at, problem.pk), ""),
        )
        for one in rows
        if one.problem and (problem := problems.get(one.problem))
    ]


def risk_says(at: datetime) -> str:
    """How many customers somebody should call."""
    n = len(at_risk(at))
    return ngettext("%(n)d customer is at risk", "%(n)d customers are at risk", n) % {"n": n}
