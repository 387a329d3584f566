"""Every verb has a door: what an app can do, somebody can do, not only the demo.

A verb is a public function of an app's `actions` that takes `by` and `at`. It is reached where a
function of a door names it, or of a file in which an app brings reactions, duties or what is sent;
or one that such a function names.
"""

import ast
from collections import defaultdict

from tests.source import Source, broken, planted, product

type Node = tuple[str, str]
"""A module and one of its functions or classes; "" is what stands between them."""

STARTS = (
    "buckstop.doors.",
    "buckstop.serve",
    "buckstop.web",
)
BROUGHT = {"duties", "reactions", "sources"}
"""Files of an app whose functions the worker runs."""


def module_of(source: Source) -> str:
    """The dotted name of a file."""
    dotted = source.path.removeprefix("src/").removesuffix(".py").replace("/", ".")
    return dotted.removesuffix(".__init__")


class Reach:
    """Which functions name which, in the whole product but the demo."""

    def __init__(self, sources: list[Source]) -> None:
        self.trees = {
            module_of(s): s.tree for s in sources if not s.path.startswith("src/buckstop/demo/")
        }
        self.names: dict[Node, set[Node]] = defaultdict(set)
        for module, tree in self.trees.items():
            known = self._known(module, tree)
            for top in tree.body:
                self.names[module, getattr(top, "name", "")] |= self._named(top, known)

    def _known(self, module: str, tree: ast.Module) -> dict[str, Node]:
        """What each name of a module stands for: a function of its own, or what it imports."""
        own = {top.name: (module, top.name) for top in tree.body if hasattr(top, "name")}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    found = (whole, "*") if whole in self.trees else (node.module, alias.name)
                    own[alias.asname or alias.name] = found
        return own

    def _named(self, top: ast.AST, known: dict[str, Node]) -> set[Node]:
        found: set[Node] = set()
        for node in ast.walk(top):
            if isinstance(node, ast.Name) and node.id in known:
                found.add(known[node.id])
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module, what = known.get(node.value.id, ("", ""))
                if what == "*":
                    found.add((module, node.attr))
        return found

    def reached(self) -> set[Node]:
        """Everything that a door, a reaction or the clock can come to."""
        seen: set[Node] = set()
        ahead = [node for node in self.names if _is_start(node[0])]
        while ahead:
            node = ahead.pop()
            if node not in seen:
                seen.add(node)
                ahead += self.names.get(node, ())
        return seen

    def verbs(self) -> dict[Node, int]:
        """Every verb and the line it stands on."""
        return {
            (module, top.name): top.lineno
            for module, tree in self.trees.items()
            if "actions" in module.split(".")[2:]
            for top in tree.body
            if isinstance(top, ast.FunctionDef)
            and not top.name.startswith("_")
            and {"by", "at"} <= {arg.arg for arg in top.args.kwonlyargs}
        }


def _is_start(module: str) -> bool:
    return module.startswith(STARTS) or not BROUGHT.isdisjoint(module.split(".")[2:3])


def shut(sources: list[Source]) -> list[str]:
    """The verbs that nobody can get at, as `module.verb`."""
    reach = Reach(sources)
    return sorted(".".join(node) for node in reach.verbs().keys() - reach.reached())


def test_every_verb_has_a_door():
    assert len(Reach(list(product())).verbs()) > 50
    assert broken({verb: [0] for verb in shut(list(product()))}, "verbs_without_a_door") == []


def test_a_verb_that_only_the_demo_drives_is_found():
    verb = "def add(*, by, at): pass\ndef _not(*, by, at): pass\ndef plain(x): pass"
    files = {
        "src/buckstop/people/actions/walls.py": verb,
        "src/buckstop/demo/walls.py": "from buckstop.people.actions import walls\nwalls.add()",
    }
    assert shut(_planted(files)) == ["buckstop.people.actions.walls.add"]


def test_a_verb_is_reached_through_other_verbs():
    files = {
        "src/buckstop/people/actions/walls.py": "def add(*, by, at): pass",
        "src/buckstop/problems/actions/rooms.py": (
            "from buckstop.people.actions.walls import add as build\n"
            "def furnish(*, by, at): build(by=by, at=at)"
        ),
        "src/buckstop/doors/desk/rooms.py": (
            "from buckstop.problems.actions import rooms\n"
            "class Sheet:\n    def act(self): rooms.furnish(by=1, at=2)"
        ),
    }
    assert shut(_planted(files)) == []


def test_a_verb_is_reached_by_what_its_app_brings():
    verb = "def add(*, by, at): pass"
    duty = (
        "from buckstop.people.actions.walls import add\nregister(Duty('x', lambda at: add(at=at)))"
    )
    files = {"src/buckstop/people/actions/walls.py": verb}
    for file in ("duties", "reactions", "sources", "duties/walls"):
        assert shut(_planted(files | {f"src/buckstop/people/{file}.py": duty})) == []
    other = {"src/buckstop/people/rules.py": duty}
    assert shut(_planted(files | other)) == ["buckstop.people.actions.walls.add"]


def _planted(files: dict[str, str]) -> list[Source]:
    return [planted(text, path) for path, text in files.items()]
