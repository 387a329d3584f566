"""How long what was said is kept, and for whom otherwise; what is held."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.configuration.actions.choosing import choose
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Brand, Customer
from buckstop.problems.models import Problem
from buckstop.retention import entries
from buckstop.retention import permissions as may
from buckstop.retention.models import Hold, Period
from buckstop.retention.settings import MONTHS

MOST = 600


def set_months(months: int, *, by: Actor, at: datetime) -> None:
    """How many months all is kept; 0: forever."""
    house = found_house(by=by, at=at)
    with acting(house, by=by, at=at):
        check(may.may_set_months(by))
        choose({MONTHS: str(months)}, on=house, by=by, at=at)


def set_period(of: Customer | Brand, *, months: int, by: Actor, at: datetime) -> None:
    """Another time for a customer or a brand; 0: forever."""
    if not 0 <= months <= MOST:
        raise Refused("months", _("Say 0 to 600 months; 0 keeps it forever."), "months")
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_set_period(by))
        customer, brand = _either(of)
        for one in act.rows(Period.objects.filter(customer=customer, brand=brand, until=None)):
            act.change(one, until=act.at)
            act.flush()
        act.add(Period(customer=customer, brand=brand, months=months, since=act.at))
        act.record(
            entries.PeriodSet(
                customer=customer.pk if customer else None,
                brand=brand.pk if brand else None,
                months=months,
            )
        )


def _either(of: Customer | Brand) -> tuple[Customer | None, Brand | None]:
    return (of, None) if isinstance(of, Customer) else (None, of)


def end_period(period: Period, *, by: Actor, at: datetime) -> None:
    """What holds for all holds for them again."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_end_period(by))
        period = act.lock(period)
        if period.until is None:
            act.change(period, until=act.at)
            act.record(entries.PeriodEnded(customer=period.customer_id, brand=period.brand_id))


def set_hold(of: Customer | Problem, *, why: str, by: Actor, at: datetime) -> Hold:
    """Nothing of it is erased by rule from now on, whatever the rules say."""
    said = " ".join(why.split())[:500]
    if not said:
        raise Refused("why", _("Say why, for who reads it later."), "why")
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_set_hold(by))
        customer = of if isinstance(of, Customer) else None
        problem = of if isinstance(of, Problem) else None
        if there := Hold.objects.filter(customer=customer, problem=problem, until=None).first():
            return there
        why_said = act.body(said)
        hold = act.add(
            Hold(
                customer=customer, problem=problem, why=why_said, since=act.at,
                by_id=by.id if by.is_person else None,
            )
        )  # fmt: skip
        act.record(
            entries.HoldSet(
                customer=customer.pk if customer else None,
                problem=problem.pk if problem else None,
                why=why_said.digest,
            )
        )
    return hold


def end_hold(hold: Hold, *, by: Actor, at: datetime) -> None:
    """The rules hold for it again."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_end_hold(by))
        hold = act.lock(hold)
        if hold.until is None:
            act.change(hold, until=act.at)
            act.record(entries.HoldEnded(customer=hold.customer_id, problem=hold.problem_id))
