"""A trend as a line of our own, week by week, with its interval as a band behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from buckstop.reliability.rules.figures import Value

WIDTH, HEIGHT, EDGE = 180.0, 36.0, 3.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG’s points: the line (in pieces, where weeks had nothing) and the band behind it."""

    width: int
    height: int
    lines: list[str]
    bands: list[str]
    last: tuple[float, float] | None


def drawn(weeks: Sequence[Value | None]) -> Drawing:
    """The weeks from left to right; the lowest and highest end of any interval fill the height."""
    there = [one for one in weeks if one is not None]
    low = min((one.low for one in there), default=0.0)
    high = max((one.high for one in there), default=1.0)
    pieces = _pieces(weeks)
    step = (WIDTH - 2 * EDGE) / max(len(weeks) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        return EDGE + place * step, HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)

    lines = [_points([at(place, one.value) for place, one in piece]) for piece in pieces]
    bands = [
        _points(
            [at(place, one.high) for place, one in piece]
            + [at(place, one.low) for place, one in reversed(piece)]
        )
        for piece in pieces
    ]
    end = pieces[-1][-1] if pieces else None
    last = at(end[0], end[1].value) if end else None
    return Drawing(int(WIDTH), int(HEIGHT), lines, bands, last)


def _pieces(weeks: Sequence[Value | None]) -> list[list[tuple[int, Value]]]:
    found: list[list[tuple[int, Value]]] = []
    before = False
    for place, one in enumerate(weeks):
        if one is not None:
            if not before:
                found.append([])
            found[-1].append((place, one))
        before = one is not None
    return found


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
