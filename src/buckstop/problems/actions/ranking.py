"""Customers say what of theirs comes first."""

from datetime import datetime

from django.db.models import QuerySet

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.entries.cases import CaseRanked
from buckstop.problems.models import Case
from buckstop.problems.models.case import WAITING, Rank
from buckstop.problems.permissions.cases import NO_RANK, may_rank


def others_of(case: Case) -> "QuerySet[Case]":
    """What else waits of whose case it is."""
    theirs = Case.objects.filter(state__in=WAITING).exclude(pk=case.pk)
    if case.customer_id:
        return theirs.filter(customer=case.customer_id)
    return theirs.filter(customer=None, contact=case.contact_id)


def rank(case: Case, *, rank: int, by: Actor, at: datetime) -> None:
    """It comes first of theirs, or last, or as it comes; one of theirs comes first at a time."""
    if rank not in Rank.values:
        raise Refused(*NO_RANK)
    first = others_of(case).filter(rank=Rank.FIRST) if rank == Rank.FIRST else Case.objects.none()
    found = list(first.select_related("problem"))
    with acting(case, *found, by=by, at=at) as act:
        case = act.lock(case)
        check(may_rank(case, by, others=others_of(case).count()))
        for other in found:
            _put(act, act.lock(other), Rank.ANY)
        _put(act, case, Rank(rank))


def _put(act: Act, case: Case, rank: Rank) -> None:
    if case.rank == rank:
        return
    act.change(case, rank=rank)
    act.record(CaseRanked(case=case.pk, rank=rank.name.lower()), on=case.problem, cases=(case.pk,))
