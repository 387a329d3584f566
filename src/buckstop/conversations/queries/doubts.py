"""What mails left open on a problem, and who follows its cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Left

from buckstop.conversations.models import Doubt, Follower
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.message import FollowerState
from buckstop.kit.reading import Among, Given, reading
from buckstop.problems.models import Case

PREVIEW = 600  # characters of what was kept apart
MOST = 100


@dataclass(frozen=True, slots=True)
class Matter:
    """A doubt that is open, or somebody who follows or was copied in; `kind` is a `DoubtKind` or a
    `FollowerState`. `words` are what was kept apart, or who copied them in."""

    id: UUID
    case: UUID
    kind: str
    name: str
    address: str
    count: int
    at: datetime
    words: str
    other: int | None
    other_title: str

    @property
    def who(self) -> str:
        """`Dora Weil <dora@…>`."""
        return (
            f"{self.name} <{self.address}>"
            if self.name and self.address
            else (self.name or self.address)
        )


def matters(cases: Iterable[Case]) -> list[Matter]:
    """Everything of these cases that mails left open, the oldest first; one query."""
    keys = [case.pk for case in cases]
    found = [_matter(*row) for row in _open(cases=keys)] if keys else []
    return sorted(found, key=lambda one: (one.at, one.id))


@reading
def _open() -> "QuerySet[Doubt, tuple[Any, ...]]":
    theirs = Among("case", Given("cases"))
    open_ones = Doubt.objects.filter(theirs, decided_at=None).values_list(
        "pk", "case_id", "kind", "name", "address", "count", "at",
        Left("message__text__text", PREVIEW + 1), "other__number", "other__title",
    )  # fmt: skip
    states = (FollowerState.PROPOSED, FollowerState.FOLLOWING)
    people = Follower.objects.filter(theirs, state__in=states).values_list(
        "pk", "case_id", "state", "name", "address", Value(1), "added_at", F("message__said_as"),
        Value(None, output_field=IntegerField()), Value("", output_field=TextField()),
    )  # fmt: skip
    return open_ones.union(people, all=True)[:MOST]


def _matter(*row: Any) -> Matter:
    key, case, kind, name, address, count, at, words, other, other_title = row
    return Matter(key, case, kind, name, address, count, at, words or "", other, other_title or "")


def undecided() -> "QuerySet[Doubt]":
    """Words that stand apart, of all problems, the oldest first."""
    rows = Doubt.objects.filter(kind=DoubtKind.STRANGER, decided_at=None)
    return rows.select_related("case__problem").order_by("at", "pk")
