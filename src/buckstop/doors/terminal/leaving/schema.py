"""What the lines of an export hold, as JSON Schema, read off the models themselves."""

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, ForeignKey, Model

from buckstop.doors.terminal.leaving.left_out import TABLES, is_file, why

type Column = "Field[Any, Any]"
type Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer"}
_KINDS: dict[str, Schema] = {
    "BigAutoField": _NUMBER,
    "AutoField": _NUMBER,
    "BigIntegerField": _NUMBER,
    "BooleanField": {"type": "boolean"},
    "DateField": {"type": "string", "format": "date"},
    "DateTimeField": {"type": "string", "format": "date-time"},
    "DecimalField": {"type": "number"},
    "FloatField": {"type": "number"},
    "IntegerField": _NUMBER,
    "JSONField": {},
    "PositiveBigIntegerField": _NUMBER,
    "PositiveIntegerField": _NUMBER,
    "PositiveSmallIntegerField": _NUMBER,
    "SmallIntegerField": _NUMBER,
    "UUIDField": {"type": "string", "format": "uuid"},
}


def models() -> Iterator[type[Model]]:
    """Of each table that goes out, its model; tables between two others have one too."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table not in TABLES:
            yield model


def columns(model: type[Model]) -> list[Column]:
    """The columns that go out."""
    return [one for one in model._meta.local_concrete_fields if not why(model, one)]


def described(model: type[Model]) -> Schema:
    """What a line of its table holds."""
    shown = columns(model)
    key = model._meta.pk
    return {
        "description": cleandoc(model.__doc__ or ""),
        "type": "object",
        "key": key.column if key else "",
        "properties": {one.column: _of_column(model, one) for one in shown},
        "required": [one.column for one in shown],
        "additionalProperties": False,
    }


def _of_column(model: type[Model], field: Column) -> Schema:
    said = dict(_kind(field))
    if is_file(model, field):
        said["description"] = "A file of this export: its path."
    if isinstance(field, ForeignKey):
        said["refers_to"] = field.related_model._meta.db_table
    elif field.choices:
        said["description"] = "; ".join(f"{key}: {name}" for key, name in field.flatchoices)
    if field.null and "type" in said:
        said["type"] = [said["type"], "null"]
    return said


def _kind(field: Column) -> Schema:
    if isinstance(field, ForeignKey):
        return _kind(field.target_field)
    if isinstance(field, ArrayField):
        return {"type": "array", "items": _kind(field.base_field)}
    return _KINDS.get(field.get_internal_type(), _TEXT)
