"""Search in what was written about problems."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import F, QuerySet
from django.db.models.functions import Left

from buckstop.conversations.models import Message
from buckstop.ledger.models import Body
from buckstop.problems.models import Problem

HEADED = 20_000  # characters of a text in which its found words are looked for
_CUT = "…"


def _query(text: str) -> SearchQuery:
    """As people type it: words, "a phrase", -not this."""
    return SearchQuery(text, config="simple", search_type="websearch")


def said_in(rows: "QuerySet[Problem]", text: str, *, limit: int) -> list[UUID]:
    """Of `rows` those about which somebody wrote these words; the newest `limit`."""
    bodies = Body.objects.filter(search=_query(text))
    said = Message.objects.filter(text__in=bodies.values("pk")).values("problem")
    found = rows.filter(pk__in=said).order_by("-opened_at", "-pk")
    return list(found.values_list("pk", flat=True)[:limit])


def found_in(problems: Iterable[Problem], text: str) -> dict[UUID, str]:
    """Some words around what was found, for each problem where it was found in a message."""
    said: Any = SearchHeadline(
        Left("text__text", HEADED), _query(text), config="simple",
        start_sel="", stop_sel="", max_words=18, min_words=8,
    )  # fmt: skip
    rows = (
        Message.objects.filter(problem__in=[p.pk for p in problems], text__search=_query(text))
        .order_by("problem", "-at")
        .distinct("problem")
        .annotate(said=said)
        .values_list(F("problem"), "said")
    )
    return {key: f"{_CUT}{' '.join(words.split())}{_CUT}" for key, words in rows}
