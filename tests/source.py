"""What the tests of the house read: files, folders, rows, and the list of allowed exceptions."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "buckstop"


@dataclass(frozen=True)
class Source:
    """One Python file of ours: its path relative to the project, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in it, of dotted ones each part: asked about often, so read once."""
        return frozenset(
            node.attr if isinstance(node, ast.Attribute) else node.id
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Attribute | ast.Name)
        )

    @property
    def is_test(self) -> bool:
        """Tests, stories and benchmarks build worlds; they aren't the product."""
        parts = Path(self.path).parts
        return "tests" in parts or parts[0] in {"stories", "bench"} or parts[-1] == "conftest.py"


def planted(text: str, path: str = "src/buckstop/planted.py") -> Source:
    """A source that exists only in a test, to show that a check sees what it looks for."""
    return Source(path=path, text=text, tree=ast.parse(text))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of ours, without migrations."""
    folders = [ROOT / name for name in ("src", "tests", "stories", "bench")]
    found = [ROOT / "conftest.py", *(p for f in folders for p in sorted(f.rglob("*.py")))]
    return tuple(
        Source(path=str(p.relative_to(ROOT)), text=(text := p.read_text()), tree=ast.parse(text))
        for p in found
        if "migrations" not in p.parts
    )


def product() -> Iterator[Source]:
    """The sources of the package that aren't tests."""
    return (s for s in sources() if not s.is_test)


@cache
def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def rows(container: str = "buckstop") -> list[list[str]]:
    """The rows of the import contract of `container`, top to bottom, as lists of names."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    [layers] = [c["layers"] for c in contracts if c["containers"] == [container]]
    return [[name.strip(" ()") for name in row.replace(":", "|").split("|")] for row in layers]


def allowed(list_name: str) -> dict[str, str]:
    """The files that may break a rule, with the reason, from tests/exceptions.toml."""
    lists = tomllib.loads((ROOT / "tests" / "exceptions.toml").read_text())
    found: dict[str, str] = lists.get(list_name, {})
    return found


def broken(found: dict[str, list[int]], list_name: str) -> list[str]:
    """Findings outside the list of exceptions, and exceptions that are needed no more."""
    excused = allowed(list_name)
    new = [
        f"{path}:{line}" for path, lines in found.items() if path not in excused for line in lines
    ]
    stale = [f"{path} needs no exception any more" for path in excused if path not in found]
    return new + stale
