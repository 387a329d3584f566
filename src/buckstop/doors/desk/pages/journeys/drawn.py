"""The map as the page sets it: boxes, arrows with their words, where each leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from buckstop.doors.desk.addresses import JOURNEYS_BEHIND
from buckstop.doors.desk.pages.journeys import words
from buckstop.doors.desk.pages.journeys.words import Say

type Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Box:
    """A step: the middle of its box, how often, where it leads; `says` is all of it in words."""

    name: str
    left: float
    top: float
    count: str
    url: str
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: its path, how thick (1 to 5), whether it is slow, its label and its words."""

    path: str
    head: str
    thick: int
    slow: bool
    x: float
    y: float
    label: str
    url: str
    says: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The whole, in its own units."""

    width: float
    height: float
    boxes: list[Box]
    lines: list[Line]


WIDTH, HEIGHT = 168, 52
LONGEST = 22  # characters that a box holds


def drawn(found: Found, detail: int, view: object) -> Drawn | None:
    """The map in this detail, from the least (1); None where there is nothing."""
    levels = [level for level in found["drawn"].values() if level]
    if not levels:
        return None
    level = levels[min(detail, len(levels)) - 1]
    steps = {step["name"]: step for step in found["steps"]}
    arrows = {(one["before"], one["step"]): one for one in found["arrows"]}
    shown = [arrows[each["before"], each["step"]] for each in level["lines"]]
    most = max((one["times"] for one in shown), default=1)
    slowest = sorted((one["customers_time"] for one in shown), reverse=True)[:3]
    return Drawn(
        level["width"],
        level["height"],
        [_box(each, steps[each["name"]], view, found["say"]) for each in level["boxes"]],
        [
            _line(each, one, most, one["customers_time"] in slowest, view, found["say"])
            for each, one in zip(level["lines"], shown, strict=True)
        ],
    )


def how_many_details(found: Found) -> int:
    """How many details there are to choose from."""
    return len([level for level in found["drawn"].values() if level])


def _box(each: Found, step: Found, view: object, say: Say) -> Box:
    name, count = say.step(each["name"]), f"{step['journeys']:,}"
    return Box(
        name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…",
        each["x"] - WIDTH / 2,
        each["y"] - HEIGHT / 2,
        count,
        JOURNEYS_BEHIND.url(view=view, step=each["name"]),
        f"{name}: {words.times(step['times'])}, {say.many(step['journeys'])}",
    )


def _line(each: Found, one: Found, most: int, slow: bool, view: object, say: Say) -> Line:
    points = [tuple(point) for point in each["points"]]
    return Line(
        "M" + " L".join(f"{x:g},{y:g}" for x, y in points),
        _head(points),
        1 + round(4 * one["times"] / most),
        slow and one["median"] > 0,
        each["x"],
        each["y"],
        say.short(one["median"]),
        JOURNEYS_BEHIND.url(view=view, after=one["before"], step=one["step"]),
        arrow_says(one, say),
    )


def arrow_says(one: Found, say: Say) -> str:
    """`Owned → First word: 38 times, half within 2 h, nine in ten within 7 h`."""
    before, step = say.step(one["before"]), say.step(one["step"])
    return f"{before} → {step}: {words.times(one['times'])}, {say.length(one['median'])}"


def _head(points: list[tuple[float, ...]]) -> str:
    """The arrow's head, as a triangle that points where its last piece goes."""
    (ax, ay), (x, y) = points[-2], points[-1]
    if abs(x - ax) > abs(y - ay):
        back = x - 9 if x > ax else x + 9
        return f"{x:g},{y:g} {back:g},{y - 5:g} {back:g},{y + 5:g}"
    back = y - 9 if y > ay else y + 9
    return f"{x:g},{y:g} {x - 5:g},{back:g} {x + 5:g},{back:g}"
