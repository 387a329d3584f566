"""Many rows inserted or changed by one statement of a fixed shape.

Django's `bulk_update` builds a CASE with a WHEN for each row and field, and takes longer to build
the SQL than the database to run it. Here a batch is one array a column. Likewise `bulk_create`:
COPY takes a fifth of its time. A row or a few are a statement whose text is put together once.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from django.db.models import Field, Model
from django.db.models.base import ModelState
from django.db.models.expressions import DatabaseDefault

COPY_FROM = 10  # fewer rows are sooner sent by an INSERT: COPY needs one more round trip
PLAIN = frozenset({type(None), bool, bytes, datetime, int, str, UUID})


def new_row[Row: Model](kind: type[Row], /, **values: Any) -> Row:
    """A row not saved yet, as `kind(**values)` makes it, in a third of the time.

    `values` by the names of columns (`chain_id`), as they are stored, or of relations (`chain`), as
    rows; the others have defaults. Raises TypeError where there is no such column.
    """
    row = kind.__new__(kind)
    row._state = ModelState()
    constant, called, relations = _shape(kind)
    held = row.__dict__
    held.update(constant)
    for name, value in values.items():
        if name in held or name in called:
            held[name] = value
        elif name in relations:
            column, target = relations[name]
            held[column] = None if value is None else getattr(value, target)
            row._state.fields_cache[name] = value
        else:
            raise TypeError(f"{kind.__name__} has no column {name}")
    for name, default in called.items():
        if name not in held:
            held[name] = default()
    return row


type _Shape = tuple[dict[str, Any], dict[str, Callable[[], Any]], dict[str, tuple[str, str]]]


@cache
def _shape(kind: type[Model]) -> _Shape:
    """Of each column the default, apart from those that are made anew for every row; of each
    relation its column, and the one that it points to."""
    fields: list[Any] = list(kind._meta.concrete_fields)
    anew = [f for f in fields if (f.has_default() and callable(f.default)) or f.has_db_default()]
    constant = {f.attname: f.get_default() for f in fields if f not in anew}
    relations = {f.name: (f.attname, f.target_field.attname) for f in fields if f.is_relation}
    return constant, {f.attname: _maker(f) for f in anew}, relations


def _maker(field: Any) -> Callable[[], Any]:
    made: Callable[[], Any] = field.default if field.has_default() else field.get_default
    return made if callable(made) else field.get_default


def insert_many(kind: type[Model], rows: Sequence[Model]) -> None:
    """Insert `rows`, whose keys are made here or by the database (and then aren't read back).

    Not for fields that change when they are saved, such as `auto_now`, nor for expressions.
    """
    if not rows:
        return
    fields = tuple(field for field in kind._meta.concrete_fields if _is_told(field, rows[0]))
    named = [field.attname for field in fields]
    written = [_stored(fields, [row.__dict__[name] for name in named]) for row in rows]
    if len(rows) < COPY_FROM:
        run(_inserting(kind, fields, len(rows)), [value for row in written for value in row])
    else:
        _copy(kind, fields, written)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def _copy(kind: type[Model], fields: Sequence[Any], written: Iterable[Sequence[Any]]) -> None:
    into = f"COPY {_quoted(kind._meta.db_table)} ({_columns(fields)}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(into) as copy:
        for values in written:
            copy.write_row(values)


@cache
def _inserting(kind: type[Model], fields: Sequence[Any], count: int) -> str:
    row = f"({', '.join(['%s'] * len(fields))})"
    into = f"INSERT INTO {_quoted(kind._meta.db_table)} ({_columns(fields)})"
    return f"{into} VALUES {', '.join([row] * count)}"


def _quoted(name: object) -> str:
    quoted: str = connection.ops.quote_name(str(name))
    return quoted


def _columns(fields: Iterable[Any]) -> str:
    return ", ".join(_quoted(field.column) for field in fields)


def _stored(fields: Sequence[Any], values: list[Any]) -> list[Any]:
    """As the database takes them."""
    if PLAIN.issuperset(map(type, values)):
        return values
    return list(map(_plain, fields, values))


def _is_told(field: Any, row: Model) -> bool:
    """Whether the value comes from here; the database makes the others."""
    if field.generated:
        return False
    value = getattr(row, field.attname)
    return not isinstance(value, DatabaseDefault) and not (value is None and field.primary_key)


def run(sql: str, values: Sequence[Any]) -> int:
    """Run one statement whose values go beside it as they are, not written into it as text;
    returns how many rows it touched.

    Django writes them into the SQL. For values that are large, or many: nothing is quoted then.
    """
    connection.ensure_connection()
    database: Any = connection
    with database._prepare_cursor(psycopg.Cursor(database.connection)) as cursor:
        cursor.execute(sql, values)
        touched: int = cursor.rowcount
        return touched


def update_one(row: Model, names: Iterable[str]) -> None:
    """Write the fields `names` of a row as they are now, found by its primary key."""
    chosen = tuple(sorted(names))
    sql, fields = _updating(type(row), chosen)
    run(sql, _stored(fields, [row.__dict__[field.attname] for field in fields]))


@cache
def _updating(kind: type[Model], names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """The statement, and the fields whose values it takes in turn."""
    key = kind._meta.pk
    assert key is not None
    fields = [_field(kind, name) for name in names]
    sets = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    where = f"WHERE {_quoted(key.column)} = %s"
    return f"UPDATE {_quoted(kind._meta.db_table)} SET {sets} {where}", (*fields, key)


def update_many(kind: type[Model], rows: Sequence[Model], names: Iterable[str]) -> None:
    """Write the fields `names` of `rows` as they are now, found by their primary key.

    Not for array fields, whose values a column of arrays can't hold.
    """
    if not rows:
        return
    key = kind._meta.pk
    assert key is not None
    fields: list[Field[Any, Any]] = [key, *(_field(kind, name) for name in sorted(names))]
    table = _quoted(kind._meta.db_table)
    sets = ", ".join(f"{_quoted(f.column)} = fresh.{_quoted(f.column)}" for f in fields[1:])
    arrays = ", ".join(f"%s::{_type(f)}[]" for f in fields)
    fresh = f"unnest({arrays}) AS fresh ({_columns(fields)})"
    found = f"{table}.{_quoted(key.column)} = fresh.{_quoted(key.column)}"
    sql = f"UPDATE {table} SET {sets} FROM {fresh} WHERE {found}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [_values(field, rows) for field in fields])


def _field(kind: type[Model], name: str) -> Any:
    return kind._meta.get_field(name)


def _type(field: Any) -> str:
    """The column's type without its length: a cast to varchar(10) would cut silently."""
    said = field.rel_db_type(connection) if field.is_relation else field.db_type(connection)
    return str(said).partition("(")[0]


def _values(field: Any, rows: Sequence[Model]) -> list[Any]:
    return [_plain(field, getattr(row, field.attname)) for row in rows]


def _plain(field: Any, value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    return value.value if isinstance(value, Enum) else field.get_db_prep_save(value, connection)
