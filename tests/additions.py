"""How many files an addition touches, measured on what was added so far.

`python -m tests.additions` prints the table. Of each letter, kind, act, page, channel and so on it
counts its own files, and the files of the product that name it besides: those would have been
touched to add it. Verbs aren't counted: whoever calls one has an addition of its own; nor whoever
asks a permission. Nor is the demo, which nothing needs.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from statistics import median

from tests.source import PACKAGE, ROOT, Source, product


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
    find: Callable[[], Iterator[Added]]

    @property
    def usual(self) -> tuple[float, float]:
        """The median of own files, and of files elsewhere."""
        added = self.added()
        return median(len(a.own) for a in added), median(len(a.elsewhere) for a in added)

    def added(self) -> list[Added]:
        """What there is of this sort."""
        return list(self.find())


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


def _classes(place: str, base: str) -> Iterator[Added]:
    """The classes of a folder whose base ends so: of `DeskAct`, of an act on a problem."""
    folder = PACKAGE / place
    for path in sorted(folder.rglob("*.py")):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for name in _named_classes(ast.parse(path.read_text()), base):
            beside = (
                path.parent.iterdir() if path.parent != folder else folder.glob(f"{path.stem}.*")
            )
            own = frozenset(str(one.relative_to(ROOT)) for one in beside if one.is_file())
            yield Added(name, own, _naming(_module(path), name, own))


def _named_classes(tree: ast.Module, base: str) -> Iterator[str]:
    for node in tree.body:
        bases = [_last(one) for one in getattr(node, "bases", [])]
        if not isinstance(node, ast.ClassDef) or not any(one.endswith(base) for one in bases):
            continue
        if not node.name.endswith(base) and not node.name.startswith("_"):
            yield node.name  # the others are what several have in common


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def _pages() -> Iterator[Added]:
    """The folders of the desk's pages; elsewhere is who has their routes, and the addresses."""
    folder = PACKAGE / "doors/desk/pages"
    for path in sorted(folder.iterdir()):
        if not (path / "view.py").exists():
            continue
        own = frozenset(str(one.relative_to(ROOT)) for one in path.iterdir() if one.is_file())
        module = ".".join(path.relative_to(PACKAGE.parent).parts)
        shared = _naming(f"{module}.view", "ROUTES", own)
        yield Added(path.name, own, frozenset({"src/buckstop/doors/desk/addresses.py"}) | shared)


def _brought(file: str) -> Iterator[Source]:
    """The files of that name, and those in folders of that name, in which apps bring something."""
    brought = re.compile(rf"src/buckstop/(doors/)?\w+/{file}(/\w+)?\.py")
    return (source for source in product() if brought.match(source.path))


def _lines(file: str, call: str) -> Iterator[Added]:
    """What apps bring by such a call in a file of theirs; elsewhere is who has its name."""
    for source in _brought(file):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and _last(node.func) == call:
                for name in [one.value for one in node.args if isinstance(one, ast.Constant)][:1]:
                    others = _repeating().get(str(name), set()) - {source.path}
                    yield Added(str(name), frozenset({source.path}), frozenset(others))


def _notices() -> Iterator[Added]:
    """Facts that staff are told; elsewhere is what of `notices` names one, but to record it."""
    ours = [s for s in product() if s.path.startswith("src/buckstop/notices/")]
    for source in _brought("tellings"):
        own = frozenset({source.path})
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and _last(node.func) in ("tell", "face"):
                fact = _last(node.args[0])
                named = frozenset(s.path for s in ours if fact in s.names) - own
                yield Added(fact, own, frozenset(one for one in named if not RECORDING(one)))


def _sources() -> Iterator[Added]:
    """What apps send; elsewhere is who names its class."""
    for source in _brought("sources"):
        own = frozenset({source.path})
        for name in _named_classes(source.tree, "Source"):
            yield Added(name, own, _naming(_module(ROOT / source.path), name, own))


def _tables() -> Iterator[Added]:
    """Tables that may be taken out; elsewhere is who imports the file."""
    for source in _brought("tables"):
        own = frozenset({source.path})
        for node in source.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                name = _last(node.targets[0])
                if _last(node.value.func) == "Table":
                    yield Added(name, own, _naming(_module(ROOT / source.path), name, own))


@cache
def _repeating() -> dict[str, set[str]]:
    """Which files of the product have which string."""
    found: dict[str, set[str]] = {}
    for source in product():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.setdefault(node.value, set()).add(source.path)
    return found


def _permissions() -> Iterator[Added]:
    """Functions `may_…`; elsewhere is who names one besides verbs and doors, which ask them."""
    for source in _brought("permissions"):
        own = frozenset({source.path})
        for node in source.tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("may_"):
                asked = frozenset(s.path for s in _askers() if node.name in s.names) - own
                yield Added(node.name, own, frozenset(one for one in asked if not ASKING(one)))


@cache
def _askers() -> tuple[Source, ...]:
    """The files of the product that import permissions."""
    modules = {
        module for module, name in _importers() if "permissions" in (*module.split("."), name)
    }
    paths = {
        path for (module, _), files in _importers().items() if module in modules for path in files
    }
    return tuple(source for source in product() if source.path in paths)


RECORDING = re.compile(r"src/buckstop/\w+/(entries|actions|sources|replay)\b").match
ASKING = re.compile(r"src/buckstop/(doors|demo|\w+/(actions|commitments|permissions))\b").match

SORTS = (
    Sort(
        "a kind of what is owed", "21 to 23 files", 2, 1,
        partial(_classes, "problems/commitments", "Kind"),
    ),
    Sort("a letter", "11 to 12 files", 2, 0, partial(_classes, "conversations/letters", "Letter")),
    Sort("an act of the desk", "10 to 12 files", 1, 0, partial(_classes, "doors/desk/acts", "Act")),
    Sort("a page of the desk", "7 to 9 files", 4, 1, _pages),
    Sort("a channel out", "no place for it", 4, 1, partial(_classes, "outbox/channels", "Channel")),
    Sort("something to send", "2 files", 1, 0, _sources),
    Sort("a reaction", "2 files", 1, 0, partial(_lines, "reactions", "Reaction")),
    Sort("a notice", "1 file, of problems", 1, 0, _notices),
    Sort("a duty of the clock", "2 files", 1, 0, partial(_lines, "duties", "Duty")),
    Sort("a permission", "8 files and more", 1, 0, _permissions),
    Sort("a table that is taken out", "3 files", 1, 0, _tables),
)  # fmt: skip
OF_ONE_LINE = SORTS[5:]
"""Of these every single one is a class, a function or a line in its file, named nowhere else."""


def _last(node: ast.expr) -> str:
    """The last name of a dotted one, whatever stands in brackets behind it."""
    if isinstance(node, ast.Subscript):
        return _last(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def main() -> None:
    """Print what each sort of addition touches."""
    print(f"{'to add':26}{'before':21}{'own files':>10}{'elsewhere: usual, most':>26}")
    for sort in SORTS:
        most = max(sort.added(), key=lambda one: len(one.elsewhere))
        own, usual = sort.usual
        worst = f"{len(most.elsewhere)} ({most.name})"
        print(f"{sort.name:26}{sort.before:21}{own:10.0f}{usual:13.0f}, {worst}")


if __name__ == "__main__":
    main()
