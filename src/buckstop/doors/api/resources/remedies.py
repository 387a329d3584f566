"""What made something right: for who keeps the accounts."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from buckstop.doors.api.finding import check_filters, problem_of
from buckstop.doors.api.keys import key_that_reads, problems_of, sees_all
from buckstop.doors.api.paging import newest
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import Named
from buckstop.doors.api.schemas_of_help import Remedies, RemedyFilters, RemedyOut
from buckstop.people.models import Key, Person
from buckstop.problems.models.commitment import OWED, CommitmentState
from buckstop.remedies.models import Remedy, RemedyState

router = Router(tags=["remedies"])
_RELATED = (
    "case__problem", "case__customer", "asked_by", "granted_by", "backed_by", "step", "approval",
)  # fmt: skip


@router.get("/remedies", response=Remedies)
def list_remedies(request: HttpRequest, wanted: Query[RemedyFilters]) -> HttpResponse:
    """What was given, or is asked, to make something right, the newest first."""
    check_filters(request, RemedyFilters)
    rows = _matching(key_that_reads(request), wanted).select_related(*_RELATED)
    items, more = newest(rows, wanted)
    return give(Remedies(items=[_out(one) for one in items], next=more))


def _matching(key: Key, wanted: RemedyFilters) -> "QuerySet[Remedy]":
    rows = Remedy.objects.all()
    if not sees_all(key):
        rows = rows.filter(case__problem__in=problems_of(key))
    if wanted.problem is not None:
        rows = rows.filter(case__problem=problem_of(wanted.problem, key))
    if wanted.customer is not None:
        rows = rows.filter(case__customer=wanted.customer)
    if wanted.state == RemedyState.GRANTED:
        return rows.filter(granted_at__isnull=False)
    if wanted.state == RemedyState.ASKED:
        return rows.filter(granted_at=None, approval__state__in=OWED)
    return rows.filter(granted_at=None).exclude(approval__state__in=OWED) if wanted.state else rows


def _out(one: Remedy) -> RemedyOut:
    customer, step = one.case.customer, one.step
    return RemedyOut(
        id=one.pk,
        problem=one.case.problem.ref,
        case=one.case_id,
        customer=Named(id=customer.pk, name=customer.name) if customer else None,
        kind=one.kind,
        what=one.what,
        amount=one.amount,
        currency=one.currency,
        state=one.state,
        asked_by=Named(id=one.asked_by.pk, name=one.asked_by.public_name),
        made_at=one.made_at,
        granted_by=_named(one.granted_by),
        granted_at=one.granted_at,
        in_good_faith=one.beyond_why_id is not None,
        backed_by=_named(one.backed_by),
        step=one.step_id,
        due=step.due if step else one.due,
        fulfilled_at=step.ended_at if step and step.state == CommitmentState.KEPT else None,
    )


def _named(person: Person | None) -> Named | None:
    return Named(id=person.pk, name=person.public_name) if person else None
