"""Which services problems are about. The app above that keeps it brings its rows."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

_BROUGHT: list[Callable[[], "QuerySet[Any]"]] = []


def bring_services(rows: Callable[[], "QuerySet[Any]"]) -> None:
    """Let these be known: rows with a `problem` and a `service`, as it is now."""
    _BROUGHT.append(rows)


def services_named() -> "QuerySet[Any]":
    """The rows that say so of all problems."""
    [rows] = _BROUGHT
    return rows()


def services_of(problem: UUID) -> frozenset[UUID]:
    """What one problem is about."""
    return frozenset(services_named().filter(problem=problem).values_list("service", flat=True))
