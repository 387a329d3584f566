"""Customers say what of theirs comes first."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Customer, Person
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
    with acting(case, *_before(case, rank), by=by, at=at) as act:
        case = act.lock(case)
        _one_at_a_time(case)
        check(may_rank(case, by, others=others_of(case).count()))
        before = _before(case, rank)
        if not all(act.holds(one) for one in before):
            raise Refused("raced", _("Something of theirs was put first just now. Try again."))
        for other in before:
            _put(act, act.lock(other), Rank.ANY)
        _put(act, case, Rank(rank))


def _before(case: Case, rank: int) -> list[Case]:
    """What of theirs is first, and won't be."""
    first = others_of(case).filter(rank=Rank.FIRST)
    return list(first.select_related("problem")) if rank == Rank.FIRST else []


def _one_at_a_time(case: Case) -> None:
    """Two of their cases have no chain in common: who ranks one waits for who ranks another."""
    whose = Customer.objects.filter(pk=case.customer_id) if case.customer_id else None
    rows = whose if whose is not None else Person.objects.filter(pk=case.contact_id)
    rows.select_for_update(no_key=True).get()


def _put(act: Act, case: Case, rank: Rank) -> None:
    if case.rank == rank:
        return
    act.change(case, rank=rank)
    act.record(CaseRanked(case=case.pk, rank=rank.name.lower()), on=case.problem, cases=(case.pk,))
