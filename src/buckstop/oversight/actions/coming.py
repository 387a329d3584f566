"""Who came in, and whom too many tries held back."""

from datetime import datetime

from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.oversight import entries
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Person


def note_log_in(person: Person, *, how: str, place: str, at: datetime) -> None:
    """`person` logged in, `how` as `entries.HOW` knows it, from a network."""
    by = person.actor()
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        digest = act.body(place).digest
        act.record(entries.LoggedIn(person=person.pk, how=how, place=digest))


def note_hold(person: Person | None, *, of: str, place: str, at: datetime) -> None:
    """Tries to log in are held back, `of` as `entries.HELD` knows it."""
    with acting(found_house(by=DESK, at=at), by=DESK, at=at) as act:
        digest = act.body(place).digest
        key = person.pk if person else None
        act.record(entries.HeldBack(person=key, of=of, place=digest))
