"""What of somebody's falls due while they are off duty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import GAPS_AHEAD, next_duty
from buckstop.people.models import Person
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import UNTOUCHED

SOON = timedelta(hours=1)
"""Before the end of a shift, within which its person is asked."""
MOST = 50


@dataclass(frozen=True, slots=True)
class Going:
    """When somebody's shift ends, and when they are back (None: not within four weeks); what they
    owe meanwhile, by its time."""

    ends: datetime
    back: datetime | None
    owed: list[Commitment]


def goes_soon(person: Person, on_duty: OnDuty, at: datetime) -> bool:
    """Whether somebody's shift ends within the hour."""
    ends = on_duty.on_shift.get(person.pk)
    return ends is not None and ends - at <= SOON


def going(
    person: Person, on_duty: OnDuty, at: datetime, *, back: Mapping[UUID, datetime] | None = None
) -> Going | None:
    """What somebody on shift owes between its end and their next one; None while they aren't.

    `back`: when everybody is back next, where that was read already.
    """
    ends = on_duty.on_shift.get(person.pk)
    if ends is None:
        return None
    returns = (next_duty(at) if back is None else back).get(person.pk)
    until = returns or at + GAPS_AHEAD
    owed = Commitment.objects.filter(debtor=person, ended_at=None, state__in=UNTOUCHED)
    whole = owed.select_related("problem", "debtor", "creditor", "what", "case__customer")
    rows = whole.filter(due__gte=ends, due__lt=until).order_by("due", "pk")
    return Going(ends, returns, list(rows[:MOST]))
