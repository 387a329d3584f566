"""A ladder played in advance: who would hear of something, at which instant, and when nobody. Pure.

As the clock climbs it, but that nobody ever answers.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from buckstop.coverage.rules.ladders import (
    Course,
    Heard,
    Rung,
    There,
    When,
    Whom,
    climb,
    instant,
    next_look,
)

FAR = timedelta(days=28)
INSTANT = timedelta(microseconds=1)

type Comes = Callable[[datetime, Collection[Whom]], datetime | None]
"""When the next of them comes on duty after an instant."""


class Step(NamedTuple):
    """What would happen at an instant: which rungs come, who hears, which of them are empty;
    whether it is due then. Where none comes, it is who comes on duty and was waited for."""

    at: datetime
    came: list[Rung]
    heard: list[Heard]
    empty: list[Rung]
    held: list[Whom]
    due: bool = False


class Silence(NamedTuple):
    """A rung comes and nobody hears, until somebody does; None: nobody within four weeks."""

    at: datetime
    until: datetime | None


def play(
    rungs: Sequence[Rung],
    *,
    since: datetime,
    due: datetime,
    there: Callable[[datetime], There],
    comes: Comes,
) -> list[Step]:
    """What the ladder comes to for something promised at `since` by `due`, and never answered."""
    ahead = list(_climbs(rungs, Course(since, due), [], there=there, comes=comes))
    late = [rung for rung in rungs if rung.when is When.AFTER]
    course = Course(due, due + FAR, late_since=due)
    held = ahead[-1].held if ahead else []
    found = climb(late, course, climbed=due - INSTANT, at=due, there=there(due), held=held)
    came = [rung for rung in late if rung.amount == 0]
    passed = Step(due, came, found.heard, found.empty, found.held, due=True)
    after = _climbs(late, course, found.held, there=there, comes=comes)
    return [*ahead, passed, *after]


def _climbs(
    rungs: Sequence[Rung],
    course: Course,
    held: Collection[Whom],
    *,
    there: Callable[[datetime], There],
    comes: Comes,
) -> Iterator[Step]:
    """Each look of the clock from the beginning of a course to its end."""
    looked = course.since
    while True:
        at = next_look(rungs, course, after=looked)
        back = comes(looked, held) if held else None
        at = min(at, back) if back else at
        if at >= course.due:
            return
        found = climb(rungs, course, climbed=looked, at=at, there=there(at), held=held)
        came = [one for one in rungs if looked < (instant(one, course) or looked) <= at]
        yield Step(at, came, found.heard, found.empty, found.held)
        looked, held = at, found.held


def silences(steps: Sequence[Step]) -> list[Silence]:
    """When a rung comes and nobody hears, and until when that is so."""
    found: list[Silence] = []
    for place, step in enumerate(steps):
        if step.empty and not step.heard:
            later = (one.at for one in steps[place + 1 :] if one.heard)
            found.append(Silence(step.at, next(later, None)))
    return found
