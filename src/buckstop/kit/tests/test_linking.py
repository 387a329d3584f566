"""Links in what people wrote: what is an address becomes one, and nothing else happens."""

from html import unescape

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from buckstop.kit.linking import linked
from tests.processor import needed


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("see https://a.example/x?y=1&z=2.", "https://a.example/x?y=1&amp;z=2"),
        ("(https://a.example/x_(y))", "https://a.example/x_(y)"),
        ("HTTP://a.example, now", "HTTP://a.example"),
        ("write ina.roth+x@a.example!", "mailto:ina.roth+x@a.example"),
        ("ring +41 (0)44 555 01 10", "tel:+410445550110"),
        ("ring 044 555 01 10 now", "tel:0445550110"),
        ("ring 0445550110", "tel:0445550110"),
    ],
)
def test_what_is_linked(text: str, href: str):
    assert f'href="{href}"' in linked(text)


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "on 24.11.2026 at 10:15", "order 0098345", "10.0.0.1", "a@b", "https://",
     "2026-11-24 08:00", "data:text/html,x", "P-1042", "4711 22", "//a.example/x"],
)  # fmt: skip
def test_what_is_not(text: str):
    assert "href" not in linked(text)


def test_markup_stays_text():
    made = linked('<b>"x"</b> https://a.example/"onmouseover="1 <script>')
    assert "<b>" not in made
    assert "<script>" not in made
    assert 'href="https://a.example/"' in made


@given(st.text(alphabet="ab@.:/htps+0123456789 \n<>&\"'()", max_size=120))
def test_nothing_is_lost(text: str):
    assert "".join(unescape(strip_tags(linked(text))).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", ["a@", "https://(", "+1 ", "0 0", "(((", "a.b-", "x" * 60 + "@y."])
def test_ten_megabytes(unit: str):
    text = unit * (2_000_000 // len(unit))
    assert needed(lambda: linked(text), 4) < 4
