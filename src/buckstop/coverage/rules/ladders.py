"""A ladder: who hears of what is owed, ahead of its time, at it, and after. Pure.

Who is there is asked anew at every rung. A rung on which nobody is there is empty: the next one on
which somebody is stands in for it at once, and it is held for who comes on next.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class When(StrEnum):
    """From where the time of a rung counts."""

    SHARE = "share"  # per cent of the time from when it was set to when it is due
    BEFORE = "before"  # minutes before it is due; where time is short, its last quarter
    AFTER = "after"  # minutes after it was due; none is at that time


class Whom(StrEnum):
    """Who hears."""

    WATCH = "watch"  # who can be reached: the owner, else of the team's shift, else the buck
    OWNER = "owner"  # while on shift, as the four after it
    DEBTOR = "debtor"
    SHIFT = "shift"  # everybody on shift of the team
    LEAD = "lead"  # the team's
    ABOVE = "above"  # the next above who owes it: see `problems.rules.climbing`
    BUCK = "buck"  # with whom the team's buck stops, who is there always
    HOUSE = "house"  # with whom the house's stops


class Rung(NamedTuple):
    """Who hears, and when."""

    when: When
    amount: int
    whom: Whom


@dataclass(frozen=True, slots=True)
class Course:
    """When what is owed got its time, and that time; since when it is late, if it follows what was
    missed."""

    since: datetime
    due: datetime
    late_since: datetime | None = None


def instant(rung: Rung, course: Course) -> datetime | None:
    """When a rung comes; None where that isn't known, since nothing is late.

    In UTC: on the wall, an hour before the clocks change isn't an hour.
    """
    due, since = course.due.astimezone(UTC), course.since.astimezone(UTC)
    if rung.when is When.SHARE:
        return since + (due - since) * rung.amount / 100
    if rung.when is When.BEFORE:
        return due - min(timedelta(minutes=rung.amount), (due - since) / 4)
    late = course.late_since
    return late.astimezone(UTC) + timedelta(minutes=rung.amount) if late else None


def _as_they_come(rungs: Iterable[Rung], course: Course) -> list[Rung]:
    """By their times; what comes after it was due stands last."""
    late = replace(course, late_since=course.late_since or course.due)
    return sorted(rungs, key=lambda rung: instant(rung, late) or course.due)


def next_look(rungs: Iterable[Rung], course: Course, *, after: datetime) -> datetime:
    """When the clock looks at it next: at the next rung, or when it is due."""
    times = (instant(rung, course) for rung in rungs)
    ahead = [at for at in times if at is not None and after < at < course.due]
    return min([*ahead, course.due])


class Heard(NamedTuple):
    """Somebody hears of it, since a rung says so or stands in for another one."""

    person: UUID
    rung: Rung


class Climbed(NamedTuple):
    """What one look at a ladder comes to: who hears, each once; which rungs were empty; and whom
    those are held for."""

    heard: list[Heard]
    empty: list[Rung]
    held: list[Whom]


MOST = 8
"""Rungs of a ladder."""
LONGEST = 7 * 24 * 60
"""Minutes before or after a thing is due."""
WORDS: dict[str, str] = {}
"""What is owed, by its kind, inside a sentence: the kinds say it."""

type There = Callable[[Whom], Collection[UUID]]
"""Who of them is there now."""


def climb(
    rungs: Sequence[Rung],
    course: Course,
    *,
    climbed: datetime,
    at: datetime,
    there: There,
    held: Iterable[Whom] = (),
) -> Climbed:
    """The rungs that came after `climbed` and until `at`; and what was `held`."""
    found: dict[UUID, Rung] = {}
    empty: list[Rung] = []
    waiting: list[Whom] = []
    for whom in held:
        people = there(whom)
        rung = Rung(When.AFTER if course.late_since else When.SHARE, 0, whom)
        found |= {person: rung for person in people if person not in found}
        waiting += [] if people else [whom]
    ordered = _as_they_come(rungs, course)
    for place, rung in enumerate(ordered):
        came = instant(rung, course)
        if came is None or not climbed < came <= at:
            continue
        standing = _first_there(ordered[place:], there)
        if not standing or standing[0].rung != rung:
            empty.append(rung)
            waiting.append(rung.whom)
        found |= {one.person: one.rung for one in standing if one.person not in found}
    heard = [Heard(person, rung) for person, rung in found.items()]
    return Climbed(heard, empty, list(dict.fromkeys(waiting)))


def _first_there(rungs: Iterable[Rung], there: There) -> list[Heard]:
    """Who is there of the first of these rungs that isn't empty."""
    for rung in rungs:
        if people := there(rung.whom):
            return [Heard(person, rung) for person in people]
    return []


def takes_over(rungs: Iterable[Rung], there: There) -> UUID | None:
    """Who owes it once it is late: somebody of the first rung after its time that isn't empty."""
    late = [rung for rung in rungs if rung.when is When.AFTER]
    found = _first_there(late, there)
    return min((one.person for one in found), key=str, default=None)


def write(rungs: Iterable[Rung]) -> str:
    """Rungs as a text, for a row or an entry; `read` reads it back."""
    return " ".join(f"{rung.when}:{rung.amount}:{rung.whom}" for rung in rungs)


def read(text: str) -> tuple[Rung, ...]:
    """The rungs that `write` wrote."""
    parts = (one.split(":") for one in text.split())
    return tuple(Rung(When(when), int(amount), Whom(whom)) for when, amount, whom in parts)


def in_order(rungs: Iterable[Rung]) -> tuple[Rung, ...]:
    """As they come: shares of the time, minutes before its end, minutes after it."""
    order = {When.SHARE: 0, When.BEFORE: 1, When.AFTER: 2}

    def place(rung: Rung) -> tuple[int, int]:
        return order[rung.when], -rung.amount if rung.when is When.BEFORE else rung.amount

    return tuple(sorted(dict.fromkeys(rungs), key=place))
