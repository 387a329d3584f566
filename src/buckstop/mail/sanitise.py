"""HTML mail, made safe to show."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import nh3

from buckstop.mail import limits
from buckstop.mail.html_text import depth_of, html_to_text
from buckstop.mail.markup import VOID, Token, attributes_of, shown

_KEPT = (
    "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span "
    "strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_TAGS = set(_KEPT.split())
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "ol": {"start", "type"},
    "td": {"align", "colspan", "rowspan", "valign"},
    "th": {"align", "colspan", "rowspan", "scope", "valign"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
_LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_DROPPED_WITH_CONTENT = {"script", "style", "title", "head", "template", "noscript", "textarea"}
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+")
# Parsers open these again in each block that begins before they end, so their cost multiplies.
_REOPENED = frozenset("a b code em i s small strike strong tt u".split())  # noqa: SIM905
_REOPENINGS = 100_000


@dataclass(frozen=True, slots=True)
class Sanitised:
    """Safe HTML; `blocked_images` were left out; `simplified` says that only text remained."""

    html: str
    blocked_images: int
    simplified: bool


def sanitise(
    markup: str,
    *,
    enclosed: Mapping[str, str] | None = None,
    remote_images: bool = False,
) -> Sanitised:
    """Keep what is shown of `markup` as text, table or picture; no script, style, class or form.

    `enclosed` gives the address under which an attachment is had, by its Content-ID; pictures
    that the markup itself holds stay. Those from elsewhere are left out unless `remote_images`:
    fetching one tells its sender that the mail was read. What is hidden stays hidden. Links open
    apart and pass nothing on. What is larger than `limits.HTML_LAID_OUT` or nested deeper than
    `limits.HTML_DEPTH` is shown as text, since the cleaner needs seconds for it.
    """
    if len(markup) > limits.HTML:
        return _as_text(markup)
    plain = _written_anew(shown(markup))
    if plain is None or depth_of(plain) > limits.HTML_DEPTH:
        return _as_text(markup)
    places = {key.strip("<>").lower(): place for key, place in (enclosed or {}).items()}
    blocked = 0

    def allow(element: str, attribute: str, value: str) -> str | None:
        nonlocal blocked
        if element == "a" and attribute == "href":
            return value if value.strip().lower().startswith(_LINK_SCHEMES) else None
        if element == "img" and attribute == "src":
            address = value.strip()
            if address.lower().startswith("cid:"):
                return places.get(address[4:].strip("<>").lower())
            if _PICTURE.fullmatch(address):
                return address
            if remote_images and address.lower().startswith("https://"):
                return address
            blocked += address.lower().startswith(("http:", "https:", "//"))
            return None
        return value

    safe = nh3.clean(
        plain,
        tags=_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=allow,
        strip_comments=True,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes=_SCHEMES,
    )
    return Sanitised(safe, blocked, False)


def _as_text(markup: str) -> Sanitised:
    return Sanitised(f"<pre>{html.escape(html_to_text(markup))}</pre>", 0, True)


def _written_anew(tokens: Iterable[Token]) -> str | None:
    """The markup again, of known tags and attributes only; None where it is too much to clean."""
    pieces: list[str] = []
    length = reopened = 0
    open_ones = dict.fromkeys(_TAGS, 0)
    for token in tokens:
        if not token.name:
            pieces.append(html.escape(token.text, quote=False))
            length += len(token.text)
        elif token.name in _TAGS:
            if token.ends and not open_ones[token.name]:
                continue  # ends nothing, and would hide from a count how deep it is
            open_ones[token.name] += -1 if token.ends else 1
            reopened += sum(open_ones[name] for name in _REOPENED)
            tag, size = _tag(token)
            pieces.append(tag)
            length += size
        if length > limits.HTML_LAID_OUT or reopened > _REOPENINGS:
            return None
    return "".join(pieces)


def _tag(token: Token) -> tuple[str, int]:
    """A tag with the attributes that we know, and its length but for the pictures in it."""
    if token.ends:
        return ("" if token.name in VOID else f"</{token.name}>"), len(token.name)
    if not token.attributes:
        return f"<{token.name}>", len(token.name)
    known = _ATTRIBUTES["*"] | _ATTRIBUTES.get(token.name, set())
    given = {k: v for k, v in attributes_of(token.attributes).items() if k in known}
    said = "".join(f' {name}="{html.escape(value)}"' for name, value in given.items())
    enclosed = len(given.get("src", "")) if given.get("src", "").startswith("data:") else 0
    return f"<{token.name}{said}>", len(said) - enclosed
