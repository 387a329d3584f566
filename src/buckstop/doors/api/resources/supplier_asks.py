"""What suppliers are asked, and what became of it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from buckstop.doors.api.finding import check_filters, problem_of
from buckstop.doors.api.keys import key_that_reads, problems_of, sees_all
from buckstop.doors.api.paging import newest
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import Named
from buckstop.doors.api.schemas_of_help import SupplierAskFilters, SupplierAskOut, SupplierAsks
from buckstop.people.models import Key
from buckstop.suppliers.models import Ask

router = Router(tags=["suppliers"])
_RELATED = ("supplier", "commitment__problem", "commitment__debtor", "commitment__what")


@router.get("/supplier-asks", response=SupplierAsks)
def list_supplier_asks(request: HttpRequest, wanted: Query[SupplierAskFilters]) -> HttpResponse:
    """What suppliers were asked, the newest first."""
    check_filters(request, SupplierAskFilters)
    rows = _matching(key_that_reads(request), wanted).select_related(*_RELATED)
    items, more = newest(rows, wanted)
    return give(SupplierAsks(items=[_out(one) for one in items], next=more))


def _matching(key: Key, wanted: SupplierAskFilters) -> "QuerySet[Ask]":
    rows = Ask.objects.all()
    if not sees_all(key):
        rows = rows.filter(commitment__problem__in=problems_of(key))
    if wanted.problem is not None:
        rows = rows.filter(commitment__problem=problem_of(wanted.problem, key))
    if wanted.supplier is not None:
        rows = rows.filter(supplier=wanted.supplier)
    if wanted.owed is not None:
        rows = rows.filter(commitment__ended_at__isnull=wanted.owed)
    return rows


def _out(one: Ask) -> SupplierAskOut:
    owed: Any = one.commitment  # its state is one of those that there are
    return SupplierAskOut(
        id=one.pk,
        problem=owed.problem.ref,
        supplier=Named(id=one.supplier_id, name=one.supplier.name),
        asked_of=Named(id=owed.debtor_id, name=owed.debtor.public_name),
        what=str(owed.what or ""),
        commitment=owed.pk,
        state=owed.state,
        asked_at=one.asked_at,
        asked_due=one.asked_due,
        due=owed.due,
        first_answer_at=one.first_answer_at,
        done_at=one.done_at,
        missed_at=one.missed_at,
        ticket=one.ticket,
        plan_b_at=one.plan_b_at,
        plan_b_step=one.plan_b_step_id,
    )
