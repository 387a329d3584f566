"""Addresses and numbers within plain text become links; everything else is text."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_FOUND = re.compile(
    r"(?P<web>https?://[^\s<>\"“”»]{1,2000})|"
    r"(?P<mail>(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})|"
    r"(?P<phone>(?<![\w+/.:-])(?:\+|00?(?=[1-9 (/]))[\d ()/\xa0-]{6,24}\d(?![\w@]))",
    re.I,
)
_ENDS = ".,;:!?'’»*_"
_PARAGRAPHS = re.compile(r"\n{2,}")
_DIGITS = (9, 15)  # of a telephone number that stands without its "+"
_APART = 'target="_blank" rel="noopener noreferrer nofollow"'


def linked(text: str) -> SafeString:
    """`text` as HTML: paragraphs, lines, and links to the web, to mail and to telephones."""
    paragraphs = _PARAGRAPHS.split(text.strip("\n").replace("\r\n", "\n"))
    return mark_safe("\n".join(f"<p>{one_line(one)}</p>" for one in paragraphs if one.strip()))


def one_line(text: str) -> str:
    """`text` as HTML within a paragraph, its line ends as breaks."""
    pieces, last = [], 0
    for match in _FOUND.finditer(text):
        made = _link(match)
        if made is None:
            continue
        link, end = made
        pieces += [escape(text[last : match.start()]), link]
        last = end
    return "".join([*pieces, escape(text[last:])]).replace("\n", "<br>")


def _link(match: re.Match[str]) -> tuple[str, int] | None:
    """The link, and where the text goes on behind it."""
    said = match[0]
    if match["web"]:
        said = _without_end(said)
        if len(said) <= len("https://"):
            return None
        return f'<a href="{escape(said)}" {_APART}>{escape(said)}</a>', match.start() + len(said)
    if match["mail"]:
        said = said.rstrip("-_")
        return f'<a href="mailto:{escape(said)}">{escape(said)}</a>', match.start() + len(said)
    digits = re.sub(r"\D", "", said)
    least, most = _DIGITS
    if not (7 if said.startswith("+") else least) <= len(digits) <= most:
        return None
    number = f"+{digits}" if said.startswith("+") else digits
    return f'<a href="tel:{number}">{escape(said)}</a>', match.end()


def _without_end(address: str) -> str:
    """An address without the sentence's own marks; a bracket belongs to it where it opened it."""
    bare = address.rstrip(_ENDS)
    while bare.endswith((")", "]", "}")) and bare.count(bare[-1]) > bare.count(
        {")": "(", "]": "[", "}": "{"}[bare[-1]]
    ):
        bare = bare[:-1].rstrip(_ENDS)
    return bare
