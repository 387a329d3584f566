"""What the page says: a sentence, the frictions, the table beside the map, the variants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, repeat
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from buckstop.doors.desk.acts.cause import FindCause
from buckstop.doors.desk.addresses import JOURNEYS_BEHIND, PROBLEM
from buckstop.doors.desk.pages.journeys import words
from buckstop.kit import said_time

type Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """A week of a friction's trend: how high, from 0 to 24."""

    x: int
    height: float
    alarm: bool


@dataclass(frozen=True, slots=True)
class Friction:
    """Where customers lose time; `alarm` says in a sentence that it comes more often, `key` is the
    letter that makes it a cause, of the first."""

    says: str
    lost: str
    how_often: str
    before: str
    alarm: str
    bars: list[Bar]
    trend: str
    worst: list[tuple[str, str, str]]
    cause_url: str
    behind_url: str
    key: str


def sentences(found: Found) -> list[str]:
    """What all of it comes to."""
    total, right = found["totals"], found["right"]
    if not total["journeys"]:
        return []
    said = [
        _("%(problems)s began, of %(customers)s.")
        % {
            "problems": words.problems(total["journeys"]),
            "customers": words.customers(total["customers"] or 0),
        },
        _("Half of them have gone on for %(half)s at most, nine in ten for %(nine)s.")
        % {"half": words.length(total["median"]), "nine": words.length(total["ninety"])},
        _("%(share)s stayed with the team where they began.")
        % {"share": _share(right["first_team"], right["with_team"])},
    ]
    before = found["before"]
    if before and before["totals"]["journeys"]:
        said.append(
            _("In as many days before: %(problems)s, half within %(half)s, %(share)s.")
            % {
                "problems": words.problems(before["totals"]["journeys"]),
                "half": words.length(before["totals"]["median"]),
                "share": _share(before["right"]["first_team"], before["right"]["with_team"]),
            }
        )
    return said


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


def frictions(found: Found, view: object) -> list[Friction]:
    """Where customers lose time, the most first."""
    names = words.teams(found["frictions"])
    before = (found["before"] or {}).get("frictions", {})
    keys = chain("c", repeat(""))
    every = zip(found["frictions"], keys, strict=False)
    return [_friction(one, names, before, view, key) for one, key in every]


def _friction(
    one: Found, names: Mapping[str, str], before: Found, view: object, key: str
) -> Friction:
    earlier = before.get(f"{one['kind']}\t{one['first']}\t{one['second']}")
    worst = [
        (f"P-{number}", PROBLEM.url(number), words.length(lost))
        for number, lost in one["worst"][:3]
    ]
    first = one["worst"][0][0] if one["worst"] else ""
    bars = _bars(one)
    return Friction(
        words.friction(one, names),
        words.length(one["customers_time"]),
        f"{words.times(one['times'])}, {words.problems(one['journeys'])}",
        _("before: %(times)s") % {"times": words.times(earlier[0]) if earlier else _("never")},
        _alarm(one),
        bars,
        _("By week: %(counts)s") % {"counts": ", ".join(map(str, one["weeks"]))},
        worst,
        _cause_url(first, words.obstacle(one, names)) if first else "",
        _behind(one, view),
        key,
    )


def _cause_url(number: str, begun: str) -> str:
    """The sheet that says what let its worst problem happen, begun in words."""
    return f"{FindCause.address.url(number)}new/?{urlencode({'what': begun})}"


def _behind(one: Found, view: object) -> str:
    """The problems behind a wait between two steps, or a step that comes again."""
    if one["kind"] == "ping-pong":
        return ""
    if one["kind"] == "again":
        return JOURNEYS_BEHIND.url(view=view, step=one["first"])
    return JOURNEYS_BEHIND.url(view=view, after=one["first"], step=one["second"])


def _bars(one: Found) -> list[Bar]:
    counts = one["weeks"][-26:]
    since = one["alarm"]["week"] - (len(one["weeks"]) - len(counts)) if one["alarm"] else 99
    most = max(counts, default=0) or 1
    return [
        Bar(6 * place, round(24 * count / most, 1), place >= since)
        for place, count in enumerate(counts)
    ]


def _alarm(one: Found) -> str:
    if not one["alarm"]:
        return ""
    alarm = one["alarm"]
    begins = datetime(1970, 1, 1, tzinfo=UTC) + words.week(one["from"] + alarm["week"])
    return _(
        "More often since the week of %(day)s: %(since)s in 100 problems, before %(before)s"
    ) % {
        "day": said_time.date(begins),
        "since": round(alarm["since"]),
        "before": round(alarm["before"]),
    }


@dataclass(frozen=True, slots=True)
class ArrowRow:
    """A line of the table beside the map."""

    before: str
    step: str
    url: str
    times: str
    earlier: str
    customers: str
    median: str
    ninety: str
    lost: str


def rows(found: Found, view: object) -> Iterator[ArrowRow]:
    """The arrows, the commonest first, each beside what it was before."""
    before = (found["before"] or {}).get("arrows", {})
    for one in found["arrows"]:
        earlier = before.get(f"{one['before']}\t{one['step']}")
        yield ArrowRow(
            words.step(one["before"]),
            words.step(one["step"]),
            JOURNEYS_BEHIND.url(view=view, after=one["before"], step=one["step"]),
            f"{one['times']:,}",
            f"{earlier[0]:,}" if earlier else "0",
            f"{one['customers'] or 0:,}",
            words.length(one["median"]),
            words.length(one["ninety"]),
            words.length(one["customers_time"]),
        )


def variants(found: Found) -> list[tuple[str, str, str]]:
    """The commonest courses: how many, how long, and their steps."""
    return [
        (
            words.problems(one["journeys"]),
            words.length(one["median"]),
            words.course(one["steps"]),
        )
        for one in found["variants"]
    ]


def cells(found: Found) -> Iterator[list[object]]:
    """The arrows for a spreadsheet; times in whole seconds."""
    for one in found["arrows"]:
        yield [
            words.step(one["before"]), words.step(one["step"]), one["times"], one["journeys"],
            one["customers"] or 0, *(round(one[of] / 1e6) for of in ("median", "ninety")),
            round(one["customers_time"] / 1e6),
        ]  # fmt: skip
