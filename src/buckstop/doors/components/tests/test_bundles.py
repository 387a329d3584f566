"""What pages look like and do, sent as one style sheet and one script."""

import gzip
import re

import pytest
from django.test import Client

from buckstop.doors.components import bundles
from buckstop.doors.components.bundles import FILES, bundled, script
from tests.source import PACKAGE

STYLED = {name for pieces in bundles.SHEETS.values() for name in pieces}


def test_every_piece_is_in_a_bundle():
    assert {one.stem for one in (FILES / "css").iterdir()} == STYLED
    sent = "".join(one.text for one in bundles.bundles().values())
    apart = {"worker", "tell_us"}  # at an address of their own, for others
    modules = {one.stem for one in (FILES / "js").iterdir()} - apart - {"theme"}
    assert {name for name in modules if f"const {name}_js = " not in sent} == set()


def test_no_page_asks_for_a_piece():
    templates = [*PACKAGE.rglob("*.html")]
    piece = re.compile(r"buckstop/css|block (more_)?css")
    asking = [one.name for one in templates if piece.search(one.read_text())]
    assert len(templates) > 100
    assert asking == []


def test_a_bundle_is_kept_for_ever_and_compressed(db: None):
    address = bundled("desk.css")
    answer = Client().get(address, headers={"Accept-Encoding": "gzip"})
    plain = Client().get(address)
    assert gzip.decompress(answer.content) == plain.content
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "Accept-Encoding" in answer["Vary"]
    assert "immutable" in plain["Cache-Control"]


def test_another_releases_page_gets_ours_and_doesnt_keep_it(db: None):
    answer = Client().get(f"/static/{'0' * 16}/desk.js")
    assert answer.content == Client().get(bundled("desk.js")).content
    assert answer["Cache-Control"] == "no-cache"
    assert Client().get(f"/static/{'0' * 16}/nothing.js").status_code == 404


def test_a_module_stands_after_what_it_imports_and_once(tmp_path, monkeypatch):
    written(tmp_path, monkeypatch, a='import { one } from "./b.js";\nimport "./c.js";\none();\n',
            b='import "./c.js";\nexport function one() {}\n', c="let one = 1;\n")  # fmt: skip
    assert re.findall(r"const (\w)_js", script("a")) == ["c", "b", "a"]
    assert "const { one } = b_js;\none();" in script("a")


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ('import all from "./b.js";\n', "form that a bundle"),
        ("export let one = 1;\n", "form that a bundle"),
        ('import "./a.js";\n', "imports itself"),
    ],
)
def test_what_a_bundle_doesnt_know_is_refused(tmp_path, monkeypatch, says: str, wrong: str):
    written(tmp_path, monkeypatch, a=says, b="")
    with pytest.raises(ValueError, match=wrong):
        script("a")


def written(folder, monkeypatch, **modules: str) -> None:
    """Let these be the modules that there are."""
    (folder / "js").mkdir()
    for name, text in modules.items():
        (folder / "js" / f"{name}.js").write_text(text)
    monkeypatch.setattr(bundles, "FILES", folder)
