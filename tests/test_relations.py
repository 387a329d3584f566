"""Tables point down as imports do: a relation by string would slip past import-linter."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from tests.source import rows


def height(module: str) -> int | None:
    """How many rows stand above the app of `module`; None where it isn't ours."""
    parts = module.split(".")
    if parts[0] != "buckstop":
        return None
    return next(number for number, row in enumerate(rows()) if parts[1] in row)


def points_well(origin: str, target: str) -> bool:
    """Whether a table of module `origin` may point to one of module `target`."""
    above, below = height(origin), height(target)
    if above is None or below is None:  # third-party tables keep their own counsel
        return True
    return above < below or origin.split(".")[:2] == target.split(".")[:2]


def relations(models: Iterable[type[Model]]) -> Iterable[tuple["Field[Any, Any]", type[Model]]]:
    for model in models:
        for field in model._meta.get_fields():
            if isinstance(field, Field) and isinstance(field.related_model, type):
                yield field, field.related_model


def test_relations_point_down():
    ours = [m for m in apps.get_models(include_auto_created=True) if height(m.__module__)]
    assert ours, "no app of ours is installed"
    wrong = [
        f"{field} points to {target.__module__}.{target.__name__}"
        for field, target in relations(ours)
        if not points_well(field.model.__module__, target.__module__)
    ]
    assert wrong == []


def test_a_relation_upwards_or_sideways_is_seen():
    assert points_well("buckstop.problems.models", "buckstop.people.models")
    assert points_well("buckstop.problems.models.cases", "buckstop.problems.models.plans")
    assert points_well("buckstop.people.models", "django.contrib.auth.models")
    assert not points_well("buckstop.people.models", "buckstop.problems.models")
    assert not points_well("buckstop.notices.models", "buckstop.conversations.models")
