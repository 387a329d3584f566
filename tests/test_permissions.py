"""Every verb asks its permission, and nobody else says who may.

A verb is a public function of an app's `actions` or `commitments` that takes `by` and `at`. It
checks `may_<its name>` of a module of `permissions`; the others stand in tests/exceptions.toml,
each with why nobody is refused, or who refuses.
"""

import ast
from collections.abc import Iterator

from tests.source import Source, broken, planted, product

WHO = {
    "not-asked", "not-desk", "not-owner", "not-theirs", "not-yours", "closed", "ended", "not-owed",
}  # fmt: skip
"""Codes that say who may, or in which state of a row: never said by a verb."""


def is_of_verbs(source: Source) -> bool:
    """Whether a file is where an app has its verbs."""
    parts = source.path.removesuffix(".py").split("/")
    return (
        "doors" not in parts
        and "demo" not in parts
        and not {"actions", "commitments"}.isdisjoint(parts)
    )


def verbs(source: Source) -> Iterator[ast.FunctionDef]:
    """The verbs of a file."""
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if {"by", "at"} <= {one.arg for one in node.args.kwonlyargs}:
            yield node


def checks(verb: ast.FunctionDef) -> bool:
    """Whether it checks what its permission says."""
    for node in ast.walk(verb):
        if isinstance(node, ast.Call) and called(node) == "check" and node.args:
            asked = node.args[0]
            if isinstance(asked, ast.Call) and called(asked) == f"may_{verb.name}":
                return True
    return False


def called(node: ast.Call) -> str:
    """The last part of what is called."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def unasked(sources: Iterator[Source]) -> dict[str, list[int]]:
    """The verbs that check no permission of theirs, as path::name, with their lines."""
    return {
        f"{source.path}::{verb.name}": [verb.lineno]
        for source in sources
        if is_of_verbs(source)
        for verb in verbs(source)
        if not checks(verb)
    }


def refusing(source: Source) -> list[int]:
    """Lines on which a file says itself who may, or works out who is of the desk."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called(node) == "Refused" and node.args:
            said = node.args[0]
            if isinstance(said, ast.Constant) and said.value in WHO:
                found.append(node.lineno)
        if isinstance(node, ast.Call) and called(node) == "check_desk":
            found.append(node.lineno)
    return found


def test_every_verb_asks_its_permission():
    assert broken(unasked(product()), "verbs_without_a_permission") == []


def test_verbs_say_no_themselves_of_nobody():
    assert {s.path: lines for s in product() if (lines := refusing(s))} == {}


def test_a_verb_that_asks_nobody_is_seen():
    verb = "def mend(problem, *, by, at):\n    with acting(problem, by=by, at=at):\n        {}\n"
    place = "src/buckstop/problems/actions/mending.py"
    for line in ("pass", "may.may_mend(problem, by)", "check(may.may_fix(problem, by))"):
        assert len(unasked(iter([planted(verb.format(line), place)]))) == 1, line
    asks = verb.format("check(may.may_mend(problem, by))")
    assert unasked(iter([planted(asks, place)])) == {}
    assert refusing(planted('raise Refused("not-desk", "No.")')) == [1]
    assert refusing(planted("who.check_desk(by)")) == [1]
