"""Where the steps and arrows of a map stand: the one place that knows `graphlay`."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

import graphlay

from buckstop.journeys.engine.questions.map import Arrow, Map

MOST_STEPS, MOST_ARROWS = 40, 90
LEVELS = (5, 9, 15, 25, MOST_STEPS)
"""How many steps are drawn at each detail, from the least."""
WIDTH, HEIGHT = 168.0, 52.0
BESIDE = 24.0
"""From a loop to the middle of its words."""
LABEL = {"width": 64.0, "height": 18.0}
_OPTIONS = {"direction": "topbottom", "effort": "fast"}
_LARGE = 12
"""From so many steps on it is laid out with less effort: it must take no second."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step: its middle."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: from border to border, and where its words stand."""

    before: str
    step: str
    points: tuple[tuple[float, float], ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it from the top left corner on."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def shown(found: Map, most: int) -> tuple[list[str], list[Arrow]]:
    """The commonest steps, and of their arrows the commonest: each step keeps its commonest one
    in and out, so that none stands alone; the rest fills up."""
    names = [step.name for step in found.steps[:most]]
    among = [a for a in found.arrows if a.before in names and a.step in names]
    kept: dict[tuple[str, str], Arrow] = {}
    for name in names:
        for of in ("step", "before"):
            first = next((a for a in among if getattr(a, of) == name and a.before != a.step), None)
            if first is not None:
                kept[first.before, first.step] = first
    for arrow in among:
        if len(kept) >= min(MOST_ARROWS, 2 * most):
            break
        kept.setdefault((arrow.before, arrow.step), arrow)
    return names, sorted(kept.values(), key=lambda a: (-a.times, a.before, a.step))


def draw(names: Sequence[str], arrows: Sequence[Arrow]) -> Drawing:
    """Lay it out; the same map is always the same drawing."""
    graph = graphlay.Graph()
    for name in names:
        graph.node(name, width=WIDTH, height=HEIGHT)
    for arrow in arrows:
        graph.edge(arrow.before, arrow.step, weight=float(arrow.times), label_size=LABEL)
    options = _OPTIONS if len(names) > _LARGE else {"direction": "topbottom"}
    layout = graphlay.layout(graph, preset="process_map", options=options)
    low, high = layout.bounds["min"], layout.bounds["max"]
    left, top = low["x"] - 48, low["y"] - 12
    places = layout.positions()
    return Drawing(
        round(high["x"] - left + 48, 1),
        round(high["y"] - top + 12, 1),
        tuple(
            Box(name, round(places[name][0] - left, 1), round(places[name][1] - top, 1))
            for name in names
        ),
        tuple(
            _line(arrow, edge, left, top) for arrow, edge in zip(arrows, layout.edges, strict=True)
        ),
    )


def _line(arrow: Arrow, edge: dict[str, object], left: float, top: float) -> Line:
    points: list[dict[str, float]] = edge["points"]  # type: ignore[assignment]
    middle: dict[str, float] = edge.get("label_anchor") or points[len(points) // 2]  # type: ignore[assignment]
    path = [(p["x"] - left, p["y"] - top) for p in points]
    x, y = _on(path, middle["x"] - left, middle["y"] - top)
    if arrow.before == arrow.step:  # a small loop: its words stand beside it
        x = max(a for a, _b in path) + BESIDE
    rounded = tuple((round(a, 1), round(b, 1)) for a, b in path)
    return Line(arrow.before, arrow.step, rounded, round(x, 1), round(y, 1))


def _on(path: Sequence[tuple[float, float]], x: float, y: float) -> tuple[float, float]:
    """The point of a path that is nearest to where words were to stand, so that one sees whose they
    are: the room kept for them may lie far beside it."""
    found = []
    for (ax, ay), (bx, by) in pairwise(path):
        long = (bx - ax) ** 2 + (by - ay) ** 2
        share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long if long else 0.0
        share = min(0.8, max(0.2, share))  # not at a corner, nor below the arrow's head
        on = ax + share * (bx - ax), ay + share * (by - ay)
        found.append((hypot(on[0] - x, on[1] - y), on))
    return min(found)[1] if found else (x, y)
