"""Who opens what is a marked customer's is on record, whichever door they come by."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.kit import clock
from buckstop.ledger.actor import Actor
from buckstop.oversight.actions.marking import note_look
from buckstop.oversight.queries import mark_of, marked_on


def opened_problem(problem: UUID, what: str, by: Actor) -> None:
    """Somebody opened a problem, or something on it."""
    _note(marked_on(problem), what, by)


def opened_customer(customer: UUID, what: str, by: Actor) -> None:
    """Somebody opened a customer's page."""
    if mark_of(customer) is not None:
        _note([customer], what, by)


def _note(marked: Iterable[UUID], what: str, by: Actor) -> None:
    keys = list(marked)
    if keys:
        note_look(keys, what=what, by=by, at=clock.now())
