"""Two groups of journeys side by side, with the difference in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from buckstop.doors.desk.pages.journeys.words import Say
from buckstop.reliability.rules.beta import difference
from buckstop.reliability.shares import points

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
    """Two shares, and their difference with its interval."""
    if not these[whole] or not others[whole]:
        return Line(label, "–", "–", "")
    p, q = these[part] / these[whole], others[part] / others[whole]
    said, sure = points(difference(these[part], these[whole], others[part], others[whole]))
    return Line(label, f"{round(100 * p)} %", f"{round(100 * q)} %", said, sure)
