"""Who may black out what should never have been written down."""

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.permissions.actors import only_desk


def may_black_out(actor: Actor) -> Refusal | None:
    """The desk: a password goes the moment somebody sees it, and who did it is on record."""
    return only_desk(actor)
