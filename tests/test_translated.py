"""Every word on a screen goes through gettext, so that it can be read in another language."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.base import Lexer, TokenType

from tests.source import PACKAGE, ROOT, Source, allowed, planted, product

LETTERS = re.compile(r"[^\W\d_]{2,}")
SPOKEN = {"title", "placeholder", "aria-label", "alt", "label"}  # attributes that are read
UNSPOKEN = {"script", "style", "code", "kbd"}  # what stands in them is no language
NAMES = {"Buckstop"}
PLACE = " "  # where a template prints or decides something
TAG = re.compile(r"<(/?) ")  # a tag whose name is decided
NO_WORDS = re.compile(r"block(main_class|body_attributes)$")  # blocks inside a tag


class Words(HTMLParser):
    """What of a template is read by people."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        kind = named.get("type") or ""
        spoken = SPOKEN | ({"value"} if kind in ("submit", "button", "reset") else set())
        for name, value in attrs:
            if name in spoken:
                self._note(value or "")
        if tag in UNSPOKEN:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self._note(data)

    def _note(self, text: str) -> None:
        found = [word for word in LETTERS.findall(text) if word not in NAMES]
        if found:
            self.found.append((self.getpos()[0], " ".join(found)))


def literal(source: str) -> str:
    """A Jinja2 template without what it prints, decides or translates; its lines stay."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    text, skipping, words = [], False, ""
    for _, kind, value in engine.env.lexer.tokeniter(source, None):
        if kind in ("block_begin", "variable_begin"):
            words = ""
        elif kind == "block_end":
            begins = words.startswith("trans") or bool(NO_WORDS.match(words))
            skipping = begins or (skipping and not words.startswith(("endtrans", "endblock")))
        elif kind != "data":
            words += value.strip()
        is_text = kind == "data" and not skipping
        text.append(value if is_text else PLACE + "\n" * value.count("\n"))
    return TAG.sub(r"<\1x ", "".join(text))


def literal_of_django(source: str) -> str:
    """The same of a template for Django's engine."""
    text, skipping = [], ""
    for token in Lexer(source).tokenize():
        word = token.contents.split(" ")[0] if token.token_type == TokenType.BLOCK else ""
        if word in ("blocktranslate", "comment"):
            skipping = f"end{word}"
        elif word == skipping:
            skipping = ""
        is_text = token.token_type == TokenType.TEXT and not skipping
        text.append(token.contents if is_text else PLACE + "\n" * token.contents.count("\n"))
    return TAG.sub(r"<\1x ", "".join(text))


def untranslated(source: str) -> list[tuple[int, str]]:
    """Words of a template that no translator ever sees, with their lines."""
    django = re.search(r"{% (load|translate|csrf_token|url|slot)\b", source)
    parser = Words()
    parser.feed((literal_of_django if django else literal)(source))
    parser.close()
    return parser.found


def templates() -> Iterator[Path]:
    """All templates of screens."""
    return (path for path in sorted(PACKAGE.rglob("*.html")) if "mails" not in path.parts)


def test_templates_say_nothing_past_gettext():
    found = {
        f"{path.relative_to(ROOT)}:{line}": words
        for path in templates()
        for line, words in untranslated(path.read_text())
    }
    assert found == {}


def test_a_word_that_is_not_translated_is_seen():
    assert untranslated("<p>{{ x }} owns it\n<b title='Now'>{{ _('fine') }}</b></p>") == [
        (1, "owns it"),
        (2, "Now"),
    ]
    assert untranslated("{% trans %}All {{ good }} here{% endtrans %}<kbd>Esc</kbd>") == []
    assert untranslated("{% load i18n %}<p>{% translate 'fine' %} not") == [(1, "not")]


# What puts words before people: names of arguments, and of what a class says of itself.
SAYS = {
    "label",
    "help_text",
    "say",
    "title",
    "heading",
    "lead",
    "hint",
    "button",
    "legend",
    "empty",
}
MADE_OF = ast.JoinedStr | ast.IfExp | ast.BinOp | ast.BoolOp | ast.Tuple | ast.List
SENTENCE = re.compile(r"[^\W\d_].*\s.*[^\W\d_]|^[A-Z][a-z]+\b")


def plain_words(node: ast.expr) -> Iterator[ast.Constant]:
    """The words in an expression that don't go through gettext."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and SENTENCE.search(node.value):
            yield node
    elif isinstance(
        node, ast.JoinedStr | ast.IfExp | ast.BinOp | ast.BoolOp | ast.Tuple | ast.List
    ):
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr):
                yield from plain_words(part)
    elif isinstance(node, ast.FormattedValue):
        yield from plain_words(node.value)


def spoken(tree: ast.Module) -> Iterator[ast.expr]:
    """What a module puts before people."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (k.value for k in node.keywords if k.arg in SAYS)
            if ast.unparse(node.func).startswith(("messages.", "ValidationError")):
                yield from node.args
        elif isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign | ast.AnnAssign) and line.value:
                    target = line.targets[0] if isinstance(line, ast.Assign) else line.target
                    if ast.unparse(target) in SAYS:
                        yield line.value


# Whose Python puts words on screens. What the apps below them say, `of_the_rules` finds.
SCREENS = tuple(f"src/buckstop/doors/{door}/" for door in ("components", "desk", "page", "shared"))


def past_gettext(source: Source) -> list[str]:
    """Words that a module puts before people in one language only."""
    words = [words for said in spoken(source.tree) for words in plain_words(said)]
    return [f"{source.path}:{one.lineno} {one.value!r}" for one in words]


def test_screens_say_nothing_past_gettext():
    screens = [s for s in product() if s.path.startswith(SCREENS)]
    found = {s.path: past_gettext(s) for s in screens if past_gettext(s)}
    excused = allowed("untranslated")
    assert {path: words for path, words in found.items() if path not in excused} == {}
    assert [path for path in excused if path not in found] == [], "no exception any more"


def test_words_past_gettext_are_seen():
    text = """
class Do(Act):
    label = "Do it"
    heading = _("Do it")
form(label=f"{x} is gone", hint=_("fine"), title=name)
messages.info(request, "Well done")
"""
    assert [seen.split(" ", 1)[1] for seen in past_gettext(planted(text))] == [
        "'Do it'",
        "' is gone'",
        "'Well done'",
    ]
