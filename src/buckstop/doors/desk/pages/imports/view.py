"""What came from other systems; it is imported at the terminal, and signed off here."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.arrivals.importing import totals
from buckstop.arrivals.models import Source
from buckstop.arrivals.readers.every import READERS
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import IMPORTS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """One source, what came of its last import, how both sides compared, and who signed that."""

    source: Source
    kind: str
    totals: dict[str, int]
    report: dict[str, Any]
    compared: dict[str, Any]
    differ: list[list[str]]
    acts: list[Button]


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """All sources, by name."""
    reader = reader_of(request)
    rows = Source.objects.select_related("signed_off_by").order_by("name")
    return page(
        request,
        reader,
        "desk/pages/imports/page.html",
        place="house",
        rows=[_shown(source, reader) for source in rows],
    )


def _shown(source: Source, reader: Reader) -> Shown:
    return Shown(
        source=source,
        kind=READERS[source.kind].label if source.kind in READERS else source.kind,
        totals=totals(source),
        report=source.report,
        compared=source.reconciled,
        differ=source.reconciled.get("threads that differ", [])[:SHOWN],
        acts=buttons(Spot.IMPORT, Subject(reader=reader, row=source)),
    )


ROUTES = [route(IMPORTS.route, imports, "imports", Who.ADMINS)]
