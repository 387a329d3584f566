"""What a door reads from a form stands in a form that it shows: no name is spelled twice."""

import ast
import re
from collections.abc import Iterator

from buckstop.doors.shared import once
from tests.source import ROOT, product

DOORS = ("src/buckstop/doors/page/", "src/buckstop/doors/desk/", "src/buckstop/doors/components/")
SAID_ELSEWHERE = {
    "csrfmiddlewaretoken", once.FIELD, "seen",  # set by tags of templates
    "logout_token",  # what a provider posts when somebody logs out there
    "SAMLResponse",  # what a provider has a browser bring
}  # fmt: skip


def named_in_forms() -> set[str]:
    """The fields of every form class of the doors."""
    return {
        target.id
        for source in product()
        if source.path.startswith(DOORS)
        for kind in ast.walk(source.tree)
        if isinstance(kind, ast.ClassDef)
        for line in kind.body
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call)
        for target in line.targets
        if isinstance(target, ast.Name)
    }


def named_in_templates() -> set[str]:
    """The controls that templates spell out themselves."""
    found: set[str] = set()
    for door in DOORS:
        for template in (ROOT / door).rglob("*.html"):
            found |= set(re.findall(r'\bname="([\w-]+)"', template.read_text()))
    return found


def read_by_views() -> Iterator[tuple[str, str, str]]:
    """Where, from what (POST or FILES) and which name a door reads."""
    for source in product():
        if not source.path.startswith(DOORS):
            continue
        for node in ast.walk(source.tree):
            for which, name in _names(node):
                yield source.path, which, name


def _names(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        which = _which(node.func.value)
        if which and node.func.attr in ("get", "getlist", "pop") and node.args:
            yield which, _text(node.args[0])
    elif isinstance(node, ast.Subscript):
        if which := _which(node.value):
            yield which, _text(node.slice)
    elif isinstance(node, ast.Compare) and (which := _which(node.comparators[0])):
        yield which, _text(node.left)


def _which(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) and node.attr in ("POST", "FILES") else ""


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_name_that_is_read_stands_in_a_form() -> None:
    known = named_in_forms() | named_in_templates() | SAID_ELSEWHERE
    read = list(read_by_views())
    assert len(read) > 5
    assert [one for one in read if one[2] and one[2] not in known] == []


def test_files_are_read_by_their_forms_alone() -> None:
    """A second spelling of a file's field would lose the file, and nobody would be told."""
    assert [one for one in read_by_views() if one[1] == "FILES" and one[2]] == []
