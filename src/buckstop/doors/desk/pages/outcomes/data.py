"""The leaders' figures as their page says them; none without its interval and its list."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.desk.addresses import FIGURE, PROBLEM
from buckstop.doors.desk.pages.outcomes.drawing import Drawing, drawn
from buckstop.problems.models import Problem
from buckstop.reliability.queries.figures import FIGURES, listed, reasons, seen
from buckstop.reliability.queries.risk import at_risk
from buckstop.reliability.rules.figures import LATELY, WEEK, Sort, trend
from buckstop.reliability.saying import EASY, figure_says
from buckstop.reliability.shares import minutes

MOST = 200
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
    known: bool


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
    said, rows = figure_says(code, at), seen(code, at)
    return FigureShown(
        label=said.label,
        value=said.value,
        sure=said.sure,
        says=said.says,
        look={1: "when-kept", -1: "when-missed"}.get(said.better, ""),
        drawing=drawn(trend(rows, FIGURES[code].sort, at)),
        url=FIGURE.url(code),
        known=said.known,
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
