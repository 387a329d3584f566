"""Who is spoken to in a note: `@Bruno`, `@Bruno Keller`, `@bruno.keller`, as people write it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused
from buckstop.people.naming import called

_AT = re.compile(r"(?<![\w@.])@(?=\w)")
_WORD = re.compile(r"[\w.'’-]*\w")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who is spoken to, and the paragraph in which they are first."""

    person: UUID
    words: str


def mentions(text: str, names: Mapping[UUID, Iterable[str]]) -> list[Mention]:
    """Those of `names` (all that each is called) who are spoken to in `text`, each once.

    Refused where several are called so; what nobody is called is a word like others.
    """
    written = _CODE.sub(lambda code: " " * len(code[0]), text)
    known = _by_name(names)
    found: dict[UUID, str] = {}
    for at in _AT.finditer(written):
        meant = _longest(written[at.end() :], known)
        if len(meant) > 1:
            word = _WORD.match(written, at.end())
            sentence = _("Several people are called “%(name)s”: write the whole name.")
            raise Refused("several", sentence % {"name": word[0] if word else ""}, "text")
        for person in meant:
            found.setdefault(person, _paragraph(text, at.start()))
    return [Mention(person, words) for person, words in found.items()]


def names_of(public_name: str, email: str | None) -> list[str]:
    """All that somebody is called in a note: the whole name, the given one, that of their mail."""
    local = (email or "").partition("@")[0]
    return [one for one in dict.fromkeys([public_name, called(public_name), local]) if one]


def _by_name(names: Mapping[UUID, Iterable[str]]) -> dict[str, set[UUID]]:
    found: dict[str, set[UUID]] = {}
    for person, theirs in names.items():
        for name in theirs:
            found.setdefault(name.casefold(), set()).add(person)
    return found


def _longest(rest: str, known: Mapping[str, set[UUID]]) -> set[UUID]:
    """Whom the longest name at the beginning of `rest` means."""
    said = rest[:200].casefold()
    for name in sorted(known, key=len, reverse=True):
        if said.startswith(name) and not said[len(name) : len(name) + 1].isalnum():
            return known[name]
    return set()


def _paragraph(text: str, at: int) -> str:
    begin, end = text.rfind("\n\n", 0, at), text.find("\n\n", at)
    return text[begin + 2 if begin >= 0 else 0 : end if end >= 0 else len(text)].strip()
