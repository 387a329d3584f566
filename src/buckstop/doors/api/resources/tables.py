"""Tables that apps declare: what each is, its rows, and all of it as a file."""

from itertools import islice
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.errors import HttpError

from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.finding import NotFound
from buckstop.doors.api.keys import key_that_reads
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas_of_tables import (
    ColumnOut,
    TableFilters,
    TableOut,
    TableRows,
    Tables,
)
from buckstop.doors.shared.taking import Counted, Rows, as_file, fitted
from buckstop.kit import clock
from buckstop.people.models import Key
from buckstop.people.permissions.tables import may_take
from buckstop.people.table import TABLES, Asked, Table

router = Router(tags=["tables"])
TYPES: dict[type, Literal["text", "integer", "number", "boolean", "time"]] = {
    str: "text", int: "integer", float: "number", bool: "boolean",
}  # fmt: skip
FILE = {"schema": {"type": "string", "format": "binary"}}
FILES: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The table, with the names of its columns first where it is CSV.",
            "content": {"text/csv": FILE, "application/vnd.apache.parquet": FILE},
        }
    }
}


@router.get("/tables", response=Tables)
def list_tables(request: HttpRequest) -> HttpResponse:
    """The tables that this key may take."""
    key = _key(request)
    found = [one for one in TABLES.values() if not may_take(one, key.actor())]
    return give(Tables(items=[_out(one) for one in sorted(found, key=lambda one: one.name)]))


@router.get("/tables/{slug:name}", response=TableRows)
def read_table(request: HttpRequest, name: str, wanted: Query[TableFilters]) -> HttpResponse:
    """A part of a table, from its beginning on."""
    table, rows = _rows(request, name, {"limit", "cursor"})
    begin = int(cursor) if (cursor := wanted.cursor or "0").isdecimal() and len(cursor) < 10 else -1
    if begin < 0:
        raise Wrong("cursor", "This isn't a cursor of this list. Send the `next` of a page before.")
    found = list(islice(rows, begin, begin + wanted.limit + 1))
    names = [column.name for column in table.columns]
    rows_shown = (fitted(table, row) for row in found[: wanted.limit])
    items = [dict(zip(names, row, strict=True)) for row in rows_shown]
    more = str(begin + wanted.limit) if len(found) > wanted.limit else None
    return give(TableRows(items=items, next=more))


@router.get("/tables/{slug:name}/file", openapi_extra=FILES)
def read_table_file(
    request: HttpRequest, name: str, form: Literal["csv", "parquet"] = "csv"
) -> HttpResponseBase:
    """All of a table as a file; that it was taken out is on record."""
    table, rows = _rows(request, name, {"form"})
    return as_file(table, Counted(rows, "tables", by=_key(request).actor(), at=clock.now()), form)


def _key(request: HttpRequest) -> Key:
    """A key that sees the whole house: what tables say isn't parted by team."""
    key = key_that_reads(request)
    if key.team is not None:
        raise HttpError(403, _("This key is of one team. Ask for one of the whole house."))
    return key


def _rows(request: HttpRequest, name: str, own: set[str]) -> tuple[Table, Rows]:
    """The table of that name, asked for what the address says."""
    actor, table = _key(request).actor(), TABLES.get(name)
    if table is None or may_take(table, actor):
        raise NotFound(f"table “{name[:40]}”")
    given = {key: value for key, value in request.GET.dict().items() if key not in own}
    if unknown := given.keys() - table.takes.keys():
        known = ", ".join([*sorted(own), *table.takes])
        wrong = min(unknown)[:80]
        raise Wrong(wrong, f"“{name}” doesn't take “{wrong}”. It takes: {known}.")
    return table, table.rows(Asked(actor, clock.now(), given))


def _out(table: Table) -> TableOut:
    columns = [
        ColumnOut(name=one.name, type=TYPES.get(one.kind, "time"), says=one.says)
        for one in table.columns
    ]
    return TableOut(name=table.name, says=table.says, takes=dict(table.takes), columns=columns)
