"""A measured figure beside its target, the floor of the same run, and peers; and their table."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

type Better = Literal["more", "less"]


@dataclass(frozen=True)
class Peer:
    """What another program reached; `source` says when and where that was measured."""

    name: str
    value: float
    source: str


@dataclass
class Figure:
    """One line of the table. `target` is on `ratio` where `of_ratio`, else on `ours`.

    `floor` is what the machine does without us in the same run, or what `ours` is compared with;
    `ratio` is ours : floor. Without a target it is there to be read beside the others.
    """

    part: str
    name: str
    ours: float
    unit: str
    better: Better = "less"
    target: float | None = None
    of_ratio: bool = False
    floor: float | None = None
    floor_is: str = ""
    ratio: float | None = None
    peers: list[Peer] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.better == "more" and self.target == 0:
            raise ValueError(f"nothing misses “{self.name}”, whose target is 0: leave it out")

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        value = self.ratio if self.of_ratio else self.ours
        if self.target is None or value is None:
            return None
        return value >= self.target if self.better == "more" else value <= self.target


def number(value: float | None) -> str:
    """Three digits that count, never more than two behind the point."""
    if value is None:
        return ""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}".removesuffix(".00")


def table(figures: Iterable[Figure]) -> str:
    """The figures as text, one line each."""
    heads = ("part", "measure", "ours", "target", "", "floor", "ratio", "peers")
    rows = [heads, *(_row(figure) for figure in figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    return "\n".join(_line(row, widths) for row in rows)


def _row(figure: Figure) -> tuple[str, ...]:
    sign = "≥" if figure.better == "more" else "≤"
    target = "" if figure.target is None else f"{sign} {number(figure.target)}"
    if figure.of_ratio and target:
        target += " × floor"
    floor = f"{number(figure.floor)} {figure.floor_is}".strip() if figure.floor else ""
    return (
        figure.part,
        figure.name,
        f"{number(figure.ours)} {figure.unit}",
        target,
        {True: "reached", False: "MISSED", None: ""}[figure.reached],
        floor,
        number(figure.ratio),
        "; ".join(f"{peer.name} {number(peer.value)} ({peer.source})" for peer in figure.peers),
    )


def _line(row: Sequence[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def write(path: Path, figures: Iterable[Figure], machine: dict[str, Any]) -> None:
    """Keep the figures as JSON, with what the machine was doing."""
    rows = [asdict(figure) | {"reached": figure.reached} for figure in figures]
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"machine": machine, "figures": rows}
    path.write_text(json.dumps(said, indent=1, ensure_ascii=False, default=str))


def read(path: Path) -> list[Figure]:
    """What `write` wrote."""
    found = []
    for row in json.loads(path.read_text())["figures"]:
        row.pop("reached")
        found.append(Figure(**row | {"peers": [Peer(**peer) for peer in row["peers"]]}))
    return found
