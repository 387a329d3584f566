"""What the page says: a sentence, the frictions, the table beside the map, the variants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, repeat
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from buckstop.doors.desk.acts.journeys import PreventFriction
from buckstop.doors.desk.addresses import JOURNEYS_BEHIND, PROBLEM
from buckstop.doors.desk.pages.journeys import words
from buckstop.doors.desk.pages.journeys.words import Say
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
    letter that makes it a cause with a prevention, of the first."""

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
    total, right, say = found["totals"], found["right"], found["say"]
    if not total["journeys"]:
        return []
    said = [_began(total, say)]
    said.append(
        _("Half of them have gone on for %(half)s at most, nine in ten for %(nine)s.")
        % {"half": say.length(total["median"]), "nine": say.length(total["ninety"])}
    )
    if right["with_team"]:
        said.append(
            _("%(share)s stayed with the team where they began.")
            % {"share": _share(right["first_team"], right["with_team"])}
        )
    if found["turn"]["customers_time"] * 200 >= found["turn"]["of"] > 0:  # a percent, rounded
        said.append(_their_turn(found))
    return said


def _began(total: Found, say: Say) -> str:
    if total["customers"] is None:
        return _("%(problems)s began.") % {"problems": say.many(total["journeys"])}
    return _("%(problems)s began, of %(customers)s.") % {
        "problems": say.many(total["journeys"]),
        "customers": words.customers(total["customers"]),
    }


def _their_turn(found: Found) -> str:
    """How much of it was waiting for the customer."""
    turn, say = found["turn"], found["say"]
    return _("Of customers’ time, %(share)s is waiting for them, after %(steps)s.") % {
        "share": _share(turn["customers_time"], turn["of"]),
        "steps": ", ".join(f"“{say.step(one)}”" for one in turn["after"]),
    }


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


def frictions(found: Found, view: object) -> list[Friction]:
    """Where customers lose time, the most first."""
    names = words.teams(found["frictions"], own=found["say"].own)
    compared = found["before"] or {}
    before = compared.get("frictions") if compared.get("totals", {}).get("journeys") else None
    keys = chain("c", repeat(""))
    say, once = found["say"], dict[str, Found]()
    for one in found["frictions"]:  # a step of our own that comes again may be a way back too
        once.setdefault(say.friction(one, names), one)
    every = zip(once.values(), keys, strict=False)
    return [_friction(one, names, before, view, (key, say)) for one, key in every]


def _friction(
    one: Found, names: Mapping[str, str], before: Found | None, view: object, how: tuple[str, Say]
) -> Friction:
    key, say = how
    worst = [
        (f"P-{name}" if say.own else name, PROBLEM.url(name) if say.own else "", say.length(lost))
        for name, lost in one["worst"][:3]
    ]
    of = {"kind": one["kind"], "first": one["first"], "second": one["second"]}
    return Friction(
        say.friction(one, names),
        say.length(one["customers_time"]),
        f"{words.times(one['times'])}, {say.many(one['journeys'])}",
        _earlier(one, before),
        _alarm(one, say.own),
        _bars(one),
        _("By week: %(counts)s") % {"counts": ", ".join(map(str, one["weeks"]))},
        worst,
        f"{PreventFriction.address.url()}new/?{urlencode({'view': view, **of})}",
        _behind(one, view),
        key,
    )


def _earlier(one: Found, before: Found | None) -> str:
    """How often it came before; nothing where there is no time before."""
    if before is None:
        return ""
    earlier = before.get(f"{one['kind']}\t{one['first']}\t{one['second']}")
    return _("before: %(times)s") % {"times": words.times(earlier[0]) if earlier else _("never")}


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


def _alarm(one: Found, own: bool) -> str:
    if not one["alarm"]:
        return ""
    alarm = one["alarm"]
    begins = datetime(1970, 1, 1, tzinfo=UTC) + words.week(one["from"] + alarm["week"])
    said = {
        "day": said_time.date(begins),
        "since": round(alarm["since"]),
        "before": round(alarm["before"]),
    }
    if own:
        return (
            _("More often since the week of %(day)s: %(since)s in 100 problems, before %(before)s")
            % said
        )
    return (
        _("More often since the week of %(day)s: %(since)s in 100 journeys, before %(before)s")
        % said
    )


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
    moved: str
    ninety: str
    lost: str


def rows(found: Found, view: object) -> Iterator[ArrowRow]:
    """The arrows, the commonest first, each beside what it was before."""
    before, say = (found["before"] or {}).get("arrows", {}), found["say"]
    for one in found["arrows"]:
        earlier = before.get(f"{one['before']}\t{one['step']}")
        yield ArrowRow(
            say.step(one["before"]),
            say.step(one["step"]),
            JOURNEYS_BEHIND.url(view=view, after=one["before"], step=one["step"]),
            f"{one['times']:,}",
            f"{earlier[0]:,}" if earlier else "0",
            f"{one['customers'] or 0:,}",
            say.length(one["median"]),
            say.moved(one["median"] - earlier[1]) if earlier else "",
            say.length(one["ninety"]),
            say.length(one["customers_time"]),
        )


def variants(found: Found) -> list[tuple[str, str, str]]:
    """The commonest courses: how many, how long, and their steps."""
    say = found["say"]
    return [
        (
            say.many(one["journeys"]),
            say.length(one["median"]),
            say.course(one["steps"]),
        )
        for one in found["variants"]
    ]
