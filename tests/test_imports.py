"""Imports stand at the top of a file, where import-linter and people see them."""

import ast

from tests.source import Source, broken, planted, sources

MAY_IMPORT = (ast.Import, ast.ImportFrom, ast.Call)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
BY_NAME = {"import_module", "__import__", "import_string"}


def late_imports(source: Source) -> list[int]:
    """Lines of imports inside functions, hidden ones (by name) included."""
    lines = set()
    for function in ast.walk(source.tree):
        if isinstance(function, FUNCTIONS):
            lines |= {
                n.lineno for n in ast.walk(function) if isinstance(n, MAY_IMPORT) and _imports(n)
            }
    return sorted(lines)


def _imports(node: ast.Import | ast.ImportFrom | ast.Call) -> bool:
    if not isinstance(node, ast.Call):
        return True
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return name in BY_NAME


def test_nothing_is_imported_inside_a_function():
    found = {s.path: lines for s in sources() if (lines := late_imports(s))}
    assert broken(found, "late_imports") == []


def test_a_late_import_is_seen():
    assert late_imports(planted("def f():\n    import json\n")) == [2]
    assert late_imports(planted("def f():\n    importlib.import_module('json')\n")) == [2]
    assert late_imports(planted("import json\n")) == []
