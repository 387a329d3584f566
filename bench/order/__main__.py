"""`python -m bench.order`: compare the orders, and put the table into docs/order-of-work.md."""

from collections.abc import Iterable
from pathlib import Path

from bench.order.compared import Outcome, compared
from bench.order.logs import present
from bench.order.simulation import Result

PAGE = Path(__file__).resolve().parents[2] / "docs" / "order-of-work.md"
BEGIN, END = "<!-- table -->", "<!-- end of the table -->"
HEADS = ("log", "load", "order", "waiting", "waiting²", "missed", "longest")


def table(outcomes: Iterable[Outcome]) -> str:
    """All of it in Markdown, the best of each column and load in bold."""
    lines = [f"| {' | '.join(HEADS)} |", "|---|---|---|---:|---:|---:|---:|"]
    for outcome in outcomes:
        results = {**outcome.others, "**ours**": outcome.ours}
        best = [min(column) for column in zip(*map(_columns, results.values()), strict=True)]
        for name, result in results.items():
            first = name == next(iter(results))
            head = f"{outcome.log} | {outcome.load}" if first else " | "
            cells = [_cell(*pair) for pair in zip(_columns(result), best, strict=True)]
            lines.append(f"| {head} | {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _columns(result: Result) -> tuple[float, ...]:
    return result.linear, result.convex, result.missed, result.longest


def _cell(value: float, best: float) -> str:
    shown = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    return f"**{shown}**" if value == best else shown


def main() -> None:
    """Measure and write."""
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    made = table(outcome for log in present() for outcome in compared(log))
    PAGE.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")
    print(made)


if __name__ == "__main__":
    main()
