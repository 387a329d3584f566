"""The documents are true: the picture is the disk, every entry and every setting is explained."""

import re
from collections.abc import Callable

import pytest

from buckstop.environment import DOCUMENTED
from tests.source import PACKAGE, ROOT, allowed, rows, sources
from tests.tables import TABLES

LINE = re.compile(r"^(?P<tree>[│├└─ ]*)(?P<names>\S.*?)(?:\s{2,}.*)?$")
SETTING = re.compile(r"\b(?:BUCKSTOP_[A-Z_]*[A-Z]|DATABASE_URL)\b")


def picture(text: str) -> set[str]:
    """Paths drawn in the first code block of ARCHITECTURE.md that has a tree in it."""
    block = next(b for b in re.findall(r"```\n(.*?)```", text, re.DOTALL) if "├──" in b)
    paths: set[str] = set()
    above: list[str] = []
    for line in block.splitlines():
        if not (match := LINE.match(line)):
            continue
        depth = len(match["tree"]) // 4
        drawn = match["names"].split()
        above = [*above[:depth], drawn[0].rstrip("/")]
        paths |= {"/".join([*above[:depth], name.rstrip("/")]) for name in drawn}
    return paths


def disk() -> set[str]:
    """The package's folders and files at its root, the folders of its doors, and the tops."""
    folders = [p for base in (PACKAGE, PACKAGE / "doors") for p in base.iterdir() if p.is_dir()]
    paths = [p for p in folders if any(p.rglob("*.py")) and p.name != "tests"]
    paths += [p for p in PACKAGE.glob("*.py") if p.name != "__init__.py"]
    paths += [ROOT / name for name in ("stories", "bench", "docs", "tests", "ARCHITECTURE.md")]
    return {str(p.relative_to(ROOT)) for p in [PACKAGE, *paths] if p.exists()}


def test_the_picture_is_the_disk():
    drawn, there = picture((ROOT / "ARCHITECTURE.md").read_text()), disk()
    assert sorted(there - drawn) == [], "in src/ and not in ARCHITECTURE.md"
    assert sorted(drawn - there) == [], "in ARCHITECTURE.md and not on disk"


def test_the_picture_stands_in_the_order_of_the_rows():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    names = [name for row in rows()[1:] for name in row if (PACKAGE / name).is_dir()]
    places = [re.search(rf"^├── {name}/", text, re.MULTILINE) for name in names]
    starts = [match.start() for match in places if match]
    assert len(starts) == len(names)
    assert starts == sorted(starts), names


def test_a_picture_is_read_with_its_depth():
    text = "```\nsrc/b/\n├── doors/   in\n│   ├── desk/  staff\n├── a.py c.py   x\ndocs/  d\n```"
    assert picture(text) == {
        "src/b", "src/b/doors", "src/b/doors/desk", "src/b/a.py", "src/b/c.py", "docs",
    }  # fmt: skip


def explained(name: str, document: str) -> bool:
    """Whether the document has `name` in code quotes."""
    return f"`{name}`" in document


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_tables_say_what_the_code_says(table: Callable[[], str]):
    text = (ROOT / TABLES[table]).read_text()
    assert table() in text, f"{TABLES[table]} says something else: run python -m tests.tables"


def test_every_setting_is_explained():
    text = (ROOT / "docs" / "operator-guide.md").read_text()
    assert [name for name in DOCUMENTED if not explained(name, text)] == []
    assert sorted(set(SETTING.findall(text)) - set(DOCUMENTED)) == [], "explained, and no setting"


def test_no_setting_is_read_unexplained():
    used = {n for s in sources() if s.path.startswith("src/") for n in SETTING.findall(s.text)}
    between_us = set(allowed("between_processes"))
    assert sorted(used - set(DOCUMENTED) - between_us) == []
    assert sorted(between_us - used) == [], "in tests/exceptions.toml, and used no more"


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_every_link_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text())
        if not (page.parent / target).exists()
    ]
    assert len(pages) > 30
    assert lost == []


TOLD = re.compile(r"`((?:stories|src)/[\w/]+\.py)::(\w+)`")


def test_every_scene_is_told_by_a_test():
    scenes = (ROOT / "docs" / "scenes.md").read_text().split("\n**")[1:]
    assert len(scenes) == 20
    assert [scene.splitlines()[0] for scene in scenes if not TOLD.search(scene)] == []
    told = [named for scene in scenes for named in TOLD.findall(scene)]
    missing = [
        f"{path}::{name}"
        for path, name in told
        if not (ROOT / path).exists() or f"def {name}(" not in (ROOT / path).read_text()
    ]
    assert missing == []
