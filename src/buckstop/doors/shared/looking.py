"""Who opens what is a marked customer's is on record, whichever door they come by.

Where a browser asks `ahead` of somebody who may never open it, what is marked isn't there: nothing
is on record of who didn't look, and the browser asks again once they do.
"""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from buckstop.kit import clock
from buckstop.ledger.actor import Actor
from buckstop.oversight.actions.marking import note_look
from buckstop.oversight.queries import mark_of, marked_on


def opened_problem(problem: UUID, what: str, by: Actor, *, ahead: bool = False) -> None:
    """Somebody opened a problem, or something on it."""
    _note(marked_on(problem), what, by, ahead=ahead)


def opened_customer(customer: UUID, what: str, by: Actor, *, ahead: bool = False) -> None:
    """Somebody opened a customer's page."""
    if mark_of(customer) is not None:
        _note([customer], what, by, ahead=ahead)


def _note(marked: Iterable[UUID], what: str, by: Actor, *, ahead: bool) -> None:
    keys = list(marked)
    if keys and ahead:
        raise Http404
    if keys:
        note_look(keys, what=what, by=by, at=clock.now())
