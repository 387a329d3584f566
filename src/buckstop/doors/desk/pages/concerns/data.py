"""Concerns as lists and their page show them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.concerns.models import Concern, Words
from buckstop.concerns.queries import said
from buckstop.doors.desk.addresses import CONCERN
from buckstop.people.models import Person


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One line: how it begins, who raised it, who answers; `due` while an answer is owed."""

    url: str
    begins: str
    who: str
    to: str
    seen_from: datetime
    due: datetime | None
    missed: int


def rows(found: list[Concern]) -> list[ConcernRow]:
    """Each as a line."""
    first = Words.objects.filter(concern__in=found, place=0).values_list("concern", "text")
    begins = dict(first) if found else {}
    return [
        ConcernRow(
            url=CONCERN.url(one.pk),
            begins=(begins.get(one.pk, "").splitlines() or [""])[0][:120] or _("(erased)"),
            who=who(one),
            to=one.to.public_name,
            seen_from=one.seen_from,
            due=one.due,
            missed=one.missed,
        )
        for one in found
    ]


def who(concern: Concern) -> str:
    """Who raised it, as far as anybody knows."""
    return concern.person.public_name if concern.person else _("Somebody of us")


@dataclass(frozen=True, slots=True)
class Line:
    """What was said: by whom, from when on it is seen."""

    who: str
    text: str
    at: datetime


def lines(concern: Concern, reader: Person, at: datetime) -> list[Line]:
    """What was said, as `reader` sees it."""
    own = concern.person_id == reader.pk
    return [
        Line(one.leader.public_name if one.leader else who(concern), one.text, one.seen_from)
        for one in said(concern, None if own else at)
    ]
