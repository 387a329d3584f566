"""The tags and the words of HTML that strangers send, and what of it is hidden.

Time and memory grow with the length of what is read and with nothing else: no pattern here looks
beyond the next "<", and what wasn't found once isn't looked for again.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKENS = 150_000  # tags of one mail that are looked at; the rest only loses its tags

_TAG = re.compile(
    r"<!--|<[!?][^<>]*+>|"
    r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)((?:[^\"'<>]|\"[^\"<]*+\"|'[^'<]*+')*+)>|"
    r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)([^<>]*+)>"
)
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*+>")
_ATTRIBUTE = re.compile(
    r"([a-zA-Z][a-zA-Z0-9_:-]{0,40})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"']++)))?"
)
_ATTRIBUTES = 40  # of one tag
_LONGEST = 8_000  # characters of a tag in which attributes are looked for, but for pictures in it
_NO_CHARACTER = re.compile(r"&#(?:[xX][0-9a-fA-F]{8,}+|[0-9]{9,}+);?")
_RAW = frozenset(
    ("script", "style", "title", "template", "noembed", "noframes", "iframe", "object")
)
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                  "source", "track", "wbr"))  # fmt: skip
_MAY_END_UNSAID = frozenset(("p", "li", "td", "th", "tr", "dt", "dd", "option"))

_NOTHING = re.compile(
    r"(?:^|;)(?:display:none(?:;|!|$)|visibility:hidden(?:;|!|$)|opacity:0(?:\.0+)?(?:;|!|$))"
)
_NO_HEIGHT = re.compile(r"(?:^|;)(?:max-)?height:0(?:px|pt|em)?(?:;|!|$)")
_MAY_HIDE = re.compile(r"hidden|style", re.I)
_FOR_OUTLOOK = re.compile(r"(?:^|;)mso-hide:all")
_SIZE = re.compile(
    r"(?:^|;)font(?:-size:|:(?:[^;]{0,40}\s)?)(\d{1,4}(?:\.\d{0,4})?)(px|pt|em|rem|%|[;!/]|$)"
)
_LEAST = 1  # pixels or points of a letter that nobody can read
_RULE = re.compile(r"([^{}]{1,2000}+)\{([^{}]{0,2000}+)\}")
_SELECTED = re.compile(r"[a-z0-9]{0,20}([.#][\w-]{1,80})")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of words (`name` is empty) or a tag; `attributes` are of a tag that begins."""

    text: str = ""
    name: str = ""
    ends: bool = False
    attributes: str = ""

    def attribute(self, name: str) -> str:
        """The value of an attribute; empty where it isn't there."""
        return attributes_of(self.attributes).get(name, "")


