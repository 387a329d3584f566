"""A draft to customers, read by the wording check with all that the database knows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import QuerySet

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import NOT_OURS
from buckstop.conversations.wording import names
from buckstop.conversations.wording.checking import check
from buckstop.conversations.wording.context import Context, Promise
from buckstop.conversations.wording.finding import Finding
from buckstop.people.finding import customers_named, staff_named
from buckstop.people.zones import house_zone_info
from buckstop.problems.commitments import kind
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.commitment import OWED, CommitmentState

_MOST = 50  # promises that are compared with a time in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Words that are to go to the contacts of `cases`.

    `promised`: the next news that the letter itself promises. `ends`: nothing follows it.
    """

    text: str
    problem: Problem
    cases: Sequence[Case]
    promised: datetime | None = None
    ends: bool = False


def findings(draft: Draft, *, at: datetime) -> list[Finding]:
    """What the wording check finds in the draft. Names are looked up together, by an index."""
    possible = names.candidates(draft.text)
    context = Context(
        now=at,
        zone=_zone(draft.cases),
        others=frozenset(customers_named(possible, but_not=_theirs(draft.cases))),
        colleagues=frozenset(staff_named(possible)),
        promised=draft.promised,
        promises=_promises(draft.problem),
        failed=_have_failed(draft.problem),
        ends=draft.ends,
    )
    return check(draft.text, context)


def _theirs(cases: Sequence[Case]) -> list[UUID]:
    """The one customer who reads it; where several do, each is another one to the others."""
    customers = {case.customer_id for case in cases}
    return [key for key in customers if key] if len(customers) == 1 else []


def _zone(cases: Sequence[Case]) -> tzinfo:
    """The readers' zone where they have one in common, else the house's."""
    zones = {case.customer.zone if case.customer else "" for case in cases}
    zone = zones.pop() if len(zones) == 1 else ""
    try:
        return ZoneInfo(zone) if zone else house_zone_info()
    except (ZoneInfoNotFoundError, ValueError):
        return house_zone_info()


def _promises(problem: Problem) -> tuple[Promise, ...]:
    """What the customers see as promised, with its words; of the next news the letter has its own
    promise."""
    rows = _seen(problem).filter(state__in=OWED, what__isnull=False)
    first = rows.select_related("what").order_by("due")[:_MOST]
    return tuple(Promise(str(one.what), one.due) for one in first)


def _seen(problem: Problem) -> QuerySet[Commitment]:
    """What is owed on the problem and customers see."""
    return Commitment.objects.filter(kind.seen_by_customers(), problem=problem)


def _have_failed(problem: Problem) -> bool:
    """Whether a promise to them was missed, and nobody of us has spoken to them since."""
    missed = _seen(problem).filter(state=CommitmentState.MISSED)
    last = missed.order_by("-ended_at").values_list("ended_at", flat=True).first()
    if last is None:
        return False
    later = Message.objects.standing().filter(problem=problem, at__gt=last, said_by__isnull=False)
    return not later.exclude(kind__in=NOT_OURS).exists()
