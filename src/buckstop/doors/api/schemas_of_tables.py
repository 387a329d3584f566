"""What the API gives of tables that may be taken out."""

from typing import Annotated, Any, Literal

from ninja import Field, Schema

from buckstop.doors.api.schemas import Filters, Next


class ColumnOut(Schema):
    """A column of a table."""

    name: str
    type: Literal["text", "integer", "number", "boolean", "time"]
    says: str


class TableOut(Schema):
    """A table: what it is, what may be asked for in its address besides, and its columns."""

    name: str
    says: str
    takes: Annotated[dict[str, str], Field(description="Parameters, each with what it does.")]
    columns: list[ColumnOut]


class Tables(Schema):
    """Every table that this key may take."""

    items: list[TableOut]


class TableFilters(Filters):
    """A part of a table. Besides, whatever the table `takes`."""


class TableRows(Schema):
    """Rows, by the names of the columns. A later part is reckoned anew."""

    items: list[dict[str, Any]]
    next: Next
