"""The leaders' figures in words, as their page and their weekly letter say them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.reliability.queries.figures import FIGURES, seen, survey
from buckstop.reliability.rules.figures import (
    LATELY,
    WEEK,
    Sort,
    Value,
    changed,
    lately,
    value,
)
from buckstop.reliability.shares import between, minutes, percent

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


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """One figure of the last four weeks: how much, how sure, what changed, and whether that is
    better (1), worse (-1) or neither; `known`: whether there is anything that it is made of."""

    label: str
    value: str
    sure: str
    says: str
    better: int
    known: bool


def figure_says(code: str, at: datetime) -> FigureSaid:
    """One of `FIGURES`."""
    figure, rows = FIGURES[code], seen(code, at)
    now = value(lately(rows, at), figure.sort)
    before = value(lately(rows, at, before=LATELY), figure.sort)
    moved = changed(now, before)
    return FigureSaid(
        label=str(LABELS[code]),
        value=_value(now, figure.sort),
        sure=_sure(now, figure.sort, _of(code, at)),
        says=_moved(before, moved, figure.sort),
        better=moved * figure.better,
        known=bool(rows),
    )


def _value(found: Value | None, sort: Sort) -> str:
    if found is None:
        return _("nothing yet")
    if sort is Sort.SHARE:
        return percent(found.value)
    return minutes(found.value) if sort is Sort.MEDIAN else str(round(found.value))


def _sure(found: Value | None, sort: Sort, of: str) -> str:
    """`of 212; 90 % sure: between 87 and 93 %`; what they are `of` may be said already. A count is
    what it is."""
    if found is None or sort is Sort.COUNT:
        return of
    of = of or _("of %(n)d") % {"n": found.of}
    if sort is Sort.SHARE:
        said = between(found.low, found.high)
    else:
        ends = {"low": minutes(found.low), "high": minutes(found.high)}
        said = _("between %(low)s and %(high)s") % ends
    return _("%(of)s; 90 %% sure: %(said)s") % {"of": of, "said": said}


def _of(code: str, at: datetime) -> str:
    """Of what a figure is, where its own rows don't say it."""
    if code == EASY:
        return _answered(at)
    if code == "missed-again":
        n = _counted("promises-kept", at)
        return ngettext("of %(n)d promise", "of %(n)d promises", n) % {"n": n}
    if code == "made-right":
        n = _counted("solved-within", at)
        return ngettext("beside %(n)d problem solved", "beside %(n)d problems solved", n) % {"n": n}
    return ""


def _counted(code: str, at: datetime) -> int:
    found = value(lately(seen(code, at), at), FIGURES[code].sort)
    return found.of if found else 0


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
