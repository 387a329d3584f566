"""Who may be put on a roster: whoever works at the desk. Who may put them there, the doors ask."""

from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can


def may_make_roster(person: Person) -> Refusal | None:
    """The buck stops with somebody of the desk."""
    return at_desk(person)


def may_add_shift(person: Person) -> Refusal | None:
    """Somebody of the desk is on shift."""
    return at_desk(person)


def may_put_back_shift(person: Person) -> Refusal | None:
    """They still work at the desk."""
    return at_desk(person)


def may_move_buck(person: Person) -> Refusal | None:
    """The buck stops with somebody of the desk."""
    return at_desk(person)


def at_desk(person: Person) -> Refusal | None:
    """A roster has people who work at the desk."""
    if can(person.role, Capability.OWN) and person.is_active:
        return None
    return Refusal("not-desk", f"{person} doesn't work at the desk.", "person")
