"""Going off duty: what falls due meanwhile is left to the watch, who hears of it."""

from datetime import datetime

from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems.entries.owning import LeftToWatch
from buckstop.problems.permissions.ownership import may_leave_to_watch
from buckstop.problems.queries.going import going
from buckstop.problems.rules.climbing import watch


def leave_to_watch(person: Person, *, by: Actor, at: datetime) -> int:
    """Tell those who have the watch as `person` goes off duty what of theirs falls due meanwhile;
    on the record of each problem. Returns on how many."""
    check(may_leave_to_watch(person, by))
    found = going(person, who_is_on_duty(at), at)
    if found is None or not found.owed:
        return 0
    then = who_is_on_duty(found.ends)
    problems = {row.problem_id: row.problem for row in found.owed}
    with acting(*problems.values(), by=by, at=at) as act:
        for problem in problems.values():
            there = watch(then, problem.team_id, person.pk)
            act.record(LeftToWatch(watch=there, back=found.back), on=problem)
    return len(problems)
