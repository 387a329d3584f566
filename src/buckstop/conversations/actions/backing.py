"""A leader stands behind what somebody decided, on the record."""

from datetime import datetime

from buckstop.conversations import entries
from buckstop.conversations.actions.telling import note
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from buckstop.problems.permissions.escalation import may_back_decision


def back_decision(problem: Problem, *, person: Person, text: str, by: Actor, at: datetime) -> None:
    """The decision of `person` that `text` names is backed: noted for colleagues, and they hear."""
    with acting(problem, by=by, at=at) as act:
        check(may_back_decision(act.lock(problem), by, person=person))
        said = note(problem, text=text, by=by, at=act.at)
        act.record(entries.DecisionBacked(person=person.pk, note=said.pk), on=problem)