def attributes_of(written: str) -> dict[str, str]:
    """The first of a tag's attributes, by their names in lower case."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescape(value))
        if len(found) >= _ATTRIBUTES:
            break
    return found


def unescape(text: str) -> str:
    """References resolved; numbers that no character has are one sign that says so."""
    return html.unescape(_NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text


def tokens(markup: str, styles: list[str] | None = None) -> Iterator[Token]:
    """Tags and words in their order; no comments, scripts and styles (which go into `styles`)."""
    last = seen = 0
    without_end: set[str] = set()
    for match in _TAG.finditer(markup):
        start = match.start()
        if start < last:
            continue
        if start > last:
            yield Token(text=unescape(markup[last:start]))
        last = match.end()
        seen += 1
        if seen > TOKENS:
            break
        name = (match[2] or match[5] or "").lower()
        ends = bool(match[1] or match[4])
        if not name:
            if match[0] == "<!--":
                end = _find(markup, "-->", start + 2, without_end)
                last = end if end >= 0 else last
            continue
        if name in _RAW and not ends:
            end = _end_of_raw(markup, name, last, without_end)
            if end >= 0:
                if name == "style" and styles is not None:
                    styles.append(markup[last:end])
                last = end
            continue
        yield Token(name=name, ends=ends, attributes=match[3] or match[6] or "")
    if last < len(markup):
        yield Token(text=unescape(_ANY_TAG.sub(" ", markup[last:])))


def _find(markup: str, what: str, start: int, without_end: set[str]) -> int:
    if what in without_end:
        return -1
    end = markup.find(what, start)
    if end < 0:
        without_end.add(what)
        return -1
    return end + len(what)


def _end_of_raw(markup: str, name: str, start: int, without_end: set[str]) -> int:
    if name in without_end:
        return -1
    found = _ENDS[name].search(markup, start)
    if found is None:
        without_end.add(name)
        return -1
    return found.start()


_ENDS = {name: re.compile(f"</{name}", re.I) for name in _RAW}


def shown(markup: str) -> list[Token]:
    """The tokens of what a reader of mail would show: without what is hidden by its styles.

    Where a hidden part never ends, nothing counts as hidden: rather too much is shown than too
    little.
    """
    styles: list[str] = []
    found = list(tokens(markup, styles))
    hidden = _hidden_by_styles("\n".join(styles))
    kept, open_end = _without_hidden(found, hidden)
    return found if open_end else kept


def _without_hidden(found: list[Token], hidden: frozenset[str]) -> tuple[list[Token], bool]:
    kept: list[Token] = []
    within, depth = "", 0
    tiny = _Tiny()
    for token in found:
        if within:
            depth += _nests(token, within)
            if depth <= 0:
                within = ""
                if token.ends:
                    continue
            else:
                continue
        if token.name and not token.ends and _is_hidden(token, hidden):
            if token.name not in VOID and not token.attributes.endswith("/"):
                within, depth = token.name, 1
            continue
        if token.name:
            tiny.pass_by(token)
        elif tiny.now:
            continue
        kept.append(token)
    return kept, bool(within)


def _nests(token: Token, within: str) -> int:
    if token.name != within:
        return 0
    if token.ends or within in _MAY_END_UNSAID:
        return -1
    return 1


def _is_hidden(token: Token, hidden: frozenset[str]) -> bool:
    written = token.attributes
    if not written or len(written) > _LONGEST:
        return False
    if not hidden and not _MAY_HIDE.search(written):
        return False
    given = attributes_of(token.attributes)
    if "hidden" in given and given["hidden"] != "until-found":
        return True
    if hidden and not hidden.isdisjoint(_names_of(given)):
        return True
    style = _bare(given.get("style", ""))
    if _hides(style):
        return True
    return bool(_FOR_OUTLOOK.search(style)) and token.name not in ("a", "img", "table", "td")


def _hides(style: str) -> bool:
    if _NOTHING.search(style):
        return True
    return "overflow:hidden" in style and bool(_NO_HEIGHT.search(style))


def _names_of(given: dict[str, str]) -> list[str]:
    names = [f".{one}" for one in given.get("class", "").split()[:20]]
    return [*names, f"#{given['id']}"] if given.get("id") else names


def _bare(style: str) -> str:
    return re.sub(r"\s+", "", style[:_LONGEST]).lower()


def _hidden_by_styles(sheet: str) -> frozenset[str]:
    """The classes and ids that a sheet hides on every screen."""
    found: set[str] = set()
    for match in _RULE.finditer(_outside_media(sheet[:100_000])):
        if _hides(_bare(match[2])):
            for selector in match[1].split(","):
                if selected := _SELECTED.fullmatch(selector.strip()):
                    found.add(selected[1])
    return frozenset(found)


def _outside_media(sheet: str) -> str:
    """A sheet without what holds for some screens only."""
    pieces, last, depth, begun = [], 0, 0, -1
    for match in re.finditer(r"@media\b|[{}]", sheet):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if begun >= 0 and depth <= 0:
                last, begun = match.end(), -1
        elif begun < 0:
            pieces.append(sheet[last : match.start()])
            begun, depth = match.start(), 0
    return "".join(pieces) + (sheet[last:] if begun < 0 else "")


class _Tiny:
    """Whether words stand at a size that nobody can read, until an inner one says another."""

    def __init__(self) -> None:
        self.open: list[tuple[str, bool]] = []
        self.now = False

    def pass_by(self, token: Token) -> None:
        """Follow a tag."""
        if token.name in VOID:
            return
        if not token.ends:
            self._enter(token)
        elif any(name == token.name for name, _ in self.open[-20:]):
            while self.open.pop()[0] != token.name:
                pass
            self.now = self.open[-1][1] if self.open else False

    def _enter(self, token: Token) -> None:
        style = token.attributes
        if "font" in style and len(style) <= _LONGEST:
            size = _SIZE.search(_spaced(token.attribute("style")))
            if size is not None and size[1]:
                least = _LEAST if size[2] in ("px", "pt") else 0
                self.now = float(size[1]) <= least
        if len(self.open) < 2_000:
            self.open.append((token.name, self.now))


def _spaced(style: str) -> str:
    return re.sub(r"\s*([:;!])\s*", r"\1", style[:_LONGEST]).lower().strip()
