"""Commitments: who owes what by when."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from buckstop.doors.api import shown
from buckstop.doors.api.etags import tagged
from buckstop.doors.api.finding import check_filters, commitment_of, problem_of
from buckstop.doors.api.keys import key_that_reads, problems_of, sees_all
from buckstop.doors.api.paging import newest
from buckstop.doors.api.saying import give
from buckstop.doors.api.schemas import CommitmentFilters, CommitmentOut, Commitments
from buckstop.people.models import Key
from buckstop.problems.models import Commitment

router = Router(tags=["commitments"])


@router.get("/commitments", response=Commitments)
def list_commitments(request: HttpRequest, wanted: Query[CommitmentFilters]) -> HttpResponse:
    """Commitments, the newest first."""
    check_filters(request, CommitmentFilters)
    key = key_that_reads(request)
    rows = _matching(key, wanted).select_related("problem", "debtor", "creditor")
    items, more = newest(rows, wanted)
    return give(Commitments(items=shown.commitments(items, key), next=more))


def _matching(key: Key, wanted: CommitmentFilters) -> QuerySet[Commitment]:
    """What fits the filters, of what the key sees: most see every problem."""
    rows = Commitment.objects.all()
    if not sees_all(key):
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


@router.get("/commitments/{commitment}", response=CommitmentOut)
def read_commitment(request: HttpRequest, commitment: UUID) -> HttpResponse:
    """One thing that is owed."""
    key = key_that_reads(request)
    found = commitment_of(commitment, key)
    return tagged(give(shown.commitments([found], key)[0]), found.problem.chain_id)
