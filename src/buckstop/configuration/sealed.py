"""Columns of what must not be read in the database."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models


class SealedText(models.TextField):  # type: ignore[type-arg]  # it takes no arguments when run
    """Text that `secrets.seal` made; when the secret key changes it is found here, by its kind."""

    def deconstruct(self) -> Any:
        """As migrations know it: a text like any other."""
        name, _path, given, named = super().deconstruct()
        return name, "django.db.models.TextField", given, named


def columns() -> Iterator[tuple[type[models.Model], str]]:
    """Each such column of each table."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SealedText):
                yield model, field.name
