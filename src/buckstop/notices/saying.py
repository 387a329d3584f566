"""What notices say: filled in and in the language in force when they are read, not when they were
made, and with the names that people have now; who is erased has none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.kit import said_time
from buckstop.ledger.reading import fact_of
from buckstop.notices.models import Notice
from buckstop.notices.rules import filled
from buckstop.people.queries import named


@dataclass(frozen=True, slots=True)
class Said:
    """What one notice says, and what it is about."""

    sentence: str
    title: str


def ngettext_noop(one: str, more: str) -> tuple[str, str]:
    """Mark a sentence, of one and of several; it is translated when it is read."""
    return one, more


def said(notices: Iterable[Notice]) -> dict[UUID, Said]:
    """What each says; the names in all of them are read at once."""
    rows = list(notices)
    if not rows:
        return {}
    texts = [text for row in rows for text in (_sentence(row), _about(row))]
    told = named("\n".join(texts)).split("\n")
    return {
        row.pk: Said(sentence, row.problem.title if row.problem else about)
        for row, sentence, about in zip(rows, told[::2], told[1::2], strict=True)
    }


def _sentence(row: Notice) -> str:
    if row.entry is not None and "%(" in row.sentence:
        return filled(row.sentence, fact_of(row.entry))
    values = {name: _value(name, value) for name, value in row.values.items()}
    if not row.plural:
        return _(row.sentence) % values if values else _(row.sentence)
    sentence: str = ngettext(row.sentence, row.plural, row.values["n"])
    return sentence % values


def _value(name: str, value: str | int) -> str | int:
    """A `day` is kept as ISO 8601 has it, and said as the language writes it."""
    return said_time.date(date.fromisoformat(str(value))) if name == "day" else value


def _about(row: Notice) -> str:
    return _(row.about) if row.about and row.problem is None else ""
