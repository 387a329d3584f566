"""What let a problem happen: found, named of others too, said in better words, taken back."""

from datetime import datetime

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Person
from buckstop.prevention import entries
from buckstop.prevention import permissions as may
from buckstop.prevention.actions import reviews
from buckstop.prevention.actions.watching import note_recurrence
from buckstop.prevention.models import Because, Cause
from buckstop.prevention.wording import check_cause
from buckstop.problems.models import Problem


def find_cause(problem: Problem, *, what: str, by: Actor, at: datetime) -> Cause:
    """Something that we can change let it happen; whoever says so looks after it."""
    said = check_cause(what, at)
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_find_cause(by))
        keeper = by.person if by.is_person else problem.owner_id
        cause = found(act, problem, said, keeper=keeper)
        put(act, problem, cause)
    return cause


def found(act: Act, problem: Problem, said: str, *, keeper: object) -> Cause:
    """Part of verbs: a new cause, which that problem showed."""
    what = act.body(said)
    cause = new_row(Cause, problem=problem, what=what, keeper_id=keeper, named_at=act.at)
    act.add(cause)
    made = entries.CauseFound(cause=cause.pk, what=what.digest, keeper=cause.keeper_id)
    act.record(made, on=problem)
    return cause


def name_cause(problem: Problem, *, cause: Cause, by: Actor, at: datetime) -> None:
    """A cause that is known let this one happen too; said again, it counts once."""
    with acting(problem, cause, by=by, at=at) as act:
        check(may.may_name_cause(by))
        put(act, act.lock(problem), act.lock(cause))


def put(act: Act, problem: Problem, cause: Cause, since: datetime | None = None) -> None:
    """Part of verbs: it is one of the causes; what was owed until one is named is done."""
    act.flush()
    if Because.objects.filter(problem=problem, cause=cause, until=None).exists():
        return
    row = new_row(Because, cause=cause, problem=problem, since=since or act.at)
    act.add(row)
    act.record(entries.CauseNamed(because=row.pk, cause=cause.pk), on=problem)
    note_recurrence(act, problem, cause)
    reviews.done(act, problem)


def unname_cause(row: Because, *, by: Actor, at: datetime) -> None:
    """It wasn't that; where no other cause is named, one is owed again."""
    with acting(row, by=by, at=at) as act:
        row = act.lock(row)
        check(may.may_unname_cause(row, by))
        take_off(act, row)
        act.flush()
        reviews.undone(act, act.lock(row.problem))


def take_off(act: Act, row: Because) -> None:
    """Part of verbs: it is one of the causes no more."""
    act.change(row, until=act.at)
    act.record(entries.CauseUnnamed(because=row.pk, cause=row.cause_id), on=row)


def reword_cause(cause: Cause, *, what: str, by: Actor, at: datetime) -> None:
    """Say it in better words."""
    said = check_cause(what, at)
    with acting(cause, by=by, at=at) as act:
        cause = act.lock(cause)
        check(may.may_reword_cause(by))
        if str(cause.what) == said:
            return
        body = act.body(said)
        act.change(cause, what=body)
        act.record(entries.CauseReworded(cause=cause.pk, what=body.digest))


def hand_cause(cause: Cause, *, to: Person, by: Actor, at: datetime) -> None:
    """Somebody else looks after it."""
    with acting(cause, by=by, at=at) as act:
        cause = act.lock(cause)
        check(may.may_hand_cause(by, to))
        if cause.keeper_id != to.pk:
            act.change(cause, keeper_id=to.pk)
            act.record(entries.CauseKept(cause=cause.pk, person=to.pk))
