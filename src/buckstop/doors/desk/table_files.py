"""Tables that apps declare, as files; and the links to them on the page that shows the same."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from buckstop.doors.components.shown.shell import TableLinks
from buckstop.doors.desk.addresses import TABLE
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.doors.desk.taken_out import counted
from buckstop.doors.shared.taking import FORMS, as_file
from buckstop.people.permissions.tables import may_take
from buckstop.people.table import TABLES, Asked


@require_safe
def table_file(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """A table in one form; what of it is asked for stands in the address."""
    reader = reader_of(request)
    table = TABLES.get(name)
    if table is None or form not in FORMS or may_take(table, reader.actor):
        raise Http404
    given = {key: value for key, value in request.GET.dict().items() if key in table.takes}
    rows = table.rows(Asked(reader.actor, reader.now, given))
    return as_file(table, counted(rows, "tables", reader), form)


def links(request: HttpRequest, reader: Reader, given: dict[str, Any]) -> list[TableLinks]:
    """Of a page, for who looks at it: asked for what its address asks for, and `given`."""
    match = request.resolver_match
    if match is None or not match.view_name:
        return []
    said = request.GET.dict() | {key: str(value) for key, value in given.items()}
    return [
        TableLinks(
            label=str(table.label),
            files=[
                (called, TABLE.url(table.name, form, **{key: said.get(key) for key in table.takes}))
                for form, called in FORMS.items()
            ],
        )
        for table in TABLES.values()
        if table.page == match.view_name and not may_take(table, reader.actor)
    ]
