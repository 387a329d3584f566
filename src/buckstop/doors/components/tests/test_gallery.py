"""Every page renders from its documented context: whole, escaped, without inline code."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from buckstop.doors.components.gallery import EXAMPLES

pytestmark = pytest.mark.usefixtures("gallery_settings")

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
ENDS_A_PARAGRAPH = {"p", "div", "form", "ul", "ol", "dl", "section", "details", "table", "h2"}


class Nesting(HTMLParser):
    """Collects what a browser would silently repair, ids twice, and inline code."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if "p" in self.open and tag in ENDS_A_PARAGRAPH:
            self.wrong.append(f"<{tag}> inside <p> at line {self.getpos()[0]}")
        if name := named.get("id"):
            if name in self.ids:
                self.wrong.append(f"id {name} twice")
            self.ids.add(name)
        if "style" in named or any(attribute.startswith("on") for attribute in named):
            self.wrong.append(f"inline code on <{tag}>")
        if tag == "style" or (tag == "script" and not (named.get("src") or named.get("type"))):
            self.wrong.append(f"inline <{tag}>")
        if tag not in VOID and tag not in ("path", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


@pytest.mark.parametrize("name", EXAMPLES)
def test_page_is_well_formed_and_has_no_inline_code(name: str, client: Client) -> None:
    answer = client.get(f"/components/{name}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    nesting = Nesting()
    nesting.feed(page)
    assert nesting.wrong == []
    assert nesting.open == []
    assert len(re.findall(r"<h1\b", page)) >= 1


def test_gallery_lists_every_example(client: Client) -> None:
    page = client.get("/components/").content.decode()
    assert [name for name in EXAMPLES if f"/components/{name}/" not in page] == []


def test_gallery_is_closed_outside_the_demo(client: Client, settings) -> None:
    settings.DEMO = settings.DEBUG = False
    assert client.get("/components/").status_code == 404
    assert client.get("/components/page/").status_code == 404


def test_a_sheet_with_htmx_is_the_sheet_alone(client: Client) -> None:
    page = client.get("/components/sheet-offer/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "hx-post=" in page
    whole = client.get("/components/sheet-offer/").content.decode()
    assert "<html" in whole
    assert "hx-post=" not in whole


def test_what_people_wrote_is_never_markup(client: Client) -> None:
    page = client.get("/components/page/").content.decode()
    assert "<script>" not in page
    assert "standing still since 08:58" in page
