"""Files and functions stay small enough to read in one go."""

import ast
import math
from pathlib import Path

from tests.source import PACKAGE, ROOT, Source, planted, sources

FILE_MOST, FILE_USUAL = 400, 250
FUNCTION_MOST, FUNCTION_USUAL = 60, 30
TEMPLATE_MOST, LINE_MOST = 250, 100
PAGES = ("*.html", "*.css", "*.js", "*.txt")


def usual(sizes: list[int]) -> int:
    """The 95th percentile by the nearest-rank method: 19 of 20 are not larger."""
    return sorted(sizes)[math.ceil(0.95 * len(sizes)) - 1]


def functions(source: Source) -> dict[str, int]:
    """Lines of each function, from its `def` (decorators apart) to its end, docstring included."""
    return {
        f"{source.path}:{n.lineno} {n.name}": (n.end_lineno or n.lineno) - n.lineno + 1
        for n in ast.walk(source.tree)
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def files() -> dict[str, int]:
    """Lines of each file of ours: Python, templates, styles and scripts."""
    pages: list[Path] = [p for kind in PAGES for p in PACKAGE.rglob(kind)]
    sizes = {s.path: len(s.text.splitlines()) for s in sources()}
    return sizes | {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in pages}


def larger(sizes: dict[str, int], most: int) -> list[str]:
    return [f"{name}: {size} lines, at most {most}" for name, size in sizes.items() if size > most]


def test_files_are_small():
    sizes = files()
    assert larger(sizes, FILE_MOST) == []
    assert usual(list(sizes.values())) <= FILE_USUAL, larger(sizes, FILE_USUAL)


def long_lines(text: str) -> list[int]:
    """The numbers of the lines that are too long to read beside another file."""
    return [n for n, line in enumerate(text.splitlines(), 1) if len(line) > LINE_MOST]


def test_templates_and_styles_are_set_to_be_read():
    files = {p: p.read_text() for kind in ("*.html", "*.css") for p in PACKAGE.rglob(kind)}
    folders = {PACKAGE / "doors", PACKAGE / "demo"}
    screens = {p: text for p, text in files.items() if folders & set(p.parents)}
    wide = [f"{p.relative_to(ROOT)}:{n}" for p, text in screens.items() for n in long_lines(text)]
    assert len(screens) > 100
    assert wide == []
    pages = {str(p): len(t.splitlines()) for p, t in files.items() if p.suffix == ".html"}
    assert larger(pages, TEMPLATE_MOST) == []


def test_a_long_line_is_seen():
    assert long_lines("x" * 100 + "\n" + "x" * 101) == [2]


def test_functions_are_small():
    sizes = {name: size for s in sources() for name, size in functions(s).items()}
    assert larger(sizes, FUNCTION_MOST) == []
    assert usual(list(sizes.values())) <= FUNCTION_USUAL, larger(sizes, FUNCTION_USUAL)


def test_a_long_function_is_seen():
    long = planted("async def f():\n" + "    x = 1\n" * 60)
    assert larger(functions(long), FUNCTION_MOST) == [
        "src/buckstop/planted.py:1 f: 61 lines, at most 60"
    ]


def test_usual_is_the_95th_percentile():
    assert usual(list(range(1, 101))) == 95
    assert usual([7]) == 7
