"""Light formatting: what is read of Markdown, what stays as written, and that nothing is unsafe."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.kit.formatting import as_html, as_mail, as_plain, is_formatted
from buckstop.kit.linking import linked

_PIECES = st.sampled_from([
    "**", "*", "`", "```", "[", "](", ")", "> ", "- ", "1. ", "\n", "\n\n", "    ", "a", "b c", " ",
    "<b>", "</p>", "<script>", '"', "'", "&amp;", "\\", "_", "~~~", "javascript:alert(1)", "# ",
    "https://a.example/x?y=1&z=2", "mailto:a@b.example", "data:text/html,x", "+41 44 555 01 10",
])  # fmt: skip
TAGS = "p|br|strong|em|ul|ol|li|a|code|pre|blockquote"
TEXTS = st.lists(_PIECES, max_size=30).map("".join)


def _seen(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html))


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("It is **fixed**.", "<p>It is <strong>fixed</strong>.</p>", "It is *fixed*."),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("3. a\n4. b\n   c", '<ol start="3"><li>a</li><li>b<br>c</li></ol>', "3. a\n4. b\n   c"),
        ("> x\n> y", "<blockquote><p>x<br>y</p></blockquote>", "> x\n> y"),
        ("`a b`", "<p><code>a b</code></p>", "`a b`"),
        ("```\n<x>\n  y\n```", "<pre><code>&lt;x&gt;  y</code></pre>", "    <x>\n      y"),
    ],
)
def test_what_is_read(text: str, html: str, plain: str):
    assert as_html(text).replace("\n", "") == html
    assert as_plain(text) == plain
    assert f"> {plain}".replace("\n", "\n> ") == as_plain("> " + text.replace("\n", "\n> "))


def test_links():
    text = "[the guide](https://a.example/x), [Ina](mailto:ina@a.example), [a](javascript:b)"
    assert 'href="https://a.example/x"' in as_html(text)
    assert 'href="mailto:ina@a.example"' in as_html(text)
    assert "[a](javascript:b)" in as_html(text)
    assert as_plain(text).startswith("the guide (https://a.example/x), Ina (ina@a.example), [a]")
    assert as_plain("[https://a.example](https://a.example) *x*") == "https://a.example *x*"


@pytest.mark.parametrize(
    "text",
    [r"\\server\share\*.log", "__init__ and a_b_c", "2 * 3 * 4", "# no heading", "---", "a\n===",
     "    indented", "&amp; <b>x</b>", "**", "5.x", "| a | b |", "~~gone~~", "-1 and +41", "a~b"],
)  # fmt: skip
def test_what_stays_as_written(text: str):
    assert _seen(as_html(text)).split() == text.split()
    assert as_plain(text).split() == text.split()
    assert not is_formatted(text)


@given(TEXTS)
def test_only_what_is_safe(text: str):
    for made in (as_html(text), as_mail(text)):
        tags = set(re.findall(r"</?([a-z]+)", made))
        assert re.fullmatch(f"(?:{TAGS})*", "".join(tags))
        assert all(
            re.match(r"https?://|mailto:|tel:", href) for href in re.findall(r'href="([^"]*)', made)
        )
        assert set(re.findall(r' ([a-z]+)="', made)) <= {"href", "target", "rel", "start", "style"}


@given(TEXTS.filter(lambda text: not any(one in text for one in ("](", "```", "~~~"))))
def test_no_word_is_lost(text: str):
    letters = re.findall("[a-z]", text)
    assert re.findall("[a-z]", as_plain(text)) == letters
    assert re.findall("[a-z]", _seen(as_html(text))) == letters


def test_words_beside_a_fence():
    assert "sudo reboot" in as_html("```sudo reboot\nnow")
    assert "sudo reboot\n" in as_plain("```sudo reboot\nnow")


@given(st.text(alphabet="ab@.:/htps+0123 \n<&\"'()", max_size=60))
def test_without_marks_it_is_as_ever(text: str):
    if not is_formatted(text):
        assert _seen(as_html(text)).split() == _seen(linked(text)).split()
