"""Where customers were seen to lose time: made a cause and prevented in one go."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.prevention import permissions as may
from buckstop.prevention.actions.causes import find_cause
from buckstop.prevention.actions.preventing import Plan, ask_prevention
from buckstop.prevention.models import Prevention
from buckstop.prevention.wording import check_cause
from buckstop.problems.models import Problem


def prevent_obstacle(
    problem: Problem, *, cause: str, plan: Plan, debtor: Person, by: Actor, at: datetime
) -> Prevention:
    """What was seen to cost customers time becomes a cause, with what keeps it from doing so."""
    try:
        check_cause(cause, at)
    except Refused as refused:
        raise Refused(refused.code, refused.sentence, "cause") from refused
    with acting(problem, by=by, at=at) as act:
        check(may.may_prevent_obstacle(by, debtor=debtor))
        found = find_cause(problem, what=cause, by=by, at=at)
        act.flush()
        return ask_prevention(found, plan=plan, debtor=debtor, by=by, at=at)
