"""How many files an addition touches, measured on what was added so far.

`python -m tests.additions` prints the table. Of each letter, kind, act, page, channel and so on it
counts its own files, and the files of the product that name it besides: those would have been
touched to add it. Verbs aren't counted: whoever calls one has an addition of its own. Nor is the
demo, which nothing needs.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from tests.source import PACKAGE, ROOT, product


@dataclass(frozen=True)
class Added:
    """Something that was added: its own files, and the files elsewhere that name it."""

    name: str
    own: frozenset[str]
    elsewhere: frozenset[str]


@dataclass(frozen=True)
class Sort:
    """A sort of addition: what it touched before, and how many files it may have and touch now.

    A kind with entries of its own is named where its app folds them; without, nowhere.
    """

    name: str
    before: str
    own: int
    elsewhere: int
    folder: str
    base: str

    @property
    def usual(self) -> tuple[float, float]:
        """The median of own files, and of files elsewhere."""
        added = self.added()
        return median(len(a.own) for a in added), median(len(a.elsewhere) for a in added)

    def added(self) -> list[Added]:
        """What there is of this sort, in its folder."""
        folder = PACKAGE / self.folder
        return list(_folders(folder) if not self.base else _classes(folder, self.base))


SORTS = (
    Sort("a kind of what is owed", "21 to 23 files", 2, 1, "problems/commitments", "Kind"),
    Sort("a letter", "11 to 12 files", 2, 0, "conversations/letters", "Letter"),
    Sort("an act of the desk", "10 to 12 files", 1, 0, "doors/desk/acts", "Act"),
    Sort("a page of the desk", "7 to 9 files", 4, 1, "doors/desk/pages", ""),
    Sort("a channel out", "no place for it", 4, 2, "outbox/channels", "Channel"),
)


@cache
def _importers() -> dict[tuple[str, str], set[str]]:
    """Which files of the product import what: by module and name."""
    found: dict[tuple[str, str], set[str]] = {}
    for source in product():
        if "/demo/" in source.path:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    found.setdefault((node.module, alias.name), set()).add(source.path)
    return found


def _naming(module: str, name: str, own: frozenset[str]) -> frozenset[str]:
    """The product's files, besides `own`, that import `name` from `module`."""
    return frozenset(_importers().get((module, name), set()) - own)


def _classes(folder: Path, base: str) -> Iterator[Added]:
    """The classes of a folder whose base ends so: of `DeskAct`, of an act on a problem."""
    for path in sorted(folder.rglob("*.py")):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text())
        for node in tree.body:
            bases = [_last(one) for one in getattr(node, "bases", [])]
            if isinstance(node, ast.ClassDef) and any(one.endswith(base) for one in bases):
                if node.name.endswith(base) or node.name.startswith("_"):
                    continue  # what several have in common
                yield _class(path, node.name, folder)


def _class(path: Path, name: str, folder: Path) -> Added:
    beside = path.parent.iterdir() if path.parent != folder else path.parent.glob(f"{path.stem}.*")
    own = frozenset(str(one.relative_to(ROOT)) for one in beside if one.is_file())
    module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    return Added(name, own, _naming(module, name, own))


def _folders(folder: Path) -> Iterator[Added]:
    """The folders that a list beside them names."""
    listing = (folder / "__init__.py").read_text()
    for path in sorted(folder.iterdir()):
        if not (path / "view.py").exists():
            continue
        own = frozenset(str(one.relative_to(ROOT)) for one in path.iterdir() if one.is_file())
        module = ".".join(path.relative_to(PACKAGE.parent).parts)
        line = (
            {str((folder / "__init__.py").relative_to(ROOT))}
            if f'"{path.name}"' in listing
            else {""}
        )
        shared = _naming(f"{module}.view", "ROUTES", own)
        yield Added(path.name, own, frozenset(line) | shared)


def _last(node: ast.expr) -> str:
    """The last name of a dotted one."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def main() -> None:
    """Print what each sort of addition touches."""
    print(f"{'to add':26}{'before':18}{'own files':>10}{'elsewhere: usual, most':>26}")
    for sort in SORTS:
        most = max(sort.added(), key=lambda one: len(one.elsewhere))
        own, usual = sort.usual
        worst = f"{len(most.elsewhere)} ({most.name})"
        print(f"{sort.name:26}{sort.before:18}{own:10.0f}{usual:13.0f}, {worst}")


if __name__ == "__main__":
    main()
