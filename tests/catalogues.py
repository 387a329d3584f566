"""The catalogues of our languages, kept in step with the words of the product.

`python -m tests.catalogues` brings `src/buckstop/locale/*/LC_MESSAGES/django.po` up to what is
marked now and says what is missing in each: a translator fills in `msgstr`. What stands there is
kept, of a message that changed by a word too, marked as `fuzzy` until somebody has looked.
"""

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.translation.template import templatize

from buckstop import settings
from tests.source import PACKAGE, product

LOCALE = PACKAGE / "locale"
LANGUAGES = tuple(sorted(code for code, _name in settings.LANGUAGES if code != "en"))
ONE = {"_", "_n", "_t", "gettext", "gettext_lazy", "gettext_noop"}
SEVERAL = {"ngettext", "ngettext_lazy", "ngettext_noop"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
FOR_CUSTOMERS = (
    "conversations/actions/beside", "conversations/letters", "conversations/permissions/beside",
    "conversations/rendering", "conversations/setting", "doors/components/forms/contact",
    "doors/components/forms/page", "doors/components/forms/portal",
    "doors/components/forms/supplier_page", "doors/contact", "doors/page", "doors/status",
    "doors/supplier", "kit/said_time", "notices/log_in_words", "outreach/outreach.jinja",
    "people/permissions/contacts", "prevention/letters", "status_page/actions", "suppliers/writing",
)  # fmt: skip
"""Where the words stand that customers and suppliers read: none may be missing."""


@dataclass
class Marked:
    """A message: what it says of several, in which context, and in which files it stands."""

    says: str
    of_several: str = ""
    context: str = ""
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.says

    @property
    def for_customers(self) -> bool:
        """Whether somebody outside the house reads it."""
        return any(one.startswith(FOR_CUSTOMERS) for one in self.files)


def in_python(tree: ast.Module) -> Iterator[Marked]:
    """What a module marks."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).split(".")[-1]
        given = [one.value if isinstance(one, ast.Constant) else None for one in node.args[:2]]
        texts = [one for one in given if isinstance(one, str)]
        if name in ONE and texts and texts[0] is given[0]:
            yield Marked(texts[0])
        elif name in SEVERAL and len(texts) == 2:
            yield Marked(texts[0], of_several=texts[1])
        elif name in IN_CONTEXT and len(texts) == 2:
            yield Marked(texts[1], context=texts[0])


def in_template(text: str) -> Iterator[Marked]:
    """What a template marks, for either engine."""
    if re.search(r"{% (load|translate|blocktranslate)\b", text):
        quoted = r"gettext\(u?((?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))"
        yield from (
            Marked(ast.literal_eval(one[1])) for one in re.finditer(quoted, templatize(text))
        )
        return
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    for _line, name, found in engine.env.extract_translations(text):  # type: ignore[attr-defined]
        texts = [found] if isinstance(found, str) else [one for one in found if one]
        if name == "ngettext":
            yield Marked(texts[0], of_several=texts[1])
        elif texts:
            yield Marked(texts[0])


@cache
def marked() -> dict[tuple[str, str], Marked]:
    """Every message of the product, by its context and what it says."""
    found: dict[tuple[str, str], Marked] = {}

    def note(file: str, these: Iterator[Marked]) -> None:
        for one in these:
            if one.says:
                known = found.setdefault(one.key, one)
                known.of_several = known.of_several or one.of_several
                known.files.add(file)

    for source in product():
        note(source.path.removeprefix("src/buckstop/"), in_python(source.tree))
    for path in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.jinja")]:
        note(str(path.relative_to(PACKAGE)), in_template(path.read_text()))
    return found


def place(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


@cache
def catalogue(language: str) -> Catalog:
    """What is translated; empty where nothing is yet."""
    path = place(language)
    return read_po(BytesIO(path.read_bytes())) if path.exists() else Catalog(locale=language)


def missing(language: str) -> list[Marked]:
    """The messages that have no words in it."""
    there = catalogue(language)
    return [one for one in marked().values() if not _translated(there, one)]


def _translated(there: Catalog, one: Marked) -> bool:
    found = there.get(one.says, one.context or None)
    if found is None or found.fuzzy:
        return False
    return all(sayings(found)) if found.string else False


def sayings(one: Message) -> tuple[str, ...]:
    """How it is said, of one and of several."""
    return (one.string,) if isinstance(one.string, str) else tuple(one.string or ())


def bring_up(language: str) -> None:
    """Write the catalogue anew, with every message that there is and what it had."""
    before, made = catalogue(language), Catalog(
        locale=language, charset="utf-8", fuzzy=False, project="Buckstop", version="",
        header_comment=f"# Buckstop in {language}.",
    )  # fmt: skip
    for one in sorted(marked().values(), key=lambda one: (min(one.files), one.says)):
        had = before.get(one.says, one.context or None)
        of = (one.says, one.of_several) if one.of_several else one.says
        said = (
            had.string
            if had is not None and isinstance(had.string, str) != bool(one.of_several)
            else None
        )
        flags = (had.flags - {"python-format"}) if had is not None else set()
        made.add(of, said, locations=[(file, 0) for file in sorted(one.files)[:1]], flags=flags,
                 context=one.context or None)  # fmt: skip
    save(language, made)


def save(language: str, made: Catalog) -> None:
    """Write it, without what would differ from day to day."""
    written = BytesIO()
    write_po(written, made, width=100, include_lineno=False)
    text = re.sub(
        r'"(POT-Creation-Date|PO-Revision-Date|Generated-By)[^\n]*\n',
        "",
        written.getvalue().decode(),
    )
    place(language).parent.mkdir(parents=True, exist_ok=True)
    place(language).write_text(text)
    catalogue.cache_clear()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")
    import_module("buckstop.ready")  # sets Django up, whose templates are read
    for code in LANGUAGES:
        bring_up(code)
        left = missing(code)
        print(f"{code}: {len(marked()) - len(left)} of {len(marked())} translated")
