"""The rows of each table as lines of JSON, and what they hold of bytes as files."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg import sql

from buckstop.configuration import secrets
from buckstop.configuration.models import Chosen
from buckstop.configuration.setting import SETTINGS
from buckstop.doors.terminal.leaving.left_out import READABLE, is_file
from buckstop.doors.terminal.leaving.schema import Column, columns
from buckstop.ledger.models import Entry

# PostgreSQL writes the lines itself. JSON holds neither of these two characters as they are, so
# that no line is quoted.
LINES = """
COPY (SELECT row_to_json(line) FROM (SELECT {columns} FROM {table} {only} ORDER BY {by}) line)
TO STDOUT (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')
"""


def lines(model: type[Model]) -> Iterator[bytes]:
    """All rows of a table, in blocks of whole lines or parts of one."""
    query = sql.SQL(LINES).format(
        columns=sql.SQL(", ").join(_selected(model, one) for one in columns(model)),
        table=sql.Identifier(model._meta.db_table),
        only=_only(model),
        by=sql.SQL("chain_id, number") if model is Entry else _key(model),
    )
    with connection.cursor() as cursor, cursor.copy(query) as rows:
        for block in rows:
            yield bytes(block)


def files(model: type[Model]) -> Iterator[tuple[str, bytes]]:
    """The path of each file and what it holds, one by one."""
    for field in (one for one in columns(model) if is_file(model, one)):
        rows = model._base_manager.exclude(**{field.name: None}).order_by("pk")
        for key, content in rows.values_list("pk", field.name).iterator(chunk_size=50):
            yield path(model, str(key)), bytes(content)


def path(model: type[Model], key: str) -> str:
    """Where the file of a row stands: the last two characters of a key are chance, so that as many
    folders hold about as many files each."""
    return str(PurePosixPath("files", model._meta.db_table, key[-2:].zfill(2), key))


def _selected(model: type[Model], field: Column) -> sql.Composable:
    named = sql.Identifier(str(field.column))
    if f"{model._meta.db_table}.{field.column}" in READABLE:
        return sql.SQL("convert_from({0}, 'UTF8') AS {0}").format(named)
    if is_file(model, field):
        return sql.SQL(
            "CASE WHEN {0} IS NULL THEN NULL ELSE concat('files/', {1}::text, '/',"
            " lpad(right({2}::text, 2), 2, '0'), '/', {2}::text) END AS {0}"
        ).format(named, sql.Literal(model._meta.db_table), _key(model))
    match field.get_internal_type():
        case "BinaryField":
            return sql.SQL("encode({0}, 'hex') AS {0}").format(named)
        case "Xid8Field":
            return sql.SQL("{0}::text AS {0}").format(named)
    return named


def _key(model: type[Model]) -> sql.Identifier:
    key = model._meta.pk
    assert key is not None
    return sql.Identifier(str(key.column))


def _only(model: type[Model]) -> sql.Composable:
    """Settings that are secret stay."""
    if model is not Chosen:
        return sql.SQL("")
    kept: list[Any] = [secrets.FINGERPRINTS, *(one.name for one in SETTINGS.values() if one.secret)]
    return sql.SQL("WHERE NOT name = ANY({})").format(sql.Literal(kept))
