"""What a kind of commitment is stands in its class: nothing else compares the codes of kinds."""

import ast

from buckstop.problems.commitments.kind import KINDS
from buckstop.problems.models.problem import Kind
from tests.source import Source, planted, product


def compared(source: Source) -> list[int]:
    """Lines that compare the `kind` of something owed with a code, or look for rows by one.

    `update` and `handoff` are left out: so are messages called.
    """
    codes = set(KINDS) - {"update", "handoff"} - set(Kind.values)
    found = []
    for node in ast.walk(source.tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare) and getattr(node.left, "attr", "") == "kind":
            parts = node.comparators
        elif isinstance(node, ast.keyword) and node.arg in ("kind", "kind__in"):
            parts = [node.value]
        within = (one for part in parts for one in ast.walk(part))
        found += [n.lineno for n in within if isinstance(n, ast.Constant) and n.value in codes]
    return found


def test_nobody_compares_kinds_of_what_is_owed():
    assert {s.path: lines for s in product() if (lines := compared(s))} == {}


def test_a_comparison_is_seen():
    for line in (
        "row.kind == 'step'",
        "row.kind in ('ask', 'escalation')",
        "rows.filter(kind='step')",
        "rows.filter(kind__in=['step', 'ask'])",
    ):
        assert set(compared(planted(line))) == {1}, line
    assert compared(planted("message.kind == 'update'")) == []
