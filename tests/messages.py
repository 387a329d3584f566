"""The messages of the product as a translator gets them, and a language made of them for tests."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import allauth
import django
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.translation.template import templatize

from tests.source import PACKAGE, product

MARKS = {"_", "_n", "_t", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&\w+;|\S+@\S+|https?://\S+")
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ODD = "àƀćđèƒğĥìĵķĺḿñòƥɋŕšťùṽŵẋÿžÀƁĆĐÈƑĞĤÌĴĶĹḾÑÒƤɊŔŠŤÙṼŴẊŸŽ"
STRANGE = str.maketrans(PLAIN, ODD)


def in_python(tree: ast.Module) -> Iterator[str]:
    """What a module marks."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in MARKS:
            for given in node.args[:2]:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def in_template(text: str) -> Iterator[str]:
    """What a template marks, for either engine."""
    if re.search(r"{% (load|translate|blocktranslate)\b", text):
        yield from _in_django_template(templatize(text))
        return
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    for _line, _name, found in engine.env.extract_translations(text):  # type: ignore[attr-defined]
        yield from ([found] if isinstance(found, str) else [one for one in found if one])


def _in_django_template(text: str) -> Iterator[str]:
    """What Django's own reading of a template leaves: calls among noise."""
    for found in re.finditer(r"gettext\(u?((?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))", text):
        yield ast.literal_eval(found[1])


@cache
def messages() -> frozenset[str]:
    """Every message of the product, and those that the libraries translate themselves."""
    found = {one for source in product() for one in in_python(source.tree)}
    for path in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.jinja")]:
        found.update(in_template(path.read_text()))
    for library in (django, allauth):
        for path in Path(str(library.__file__)).parent.rglob("locale/de/LC_MESSAGES/*.mo"):
            with path.open("rb") as catalogue:
                known = GNUTranslations(catalogue)._catalog  # type: ignore[attr-defined]
            found.update(one if isinstance(one, str) else one[0] for one in known)
    return frozenset(found)


def strange(message: str) -> str:
    """The message with another letter for each of its own; a message nobody marked stays as is."""
    if message not in messages():
        return message
    kept, start = [], 0
    for found in KEPT.finditer(message):
        kept += [message[start : found.start()].translate(STRANGE), found[0]]
        start = found.end()
    return "".join([*kept, message[start:].translate(STRANGE)])


def strange_plural(one: str, many: str, number: int) -> str:
    """The same of a message with a plural."""
    return strange(one if number == 1 else many)
