"""Light formatting: what somebody wrote as Markdown, as HTML and as plain text for its readers.

Bold, emphasis, lists, links, code, quotations; nothing else of Markdown is read, so that what
people write without a thought of it stays as it is: headings, rules, indentation, backslashes of
paths, underscores in names, HTML. What is kept is what was written: this is at the edge.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import emphasis as stars
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markdown_it.utils import EnvType, OptionsDict

from buckstop.kit import linking

MOST = 40_000  # characters; a longer text is a file that somebody put in, and isn't read for marks
_MARKED = re.compile(r"[*`\[~]|^\s{0,3}(?:>|[-+]\s|\d{1,9}[.)]\s)", re.M)
_LINK = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)", re.I)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "code", "pre", "blockquote"}
_ATTRIBUTES = {"a": {"href", "target"}, "ol": {"start"}}
_IN_MAIL = {
    "<blockquote>": '<blockquote style="margin:0 0 16px;padding:0 0 0 12px;'
    'border-left:2px solid #d9d8d4">',
    "<pre>": '<pre style="margin:0 0 16px;padding:8px 12px;background:#f4f3f0;white-space:pre-wrap;'
    'font-size:14px">',
    "<code>": '<code style="font-family:Consolas,Menlo,monospace;font-size:.95em">',
    "<a ": '<a style="color:#1f5fa8" ',
}


class _Markdown(MarkdownIt):
    """The part of it that is read."""

    def __init__(self) -> None:
        super().__init__("zero", {"breaks": True, "html": False})
        self.enable(["list", "blockquote", "fence", "newline", "emphasis", "link", "backticks"])
        self.inline.ruler.at("emphasis", _only_stars)
        self.core.ruler.push("linked", _mark_linked)
        self.add_render_rule("text", _text)
        self.add_render_rule("link_open", _apart)
        self.add_render_rule("fence", _fence)

    def validateLink(self, url: str) -> bool:  # noqa: N802 (its name in the library)
        """To the web or to mail; anything else stays as it was written."""
        return bool(_LINK.match(url))


def as_html(text: str) -> SafeString:
    """`text` as safe HTML; without any mark it is that of `linking.linked`."""
    return _as_html(text) if _is_marked(text) else linking.linked(text)


def as_mail(text: str) -> str:
    """`text` as HTML whose look stands in the letter itself."""
    made = str(as_html(text))
    for tag, styled in _IN_MAIL.items():
        made = made.replace(tag, styled)
    return mark_safe(made)


def as_plain(text: str) -> str:
    """`text` without its marks, as plain letters set it: bold in stars, a link with its address."""
    return _blocks(_tree(text)).strip("\n") if _is_marked(text) else text


def is_formatted(text: str) -> bool:
    """Whether its readers see something else than what was typed."""
    return _is_marked(text) and as_plain(text) != text


def _is_marked(text: str) -> bool:
    return len(text) <= MOST and _MARKED.search(text) is not None


@lru_cache(maxsize=1024)
def _as_html(text: str) -> SafeString:
    made = nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(made.strip())


def _only_stars(state: StateInline, silent: bool) -> bool:
    return state.src[state.pos] == "*" and stars.tokenize(state, silent)


def _text(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    """Text with its addresses and numbers as links, but within a link."""
    del self, options, env
    text = tokens[at].content
    return str(escape(text)) if tokens[at].meta.get("linked") else linking.one_line(text)


def _mark_linked(state: StateCore) -> None:
    """Say of each text whether it stands in a link: once, since to look back from each takes
    seconds for a text of nothing but marks."""
    for block in state.tokens:
        opened = 0
        for one in block.children or ():
            if one.type in ("link_open", "link_close"):
                opened += one.nesting
            elif opened:
                one.meta["linked"] = True


def _apart(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    """A page elsewhere opens apart, as those do that are linked because they are addresses."""
    if str(tokens[at].attrs["href"]).lower().startswith("http"):
        tokens[at].attrSet("target", "_blank")
    return self.renderToken(tokens, at, options, env)


def _fence(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    del self, options, env
    return f"<pre><code>{escape(_code(tokens[at].info, tokens[at].content))}</code></pre>"


def _code(info: str, content: str) -> str:
    """All that was written: beside the fence may stand a language's name, or words already."""
    return f"{info.strip()}\n{content}" if " " in info.strip() else content


_MARKDOWN = _Markdown()


def _tree(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_MARKDOWN.parse(text))


def _blocks(node: SyntaxTreeNode, between: str = "\n\n") -> str:
    return between.join(_block(one) for one in node.children)


def _block(node: SyntaxTreeNode) -> str:
    match node.type:
        case "paragraph":
            return "".join(_inline(one) for inline in node.children for one in inline.children)
        case "fence":
            return _indented(_code(node.info, node.content).rstrip("\n"), "    ", "    ")
        case "blockquote":
            return _indented(_blocks(node), "> ", "> ")
        case "bullet_list" | "ordered_list":
            return _list(node)
    return _blocks(node)


def _list(node: SyntaxTreeNode) -> str:
    first = int(node.attrs.get("start", 1))
    bullet = node.type == "bullet_list"
    tight = all(one.hidden for item in node.children for one in item.children[:1])
    between = "\n" if tight else "\n\n"
    lines = []
    for number, item in enumerate(node.children, first):
        mark = "- " if bullet else f"{number}. "
        lines.append(_indented(_blocks(item, between), mark, " " * len(mark)))
    return between.join(lines)


def _indented(text: str, first: str, later: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{later if n else first}{line}".rstrip() for n, line in enumerate(lines))


def _inline(node: SyntaxTreeNode) -> str:
    within = "".join(_inline(one) for one in node.children)
    match node.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "strong" | "em":
            return f"*{within}*"
        case "code_inline":
            return f"`{node.content}`"
        case "link":
            href = str(node.attrs["href"])
            bare = href.removeprefix("mailto:")
            return within if within in (href, bare) else f"{within} ({bare})"
    return node.content or within
