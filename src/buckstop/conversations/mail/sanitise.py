"""HTML mail, made safe to show."""

import html
from collections.abc import Mapping
from dataclasses import dataclass

import nh3

from buckstop.conversations.mail import limits
from buckstop.conversations.mail.html_text import depth_of, html_to_text

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
_SCHEMES = {"http", "https", "mailto", "tel", "cid"}
_LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_DROPPED_WITH_CONTENT = {"script", "style", "title", "head", "template", "noscript", "textarea"}


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
    """Keep what is text, table or picture of `markup`; no script, style, id, class or form.

    `enclosed` gives the address under which we serve an attachment, by its Content-ID. Pictures
    from elsewhere are left out unless `remote_images`: fetching one tells its sender that the
    mail was read. Links open apart and pass nothing on. What is larger than
    `limits.HTML_LAID_OUT` or nested deeper than `limits.HTML_DEPTH` is shown as text, since the
    cleaner needs seconds for it.
    """
    if len(markup) > limits.HTML_LAID_OUT or depth_of(markup) > limits.HTML_DEPTH:
        return Sanitised(f"<pre>{html.escape(html_to_text(markup))}</pre>", 0, True)
    places = enclosed or {}
    blocked = 0

    def allow(element: str, attribute: str, value: str) -> str | None:
        nonlocal blocked
        if element == "a" and attribute == "href":
            return value if value.strip().lower().startswith(_LINK_SCHEMES) else None
        if element == "img" and attribute == "src":
            address = value.strip()
            if address.lower().startswith("cid:"):
                return places.get(address[4:].strip("<>"))
            if remote_images and address.lower().startswith("https://"):
                return address
            blocked += address.lower().startswith(("http:", "https:", "//"))
            return None
        return value

    safe = nh3.clean(
        markup,
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
