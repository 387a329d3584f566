"""Somebody notes how long they worked on a problem."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from buckstop.kit.text import storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.zones import house_zone_info
from buckstop.problems.models import Case, Problem
from buckstop.timekeeping import permissions as may
from buckstop.timekeeping.entries import TimeAdded, TimeRemoved
from buckstop.timekeeping.models import TimeSpent

A_DAY = 24 * 60
OLDEST = timedelta(days=366)


def add_time(
    problem: Problem,
    *,
    minutes: int,
    day: date,
    billable: bool,
    by: Actor,
    at: datetime,
    what: str = "",
    case: Case | None = None,
) -> TimeSpent:
    """Note `minutes` of work on `problem` on a `day` of the house, for `case` or all of it; of one
    case alone it is for that.

    Raises Refused for more than a day, a day that is to come, or one of more than a year ago.
    """
    if not 1 <= minutes <= A_DAY:
        raise Refused("minutes", _("Say a time from a minute to 24 hours."), "minutes")
    today = at.astimezone(house_zone_info()).date()
    if not today - OLDEST <= day <= today:
        raise Refused("day", _("Say a day of the last year, today at the latest."), "day")
    said = storable(what).strip()[:500]
    with acting(problem, by=by, at=at) as act:
        check(may.may_add_time(by))
        assert by.id is not None
        problem = act.lock(problem)
        theirs = list(Case.objects.filter(problem=problem))
        if case is None and len(theirs) == 1:
            [case] = theirs
        if case is not None and case not in theirs:
            raise Refused("elsewhere", _("Somebody moved this case a moment ago."), "case")
        body = act.body(said) if said else None
        spent = act.add(
            TimeSpent(
                problem=problem, case=case, person_id=by.id, minutes=minutes, day=day, what=body,
                billable=billable, added_at=act.at,
            )
        )  # fmt: skip
        made = TimeAdded(
            spent=spent.pk,
            minutes=minutes,
            day=day.isoformat(),
            billable=billable,
            what=digest_of(body),
        )
        act.record(made, cases=(case.pk,) if case else ())
    return spent


def remove_time(spent: TimeSpent, *, by: Actor, at: datetime) -> None:
    """It was wrong: it counts no more; that it was noted stays on record."""
    with acting(spent.problem, by=by, at=at) as act:
        spent = act.lock(spent)
        check(may.may_remove_time(spent, by))
        act.change(spent, removed_at=act.at)
        act.record(TimeRemoved(spent=spent.pk), cases=(spent.case_id,) if spent.case_id else ())
