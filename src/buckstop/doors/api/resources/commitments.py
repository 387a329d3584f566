"""Commitments: who owes what by when."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from buckstop.doors.api import shown
from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.finding import check_filters, problem_of
from buckstop.doors.api.keys import key_that_reads, problems_of
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import CommitmentFilters, Commitments
from buckstop.problems.models import Commitment

router = Router(tags=["commitments"])


@router.get("/commitments", response=Commitments)
def list_commitments(request: HttpRequest, wanted: Query[CommitmentFilters]) -> HttpResponse:
    """Commitments, the newest first."""
    check_filters(request, CommitmentFilters)
    rows = _matching(request, wanted)
    if wanted.cursor is not None:
        rows = rows.filter(pk__lt=_key(wanted.cursor))  # keys are in the order of their making
    found = list(rows.select_related("problem", "debtor", "creditor")[: wanted.limit + 1])
    items = found[: wanted.limit]
    more = str(items[-1].pk) if len(found) > wanted.limit else None
    return give(Commitments(items=shown.commitments(items), next=more))


def _matching(request: HttpRequest, wanted: CommitmentFilters) -> QuerySet[Commitment]:
    """What fits the filters, of what the key sees: most see every problem."""
    key = key_that_reads(request)
    rows = Commitment.objects.order_by("-pk")
    if key.team is not None or key.person is not None:
        rows = rows.filter(problem__in=problems_of(key))
    if wanted.problem is not None:
        rows = rows.filter(problem=problem_of(wanted.problem, key))
    if wanted.kind is not None:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state is not None:
        rows = rows.filter(state=wanted.state)
    if wanted.debtor is not None:
        rows = rows.filter(debtor=wanted.debtor)
    if wanted.owed is not None:
        rows = rows.filter(ended_at__isnull=wanted.owed)
    return rows


def _key(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        wrong = "This isn't a cursor of this list. Send the `next` of a page before."
        raise Wrong("cursor", wrong) from None
