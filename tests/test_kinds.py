"""What a kind of commitment is stands in its class: nothing else compares the codes of kinds.

Messages have kinds too, two of which are called as kinds of commitments are: those are compared by
their letters, or by `MessageKind`, and never as strings either.
"""

import ast

from buckstop.problems.commitments.kind import KINDS
from buckstop.problems.models.problem import Kind
from tests.source import Source, planted, product

OWN = ("src/buckstop/problems/commitments/", "src/buckstop/problems/replay/")
"""Where a kind's own file, and the replay of its entries, may name its rows by its class."""
TABLE = "src/buckstop/problems/models/commitment.py"
"""The table, whose constraints name what the database holds by its code."""
BY_THE_DATABASE = "src/buckstop/problems/"
"""Where `NEWS` is known: that every problem has an open promise of it the database holds (G2)."""


def compared(source: Source) -> list[int]:
    """Lines that compare a `kind` with the code of a kind of commitment, or look for rows by one:
    as a string, as `NEWS`, or by its class."""
    codes = set(KINDS) - set(Kind.values)
    classes = set() if source.path.startswith(OWN) else _classes(source)
    named = set() if source.path.startswith(BY_THE_DATABASE) else {"NEWS"}
    return [
        node.lineno
        for part in _beside_a_kind(source)
        for node in ast.walk(part)
        if (isinstance(node, ast.Constant) and node.value in codes)
        or (isinstance(node, ast.Name) and node.id in named)
        or (isinstance(node, ast.Attribute) and node.attr == "code" and _last(node) in classes)
    ]


def _beside_a_kind(source: Source) -> list[ast.expr]:
    """What `….kind` is compared with, what rows are looked for by, what kind is called for."""
    parts: list[ast.expr] = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Compare) and getattr(node.left, "attr", "") == "kind":
            parts += node.comparators
        elif isinstance(node, ast.keyword) and node.arg in ("kind", "kind__in"):
            parts.append(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "called":
            parts += node.args
    return parts


def _last(node: ast.Attribute) -> str:
    """The class of `Class.code` and of `module.Class.code`."""
    return getattr(node.value, "attr", getattr(node.value, "id", ""))


def _classes(source: Source) -> set[str]:
    """The names under which kinds, or the modules that have them, came into a file."""
    kinds = {one.__name__ for one in KINDS.values()}
    taken = {
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and "commitments" in (node.module or "").split(".")
        for alias in node.names
    }
    return taken | kinds if any(name.islower() for name in taken) else taken


def test_nobody_compares_kinds_of_what_is_owed():
    assert {s.path: lines for s in product() if s.path != TABLE and (lines := compared(s))} == {}


def test_a_comparison_is_seen():
    for line in (
        "row.kind == 'step'",
        "row.kind == 'update'",
        "row.kind in ('ask', 'escalation')",
        "rows.filter(kind='step')",
        "rows.filter(kind='handoff')",
        "rows.filter(kind__in=['step', 'ask'])",
        "rows.filter(kind=NEWS)",
        "kinds.called('handoff')",
        "from a.commitments.step import Step; row.kind == Step.code",
        "from a.commitments import step; rows.filter(kind=step.Step.code)",
    ):
        assert set(compared(planted(line))) == {1}, line
    for line in (
        "message.kind == MessageKind.UPDATE",
        "from a.letters.update import Update; message.kind == Update.code",
        "problem.kind == 'question'",
    ):
        assert compared(planted(line)) == [], line
