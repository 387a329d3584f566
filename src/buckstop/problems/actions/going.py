"""Going off duty: what falls due meanwhile is left to the watch, who hears of it."""

from datetime import datetime
from uuid import UUID

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems.entries.owning import LeftToWatch
from buckstop.problems.models import Problem
from buckstop.problems.permissions.ownership import may_leave_to_watch
from buckstop.problems.queries.going import going
from buckstop.problems.rules.climbing import watch


def leave_to_watch(person: Person, *, by: Actor, at: datetime) -> int:
    """Tell those who have the watch as `person` goes off duty what of theirs falls due meanwhile;
    on the record of each problem. Returns on how many."""
    duty = who_is_on_duty(at)
    found = _owed(person, duty, at)
    with acting(*found.values(), by=by, at=at) as act:
        check(may_leave_to_watch(person, by))
        leaves = going(person, duty, at)  # as it is now: some of it may be done, or another's
        if leaves is None:
            return 0
        then = who_is_on_duty(leaves.ends)
        left = {row.problem_id for row in leaves.owed} & found.keys()
        for problem in [act.lock(found[key]) for key in sorted(left)]:
            there = watch(then, problem.team_id, person.pk)
            act.record(LeftToWatch(watch=there, back=leaves.back), on=problem)
    return len(left)


def _owed(person: Person, duty: OnDuty, at: datetime) -> dict[UUID, Problem]:
    leaves = going(person, duty, at)
    return {row.problem_id: row.problem for row in leaves.owed} if leaves else {}
