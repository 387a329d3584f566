"""A draft to customers, read by the wording check with all that the database knows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import NOT_OURS
from buckstop.conversations.wording import names
from buckstop.conversations.wording.checking import check
from buckstop.conversations.wording.context import Context, Promise
from buckstop.conversations.wording.finding import Finding
from buckstop.people.finding import customers_named, staff_named
from buckstop.people.zones import house_zone_info
from buckstop.problems.commitments.step import Step
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.commitment import NEWS, OWED, CommitmentState

_MOST_STEPS = 50


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
    """The open steps of ours; of the next news the letter has its own promise."""
    rows = Commitment.objects.filter(problem=problem, kind=Step.code, state__in=OWED)
    steps = rows.select_related("what").order_by("due")[:_MOST_STEPS]
    return tuple(Promise(str(one.what), one.due) for one in steps if one.what)


def _have_failed(problem: Problem) -> bool:
    """Whether a promise of news was missed, and nobody of us has spoken to them since."""
    missed = Commitment.objects.filter(problem=problem, kind=NEWS, state=CommitmentState.MISSED)
    last = missed.order_by("-ended_at").values_list("ended_at", flat=True).first()
    if last is None:
        return False
    later = Message.objects.filter(problem=problem, at__gt=last, said_by__isnull=False)
    return not later.exclude(kind__in=NOT_OURS).exists()
