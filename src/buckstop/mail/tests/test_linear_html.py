"""Megabytes of anything are read in a moment: time and memory grow with the length alone."""

from collections.abc import Callable

import pytest

from buckstop.mail import limits
from buckstop.mail.html_text import html_to_text
from buckstop.mail.reply import split_reply
from buckstop.mail.sanitise import sanitise
from buckstop.mail.tests.test_linear import MEMORY, SECONDS, SIZE, measured, needs_linux
from buckstop.mail.thanks import only_thanks, says_broken, says_solved
from tests.processor import needed


def filled(unit: str, size: int = SIZE) -> str:
    return unit * (size // len(unit))


MARKUP = {
    "styles cut short": lambda: filled("<style></style "),
    "styles that end late": lambda: filled("<style>", SIZE // 2) + filled("</style", SIZE // 2),
    "titles without end": lambda: "<title>" * 50 + "x" * SIZE,
    "comments without end": lambda: filled("<!--"),
    "a wide cell and many rows": lambda: (
        f"<table><tr><td>{'x' * 80_000}</td></tr>" + filled("<tr><td>a</td></tr>")
    ),
    "a wide cell of emoji": lambda: (
        f"<table><tr><td>{'\U0001f600' * 40_000}</td></tr>" + filled("<tr><td>a</td></tr>")
    ),
    "open ones, opened again": lambda: (
        "".join(f"<b title={n}>" for n in range(199)) + filled("<p>x", 390_000)
    ),
    "ends of nothing": lambda: filled("<div></a>", 390_000),
    "attributes": lambda: "<b " + filled("a=1 ") + ">x",
    "quotes that stay open": lambda: filled('<a title="x'),
    "names that stay open": lambda: "<" + "a" * SIZE,
    "nothing but <": lambda: filled("<"),
    "a number of two million digits": lambda: "&#" + "1" * SIZE,
    "quoted quotations": lambda: "<blockquote>" * 20 + "<pre>" + filled("x\n"),
    "rules of style": lambda: "<style>" + filled("@media{.a{", SIZE // 5) + "</style>x",
    "styles everywhere": lambda: filled("<p style='font-size:0;height:0;overflow:hidden'>x"),
}


@needs_linux
@pytest.mark.parametrize("read", [html_to_text, lambda m: sanitise(m).html], ids=["text", "safe"])
@pytest.mark.parametrize("make", MARKUP.values(), ids=MARKUP.keys())
def test_markup(make: Callable[[], str], read: Callable[[str], str]) -> None:
    markup = make()
    made: list[str] = []
    seconds, kib = measured(lambda: made.append(read(markup)))
    assert seconds < SECONDS
    assert kib < 2 * MEMORY
    assert len(made[0]) < 40 * limits.TEXT


TEXTS = {
    "a line of spaces": lambda: " " * SIZE,
    "spaces and a word": lambda: " " * SIZE + "x",
    "marks of signatures": lambda: filled("-- \n"),
    "marks and names": lambda: filled("-- \nInes Roth\n"),
    "telephones": lambda: filled("Sent from my iPhone\n"),
    "introductions": lambda: filled("On 2 Nov 2026 10:26, Ana <a@b.example> wrote:\n"),
    "half introductions": lambda: filled("On 1.1.2026 <a@b.example>\n"),
    "headers": lambda: filled("From: a@b.example\n"),
    "rules": lambda: "-" * (SIZE // 2) + " " * (SIZE // 2) + "x",
    "quoted": lambda: filled("> x\n") + "y",
    "empty lines": lambda: "\n" * (SIZE // 4),
    "our marker": lambda: filled("— Please write above this line —\n"),
    "stars": lambda: "*" * SIZE,
    "thanks": lambda: filled("danke fuer die "),
}


@pytest.mark.parametrize(
    "read", [split_reply, only_thanks, says_solved, says_broken], ids=lambda one: one.__name__
)
@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS.keys())
def test_text(make: Callable[[], str], read: Callable[[str], object]) -> None:
    text = make()
    assert needed(lambda: read(text), SECONDS) < SECONDS
