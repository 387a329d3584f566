"""What a supplier was asked: how it stands, what was said, what we do if they stay silent."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.components.attached import download
from buckstop.doors.desk import finding
from buckstop.doors.desk.acts.spots import Spot, Subject, buttons
from buckstop.doors.desk.addresses import PROBLEM, SUPPLIER, SUPPLIER_ASK, SUPPLIER_ASK_FILE
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.supplier_ask.data import line, state
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.suppliers import queries
from buckstop.suppliers.models import Ask


@require_safe
def supplier_ask(request: HttpRequest, number: int, key: UUID) -> HttpResponse:
    """One ask, with everything that was said about it."""
    reader = reader_of(request)
    ask = _found(reader, number, key)
    owed = ask.commitment
    on = Subject(reader=reader, problem=owed.problem, row=ask)
    step = Subject(reader=reader, problem=owed.problem, row=owed)
    return page(
        request,
        reader,
        "desk/pages/supplier_ask/page.html",
        place="problems",
        ask=ask,
        owed=owed,
        state=state(owed),
        problem_url=PROBLEM.url(number),
        supplier_url=SUPPLIER.url(ask.supplier_id),
        reached=[one.email or one.phone for one in queries.addresses(owed.debtor)],
        acts=[*buttons(Spot.STEP, step), *buttons(Spot.SUPPLIER_ASK, on)],
        lines=[line(one, ask, number) for one in queries.said(ask)],
    )


@require_safe
def file(request: HttpRequest, number: int, key: UUID, file: UUID) -> HttpResponse:
    """A file of it, as a download."""
    found = queries.file_of(_found(reader_of(request), number, key), file)
    if found is None or found.file.raw is None:
        raise Http404
    return download(bytes(found.file.raw), found.name, "application/octet-stream")


def _found(reader: Reader, number: int, key: UUID) -> Ask:
    problem = finding.problem(reader, number)
    ask = queries.ask_of(problem, key) if reader.at_desk else None
    if ask is None:
        raise Http404
    return ask


ROUTES = [
    route(SUPPLIER_ASK.route, supplier_ask, "supplier-ask", Who.PARTIES),
    route(SUPPLIER_ASK_FILE.route, file, "supplier-ask-file", Who.PARTIES),
]
