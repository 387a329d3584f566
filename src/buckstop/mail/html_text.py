"""From HTML to readable text: one line a paragraph, one line a row of a table."""

import re

from buckstop.mail import limits
from buckstop.mail.markup import VOID, Token, shown
from buckstop.mail.storable import storable

_OPEN_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>")
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*+>")
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0\u2000-\u200a\u202f]+")
_FILLING = re.compile("[ \\s\xa0\xad\u034f\u200b-\u200f\u2007\u2060\ufeff]{3,}")
_BLANK_LINES = re.compile(r"\n{3,}")
_QUOTED = 5  # levels of quotation that are marked
_BETWEEN_CELLS = " | "
# Elements whose end tag may be left out, or that have none: they don't nest by being open.
_UNNESTED = VOID | frozenset(
    ("p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot", "html", "body",
     "head", "colgroup")
)  # fmt: skip
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol",
                         "dl", "table", "figure"))  # fmt: skip
_LINES = frozenset(
    ("div", "li", "dt", "dd", "tr", "section", "article", "header", "footer", "address", "center",
     "form", "fieldset", "legend", "caption", "figcaption", "main", "nav", "aside", "summary",
     "details", "option", "body", "thead", "tbody", "tfoot")
)  # fmt: skip


def depth_of(markup: str) -> int:
    """How many elements stand open at once at most, as near as a linear count can tell."""
    depth = most = 0
    for match in _OPEN_TAG.finditer(markup):
        if match[2].lower() in _UNNESTED:
            continue
        if match[1]:
            depth = max(0, depth - 1)
        elif not match[0].endswith("/>"):
            depth += 1
            most = max(most, depth)
    return most


def html_to_text(markup: str) -> str:
    """The readable text of what `markup` shows; of more than `limits.HTML` its beginning.

    It ends a little above `limits.TEXT` characters, so that who cuts it there can say so.
    """
    writer = _Writer()
    for token in shown(storable(markup[: limits.HTML])):
        if token.name:
            writer.tag(token)
        else:
            writer.words(token.text)
        if writer.length > limits.TEXT:
            break
    return _tidy("".join(writer.pieces))


class _Writer:
    """Writes words down, with what stands between them: a blank, a new line, an empty one."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.between = ""
        self.quoted = self.preformatted = 0
        self.row_begun = self.cell_fresh = False
        self.lists: list[int] = []
        self.length = 0

    def words(self, text: str) -> None:
        """Words as they stand in the markup: blanks count once, but for what is preformatted."""
        if self.preformatted:
            self._write(_BLANK_LINES.sub("\n\n", text.replace("\r", "")))
            return
        said = _BLANKS.sub(" ", _FILLING.sub(" ", text))
        if said.startswith(" ") and not self.between:
            self.between = " "
        if bare := said.strip(" "):
            self._write(bare)
            if said.endswith(" "):
                self.between = " "

    def tag(self, token: Token) -> None:
        """What a tag means for a reader of text."""
        name = token.name
        if name == "br":
            self._break("\n", hard=True)
        elif name == "hr":
            self._break("\n\n")
            self._write("________")
            self._break("\n\n")
        elif name in ("td", "th"):
            self._cell(ends=token.ends)
        elif name in _PARAGRAPHS:
            self._paragraph(name, ends=token.ends)
        elif name in _LINES:
            self._row() if name == "tr" else self._break("\n")
            if name == "li" and not token.ends:
                self._item()

    def _cell(self, *, ends: bool) -> None:
        if not ends and self.row_begun:
            self.between = _BETWEEN_CELLS
        self.cell_fresh = not ends

    def _row(self) -> None:
        self.cell_fresh = False
        if self.row_begun or not self.between.startswith("\n"):
            self.between = "\n"  # whatever the last paragraph of its last cell wanted
        self.row_begun = False

    def _paragraph(self, name: str, *, ends: bool) -> None:
        step = -1 if ends else 1
        if name in ("ul", "ol"):
            self._break("\n" if len(self.lists) > int(ends) else "\n\n")
            if not ends:
                self.lists.append(1 if name == "ol" else 0)
            elif self.lists:
                self.lists.pop()
            return
        if name == "table":
            self.cell_fresh = False
        self._break("\n" if name == "table" else "\n\n")
        if name == "blockquote":
            self.quoted = max(0, self.quoted + step)
        elif name == "pre":
            self.preformatted = max(0, self.preformatted + step)
        elif name == "table":
            self.row_begun = False

    def _item(self) -> None:
        indent = "  " * min(len(self.lists) - 1, 6)
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] += 1
        self._write(f"{indent}{number}." if number else f"{indent}-")
        self.between = " "

    def _break(self, what: str, *, hard: bool = False) -> None:
        if self.cell_fresh and self.between:
            return  # the first paragraph of a cell stands in its row
        if hard and self.between.startswith("\n"):
            self.between += what
        elif len(what) > len(self.between) or not self.between.startswith("\n"):
            self.between = what

    def _write(self, words: str) -> None:
        mark = "> " * min(self.quoted, _QUOTED)
        if not self.pieces:
            self.between = ""
            self.pieces.append(mark)
        if self.between.startswith("\n"):
            self.between = self.between.replace("\n", f"\n{mark}") if mark else self.between
        said = words.replace("\n", f"\n{mark}") if mark else words
        self.pieces += (self.between, said)
        self.length += len(self.between) + len(said)
        self.between = ""
        self.row_begun, self.cell_fresh = True, False


def _tidy(text: str) -> str:
    lines = (line.rstrip() for line in storable(text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")
