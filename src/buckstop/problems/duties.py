"""What falls due on problems: what is owed first, then cases that wait for an answer."""

from datetime import datetime, timedelta

from django.db.models import Min

from buckstop.kit.duties import Duty, Order, register
from buckstop.problems.actions.attending import attend_cases, attend_commitments
from buckstop.problems.actions.last_days import offer_on
from buckstop.problems.models import Case, Commitment
from buckstop.problems.pacing import reckon_work

register(
    Duty(
        "reckon expected work", reckon_work, order=Order.UPKEEP, every=timedelta(hours=1), long=True
    ),
    Duty(
        "offer on what leavers own",
        lambda at: offer_on(at=at),
        order=Order.UPKEEP,
        every=timedelta(minutes=10),
    ),
    Duty(
        "look at commitments",
        lambda at: attend_commitments(at=at),
        order=Order.DUE,
        most=25,
        due=lambda: _first(Commitment),
    ),
    Duty(
        "look at cases",
        lambda at: attend_cases(at=at),
        order=Order.DUE + 1,
        due=lambda: _first(Case),
    ),
)


def _first(kept: type[Case | Commitment]) -> datetime | None:
    rows = kept._default_manager.filter(attend_at__isnull=False)
    found: datetime | None = rows.aggregate(at=Min("attend_at"))["at"]
    return found
