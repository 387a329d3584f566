"""A letter set as a mail: its words, once, in one layout as plain text and in one as HTML.

The words of a letter are the blocks of its template: `first`, `also`, `link_words`, `last`; those
that it leaves out are empty. They are plain text: the layout in HTML escapes them. What a person
wrote has light formatting, which both layouts set.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.template.defaultfilters import linebreaks_filter
from django.utils import translation
from django.utils.translation import gettext as _
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from buckstop.conversations.letters.letter import LETTERS
from buckstop.kit.formatting import as_mail, as_plain

BLOCKS = ("first", "also", "link_words", "last")
_LAYOUTS = Path(__file__).parent / "layouts"


def set_out(code: str, context: dict[str, Any]) -> tuple[str, str]:
    """The plain text and the HTML of the letter `code`. Raises LookupError where there is none."""
    words = context | _words(LETTERS[code].template, context)
    words["record"] = (
        _(
            "Entry %(entry)s of the record of this case, by which you can check that nothing is"
            " changed later:"
        )
        % words
    )
    plain = words | {"words": as_plain(words["words"])}
    text = _layouts().get_template("letter.txt").render(paragraphs=_paragraphs(plain))
    return text, _layouts().get_template("letter.html").render(words)


def _paragraphs(words: dict[str, Any]) -> list[str]:
    quote = "{marker}\n{quote_says}\n{quote}".format_map(words) if words["quote"] else ""
    record = "{record}\n{head}".format_map(words) if words["head"] else ""
    link = _("Your page: %(link)s") % words if words["link"] else ""
    found = ("first", "words", "also", "signature", "closing")
    said = [*(words[name] for name in found), link, words["last"], quote, record]
    return [paragraph for paragraph in said if paragraph]


def _words(path: Path, context: dict[str, Any]) -> dict[str, str]:
    template = _template(path)
    given = template.new_context(context)
    return {
        name: "".join(template.blocks[name](given)).strip() if name in template.blocks else ""
        for name in BLOCKS
    }


@cache
def _template(path: Path) -> Template:
    return _environment(path.parent, autoescape=False).get_template(path.name)


@cache
def _layouts() -> Environment:
    made = _environment(_LAYOUTS, autoescape=lambda name: bool(name and name.endswith(".html")))
    made.filters["linebreaks"] = linebreaks_filter
    made.filters["formatted"] = as_mail
    made.globals["language"] = translation.get_language
    return made


def _environment(folder: Path, **options: Any) -> Environment:
    made = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        **options,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    return made
