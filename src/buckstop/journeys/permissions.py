"""Who may bring logs of other programs in, and let them go."""

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.permissions.actors import only_desk


def may_bring_log(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_say_columns(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_remove_log(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)
