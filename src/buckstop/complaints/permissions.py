"""Who writes a holding letter."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Commitment
from buckstop.problems.permissions.actors import only_desk


def may_write_holding_letter(actor: Actor, owed: Commitment | None) -> Refusal | None:
    """The desk, where a final answer is `owed`."""
    if refusal := only_desk(actor):
        return refusal
    if owed is None or not owed.is_owed:
        return Refusal("no-limit", _("No law gives a time for this one: write as you always do."))
    return None
