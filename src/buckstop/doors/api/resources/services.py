"""Services: one as it is, and as it is to be."""

from contextlib import nullcontext
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.etags import IfMatch, tagged, unchanged
from buckstop.doors.api.finding import NotFound
from buckstop.doors.api.keys import key_that_reads, key_that_writes_all
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import Named
from buckstop.doors.api.schemas_of_the_house import ServiceIn, ServiceOut, UseIn, UseOut
from buckstop.kit import clock
from buckstop.people.models import Customer
from buckstop.people.queries import here
from buckstop.services import queries
from buckstop.services.actions.putting import put_service
from buckstop.services.models import Service, Use
from buckstop.services.rules import Terms, Usage

router = Router(tags=["services"])


@router.get("/services/{key}", response=ServiceOut)
def read_service(request: HttpRequest, key: str) -> HttpResponse:
    """A service: what it needs, and who uses it."""
    key_that_reads(request)
    found = queries.by_key(key)
    if found is None:
        raise NotFound(f"service “{key[:64]}”")
    return tagged(give(_shown(found)), found.chain_id)


@router.put("/services/{key}", response=ServiceOut)
def write_service(
    request: HttpRequest, key: str, said: ServiceIn, if_match: IfMatch = None
) -> HttpResponse:
    """Let the service of your key be so, whether there was one or not; twice is as once."""
    by = key_that_writes_all(request).actor()
    terms = Terms(key=key, name=said.name, about=said.about, quiet_minutes=said.quiet_minutes)
    used = None
    if said.used_by is not None:
        customers = _customers(said.used_by)
        used = [
            (customers[one.customer], Usage(site=one.site, plan=one.plan, matters=one.matters))
            for one in said.used_by
        ]
    there = queries.by_key(key)
    with unchanged(there.chain_id, if_match) if there else nullcontext():
        found = put_service(terms=terms, needs=said.needs, used=used, by=by, at=clock.now())
    row = Service.objects.get(pk=found.pk)
    return tagged(give(_shown(row)), row.chain_id)


def _customers(used: list[UseIn]) -> dict[UUID, Customer]:
    wanted = {one.customer for one in used}
    found = {one.pk: one for one in here().filter(pk__in=wanted)}
    missing = sorted(wanted - found.keys())
    if missing:
        raise Wrong("used_by", f"There is no customer {missing[0]}.")
    return found


def _shown(service: Service) -> ServiceOut:
    used = Use.objects.filter(service=service, until=None).select_related("customer")
    return ServiceOut(
        key=service.key,
        name=service.name,
        about=service.about,
        quiet_minutes=service.quiet_minutes,
        needs=[row.on.key for row in queries.needs(service)],
        used_by=[
            UseOut(
                customer=Named(id=row.customer_id, name=row.customer.name),
                site=row.site,
                plan=row.plan,
                matters=row.matters,
            )
            for row in used.order_by("customer__name", "site")
        ],
    )
