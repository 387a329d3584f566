"""Who may bring logs of other programs in, and let them go."""

from django.utils.translation import gettext as _

from buckstop.journeys.models import Log
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.permissions.actors import only_desk


def may_bring_log(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_say_columns(log: Log, actor: Actor) -> Refusal | None:
    """The desk, until it was read."""
    if log.read_at is not None:
        return Refusal("ended", _("It has been read already: bring the file in again."))
    return only_desk(actor)


def may_remove_log(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)
