"""From HTML to readable text."""

import html
import re
from textwrap import dedent

from inscriptis import get_text
from inscriptis.model.config import ParserConfig

from buckstop.conversations.mail import limits
from buckstop.conversations.mail.storable import storable

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_HIDDEN = re.compile(r"<(style|script|head|title)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|hr)\b[^<>]*>", re.I)
_RULE = re.compile(r"<hr\b[^<>]*>", re.I)
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_BLANK_LINES = re.compile(r"\n{3,}")
# Elements whose end tag may be left out, or that have none: they don't nest by being open.
_WITHOUT_END = (
    "area base br col embed hr img input link meta source track wbr p li dt dd option tr td th "
    "thead tbody tfoot html body head colgroup"
)
_UNNESTED = frozenset(_WITHOUT_END.split())
_CONFIG = ParserConfig(display_links=False, display_images=False)


def depth_of(markup: str) -> int:
    """How many elements stand open at once at most, as near as a linear count can tell."""
    depth = most = 0
    for match in _TAG.finditer(markup):
        if match[2].lower() in _UNNESTED:
            continue
        if match[1]:
            depth = max(0, depth - 1)
        elif not match[0].endswith("/>"):
            depth += 1
            most = max(most, depth)
    return most


def html_to_text(markup: str) -> str:
    """The readable text of `markup`, tables laid out; without layout where it is too much.

    Too much is more than `limits.HTML_LAID_OUT` characters or `limits.HTML_DEPTH` levels.
    """
    markup = storable(markup)
    if len(markup) > limits.HTML_LAID_OUT or depth_of(markup) > limits.HTML_DEPTH:
        return _tidy(without_tags(markup))
    try:
        text = get_text(_RULE.sub("<p>________</p>", markup), _CONFIG)
    except Exception:  # noqa: BLE001 - lxml and inscriptis raise a dozen kinds on what strangers send
        text = ""
    return _tidy(text if text.strip() else without_tags(markup))


def without_tags(markup: str) -> str:
    """`markup` without its tags, line breaks where blocks end; linear whatever it gets."""
    text = _ANY_TAG.sub("", _BREAK.sub("\n", _without_hidden(markup)))
    return html.unescape(text)


def _without_hidden(markup: str) -> str:
    # A start without an end would make the pattern search to the end from each start.
    lowered = markup.lower()
    for name in ("style", "script", "head", "title"):
        if lowered.count(f"<{name}") > 50 + lowered.count(f"</{name}"):
            return markup
    if lowered.count("<!--") > 50 + lowered.count("-->"):
        return markup
    return _HIDDEN.sub("", markup)


def _tidy(text: str) -> str:
    text = "\n".join(line.rstrip() for line in storable(text).split("\n"))
    return _BLANK_LINES.sub("\n\n", dedent(text)).strip("\n")
