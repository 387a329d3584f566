"""Many rows changed by one statement of a fixed shape.

Django's `bulk_update` builds a CASE with a WHEN for each row and field, and takes longer to build the
SQL than the database to run it. Here a batch is one array a column.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def update_many(kind: type[Model], rows: Sequence[Model], names: Iterable[str]) -> None:
    """Write the fields `names` of `rows` as they are now, found by their primary key.

    Not for array fields, whose values a column of arrays can't hold.
    """
    if not rows:
        return
    key = kind._meta.pk
    assert key is not None
    fields: list[Field[Any, Any]] = [key, *(_field(kind, name) for name in sorted(names))]
    quote = connection.ops.quote_name
    table = quote(kind._meta.db_table)
    sets = ", ".join(f"{quote(f.column)} = fresh.{quote(f.column)}" for f in fields[1:])
    arrays = ", ".join(f"%s::{_type(f)}[]" for f in fields)
    columns = ", ".join(quote(f.column) for f in fields)
    found = f"{table}.{quote(key.column)} = fresh.{quote(key.column)}"
    sql = f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS fresh ({columns}) WHERE {found}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [_values(field, rows) for field in fields])


def _field(kind: type[Model], name: str) -> Any:
    return kind._meta.get_field(name)


def _type(field: Any) -> str:
    """The column's type without its length: a cast to varchar(10) would cut silently."""
    described = str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection))
    return described.partition("(")[0]


def _values(field: Any, rows: Sequence[Model]) -> list[Any]:
    return [_plain(field, getattr(row, field.attname)) for row in rows]


def _plain(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)
