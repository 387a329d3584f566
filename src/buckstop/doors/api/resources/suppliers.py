"""Suppliers, and how they answered, month by month."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from buckstop.doors.api.keys import key_that_reads
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import Named
from buckstop.doors.api.schemas_of_the_house import (
    RateOut,
    SupplierMonthOut,
    SupplierOut,
    Suppliers,
    SupplierServiceOut,
)
from buckstop.kit import clock
from buckstop.suppliers.queries import suppliers
from buckstop.suppliers.rules.scores import Rate, Score
from buckstop.suppliers.scorecard import MonthLine, every_month

router = Router(tags=["suppliers"])


@router.get("/suppliers", response=Suppliers)
def list_suppliers(request: HttpRequest) -> HttpResponse:
    """Every supplier by name, with its last twelve months."""
    key_that_reads(request)
    months: dict[UUID, list[SupplierMonthOut]] = {}
    services: dict[UUID, dict[UUID, SupplierServiceOut]] = {}
    for supplier, service, line in every_month(clock.now()):
        if line.score is None:
            continue
        where = months.setdefault(supplier.pk, [])
        if service is not None:
            new = SupplierServiceOut(service=Named(id=service.pk, name=service.name), months=[])
            where = services.setdefault(supplier.pk, {}).setdefault(service.pk, new).months
        where.append(_month(line, line.score))
    found = [
        SupplierOut(
            id=one.pk,
            name=one.name,
            supplies=one.supplies,
            months=months.get(one.pk, []),
            services=list(services.get(one.pk, {}).values()),
        )
        for one in suppliers()
    ]
    return give(Suppliers(items=found))


def _month(line: MonthLine, score: Score) -> SupplierMonthOut:
    return SupplierMonthOut(
        month=f"{line.month:%Y-%m}",
        asked=score.asked,
        in_time=_rate(score.timely),
        as_promised=_rate(score.as_promised),
        moved=score.moved,
        missed=score.missed,
        done=score.done,
        customers_waited=score.waited,
        answer_median=line.answer.median,
        answer_90th=line.answer.ninth,
        done_median=line.done.median,
        done_90th=line.done.ninth,
    )


def _rate(rate: Rate) -> RateOut:
    low, high = rate.interval if rate.of else (None, None)
    return RateOut(happened=rate.happened, of=rate.of, low=low, high=high)
