"""Which tags and fields there are, and which of them problems have."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as Cases
from django.db.models import Count, OuterRef, QuerySet, Value, When
from django.db.models.functions import JSONObject, Lower

from buckstop.kit.reading import Among, Given, reading
from buckstop.problems.models import Label, Labelling, Problem
from buckstop.problems.models.label import Sort


@dataclass(frozen=True, slots=True)
class Has:
    """What a problem has of one label; a tag has no `value`."""

    label: UUID
    name: str
    sort: str
    value: str

    @property
    def is_tag(self) -> bool:
        return self.sort == Sort.TAG

    def __str__(self) -> str:
        return f"{self.name}: {self.value}" if self.value else self.name


def kept() -> list[Label]:
    """The tags and then the fields, by name."""
    return list(_kept())


@reading
def _kept() -> "QuerySet[Label]":
    return Label.objects.filter(removed_at=None).order_by(_tags_first(), Lower("name"), "pk")


def used() -> dict[UUID, int]:
    """How many problems have each label."""
    rows = Labelling.objects.filter(ended_at=None).order_by().values_list("label")
    return dict(rows.annotate(n=Count("pk")))


def has(problem: Problem) -> list[Has]:
    """What one problem has."""
    return labels_of([problem.pk]).get(problem.pk, [])


def labels_of(problems: Iterable[UUID]) -> dict[UUID, list[Has]]:
    """What each of these problems has, tags first."""
    keys, found = list(problems), dict[UUID, list[Has]]()
    for problem, *said in _of(problems=keys) if keys else ():
        found.setdefault(problem, []).append(Has(*said))
    return found


@reading
def _of() -> "QuerySet[Labelling, tuple[Any, ...]]":
    rows = _running().filter(Among("problem", Given("problems")))
    return rows.values_list("problem", "label", "label__name", "label__sort", "value")


def with_labels(problem: str = "pk", **only: Any) -> ArraySubquery:
    """An annotation of rows: what their `problem` has, of the labels that are as `only` says; as
    `read_labels` takes it."""
    found = JSONObject(label="label", name="label__name", sort="label__sort", value="value")
    return ArraySubquery(_running().filter(problem=OuterRef(problem), **only).values(found=found))


def read_labels(rows: Iterable[dict[str, str]]) -> list[Has]:
    """What `with_labels` has found."""
    return [Has(UUID(row["label"]), row["name"], row["sort"], row["value"]) for row in rows]


def _running() -> "QuerySet[Labelling]":
    rows = Labelling.objects.filter(ended_at=None, label__removed_at=None)
    return rows.order_by("problem", _tags_first("label__"), Lower("label__name"), "pk")


def _tags_first(of: str = "") -> Cases:
    return Cases(When(**{f"{of}sort": Sort.TAG}, then=Value(0)), default=Value(1))
