"""Forecasts in sentences: what was said, what came, and how good that is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.desk.addresses import PROBLEM
from buckstop.forecasts.models import Forecast, What
from buckstop.forecasts.queries.track import Track, of_problem
from buckstop.forecasts.rules.ranges import WITHIN
from buckstop.forecasts.rules.record import ENOUGH, Record
from buckstop.problems.models import Problem
from buckstop.reliability.shares import minutes, percent, sure

ABOUT = {
    What.SOLVED: gettext_lazy(
        "A range from how long problems like it took in the last year, said as it is opened."
    ),
    What.MISSED: gettext_lazy(
        "How likely a promise of news is missed, said as it is made: by how far ahead it is, and"
        " whether it follows a missed one."
    ),
    What.BROKEN: gettext_lazy(
        "How likely a customer says “still broken”, said as they are asked: by how much it hurts,"
        " and how often it came back before."
    ),
    What.SAME: gettext_lazy(
        "How likely a problem is the same as the one whose title is most like it, said as it is"
        " opened: by how much they share that is rare."
    ),
}
_CHANCES = {
    What.MISSED: gettext_lazy(
        "The next news is missed with a chance of %(chance)s (of all: %(base)s)."
    ),
    What.BROKEN: gettext_lazy(
        "It isn’t solved after all with a chance of %(chance)s (of all: %(base)s)."
    ),
}


@dataclass(frozen=True, slots=True)
class Was:
    """One forecast beside what came."""

    ref: str
    title: str
    url: str
    said: str
    came: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of forecast: whether people see it and why, its figures, the last of them."""

    name: str
    about: str
    shown: bool
    why: str
    figures: list[str]
    bands: list[tuple[str, str, str]]
    last: list[Was]


def kind(track: Track) -> Kind:
    """The record of one kind, in words."""
    bands = track.bands if track.says_enough else []
    return Kind(
        name=str(track.what.label),
        about=str(ABOUT[track.what]),
        shown=track.is_shown,
        why=_why(track),
        figures=_figures(track),
        bands=[(percent(one.said), percent(one.came), str(one.of)) for one in bands],
        last=[_was(one) for one in track.last],
    )


def _why(track: Track) -> str:
    if not track.says_enough:
        return _(
            "Not shown yet: of the last 90 days it is known of %(n)d what came, and %(enough)d are"
            " needed to say how good they are."
        ) % {"n": track.scored, "enough": ENOUGH}
    if track.is_shown:
        return _("Shown on problems: surely better than saying the same of all.")
    return _("Not shown: not surely better than saying the same of all.")


def _figures(track: Track) -> list[str]:
    waiting = ngettext(
        "%(n)d waits for what comes.", "%(n)d wait for what comes.", track.waiting
    ) % {"n": track.waiting}
    found = track.record
    if found is None:
        return [waiting]
    if track.held is not None:
        held = {"held": percent(track.held.mean), "within": percent(WITHIN)}
        ranges = _("%(held)s of what came lay within (%(sure)s); %(within)s should.")
        return [ranges % {**held, "sure": sure(track.held)}, _error(found), waiting]
    return [_error(found), waiting]


def _error(found: Record) -> str:
    """How far off they were, beside saying the same of all."""
    said = {"n": found.scored, "gain": percent(abs(found.gain))}
    if abs(found.gain) < 0.005:
        return _("Of %(n)d, they were as far off as saying the same of all.") % said
    if found.gain > 0:
        return _("Of %(n)d, they were %(gain)s less far off than saying the same of all.") % said
    return _("Of %(n)d, they were %(gain)s further off than saying the same of all.") % said


def _was(one: Forecast) -> Was:
    came = one.came or 0.0
    return Was(
        ref=one.problem.ref,
        title=one.problem.title,
        url=PROBLEM.url(one.problem.number),
        said=_said(one),
        came=minutes(came) if one.what == What.SOLVED else _("it did") if came else _("it didn’t"),
        at=one.made_at,
    )


def _said(one: Forecast) -> str:
    if one.what != What.SOLVED:
        return percent(one.chance or 0.0)
    low = minutes(one.range.low)
    if one.high is None:
        return _("%(low)s or more") % {"low": low}
    return _("%(low)s to %(high)s") % {"low": low, "high": minutes(one.high)}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What is foreseen of a problem, and how good such forecasts were; `same` is a problem."""

    says: str
    record: str
    same: Problem | None = None
    url: str = ""


def foreseen(problem: Problem, at: datetime) -> list[Foreseen]:
    """What is good enough to be shown."""
    return [_foreseen(one, track) for one, track in of_problem(problem, at)]


def _foreseen(one: Forecast, track: Track) -> Foreseen:
    record = track.record
    assert record is not None
    if one.what == What.SOLVED and track.held is not None:
        says = _("Those like it took %(range)s, half of them at most %(half)s.") % {
            "range": _said(one), "half": minutes(one.range.middle),
        }  # fmt: skip
        told = {"held": percent(track.held.mean), "n": record.scored}
        return Foreseen(says, _("Such a range held in %(held)s of the last %(n)d.") % told)
    better = {"gain": percent(record.gain), "n": record.scored}
    good = _("%(gain)s less far off than saying the same of all, in the last %(n)d.") % better
    chance = {"chance": percent(one.chance or 0.0), "base": percent(one.base or 0.0)}
    if one.what == What.SAME and one.guess is not None:
        says = _("The same as this one, with a chance of %(chance)s:") % chance
        return Foreseen(says, good, one.guess, PROBLEM.url(one.guess.number))
    return Foreseen(str(_CHANCES[What(one.what)]) % chance, good)
