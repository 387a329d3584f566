"""Time spent: what was noted on problems, for bills."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.finding import check_filters
from buckstop.doors.api.keys import key_that_reads, problems_of, sees_all
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import Named
from buckstop.doors.api.schemas_of_the_house import TimeSpentOut, TimesSpent, TimesWanted
from buckstop.timekeeping.models import TimeSpent
from buckstop.timekeeping.queries import between

router = Router(tags=["problems"])
LONGEST = timedelta(days=92)


@router.get("/time-spent", response=TimesSpent)
def list_time_spent(request: HttpRequest, wanted: Query[TimesWanted]) -> HttpResponse:
    """What was noted of the days from `since` until before `until`, by customer and day; without
    what was taken back. A key that acts as somebody who doesn't lead reads their own."""
    check_filters(request, TimesWanted)
    key = key_that_reads(request)
    if not wanted.since < wanted.until <= wanted.since + LONGEST:
        raise Wrong("until", "It has to be after `since`, by at most 92 days.")
    rows = between(wanted.since, wanted.until, actor=key.actor())
    if not sees_all(key):
        rows = rows.filter(problem__in=problems_of(key))
    return give(TimesSpent(items=[_shown(row) for row in rows]))


def _shown(row: TimeSpent) -> TimeSpentOut:
    customer = row.case.customer if row.case else None
    return TimeSpentOut(
        id=row.pk,
        problem=row.problem.ref,
        case=row.case_id,
        customer=Named(id=customer.pk, name=customer.name) if customer else None,
        person=Named(id=row.person_id, name=row.person.name),
        day=row.day,
        minutes=row.minutes,
        what=(row.what.text or "") if row.what else "",
        billable=row.billable,
        added_at=row.added_at,
    )
