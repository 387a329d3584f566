"""Two groups of journeys side by side, with the difference in figures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from buckstop.doors.desk.pages.journeys.words import Say
from buckstop.reliability.rules.beta import share

type Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of both, and their difference; `sure`: between what it lies, of a share."""

    label: str
    these: str
    others: str
    difference: str
    sure: str = ""


def lines(found: Found) -> list[Line]:
    """Nothing where there is nobody to compare with."""
    others = found["before"]
    if not others or not others["totals"]["journeys"]:
        return []
    here, there, say = found["totals"], others["totals"], found["say"]
    right, right_there = found["right"], others["right"]
    return [
        _count(_("Journeys"), here["journeys"], there["journeys"]),
        _count(_("Customers"), here["customers"] or 0, there["customers"] or 0),
        _length(say, _("Half within"), here["median"], there["median"]),
        _length(say, _("Nine in ten within"), here["ninety"], there["ninety"]),
        _share(_("With the first team to the end"), right, right_there, "first_team", "with_team"),
        _share(_("No step twice"), right, right_there, "no_step_twice", "journeys"),
        _length(
            say, _("Waiting for the customer, half within"),
            found["turn"]["median"], others["turn"]["median"],
        ),
    ]  # fmt: skip


def _count(label: str, these: int, others: int) -> Line:
    moved = these - others
    said = f"{moved:+,}".replace("-", "−") if moved else "0"
    if others and moved:
        said += f" ({round(100 * moved / others):+d} %)".replace("-", "−")
    return Line(label, f"{these:,}", f"{others:,}", said)


def _length(say: Say, label: str, these: int | None, others: int | None) -> Line:
    said = ""
    if these is not None and others is not None:
        said = say.moved(these - others)
        if others and these != others:
            said += f" ({round(100 * (these - others) / others):+d} %)".replace("-", "−")
    return Line(label, say.length(these) or "–", say.length(others) or "–", said)


def _share(label: str, these: Found, others: Found, part: str, whole: str) -> Line:
    """The difference of two shares with its interval, made of theirs (Newcombe 1998, method 10)."""
    if not these[whole] or not others[whole]:
        return Line(label, "–", "–", "")
    a = share(these[part], these[whole] - these[part])
    b = share(others[part], others[whole] - others[part])
    p, q = these[part] / these[whole], others[part] / others[whole]
    low = (p - q) - math.hypot(p - a.low, b.high - q)
    high = (p - q) + math.hypot(a.high - p, q - b.low)
    said = _("%(n)s points") % {"n": _signed(p - q)}
    sure = _("90 %% sure: %(low)s to %(high)s") % {"low": _signed(low), "high": _signed(high)}
    return Line(label, f"{round(100 * p)} %", f"{round(100 * q)} %", said, sure)


def _signed(share_of: float) -> str:
    n = round(100 * share_of)
    return f"{n:+d}".replace("-", "−") if n else "0"
