"""Who may write to a customer, and show to all what was written to one."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import INSIDE
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.permissions.actors import only_desk

LEFT = gettext_noop("It has left already. Write to them again where something in it was wrong.")


def may_reply(actor: Actor) -> Refusal | None:
    """The desk, whatever became of the case."""
    return only_desk(actor)


def may_take_back(message: Message, actor: Actor, at: datetime) -> Refusal | None:
    """Whoever wrote it, as long as it hasn't left."""
    if refusal := only_desk(actor):
        return refusal
    if message.said_by_id != actor.id:
        return Refusal("not-yours", _("Only who wrote it can take it back."))
    if message.leaves_at is None or message.leaves_at <= at:
        return Refusal("left", _(LEFT))
    return None


def may_widen(message: Message, actor: Actor, *, widened: bool) -> Refusal | None:
    """The desk, what one customer was told or said. `widened`: whether it is so already."""
    if message.case_id is None or message.kind in INSIDE:
        return Refusal("a-note", _("A note is for us alone; write what they may read."))
    if refusal := only_desk(actor):
        return refusal
    return Refusal("wide-already", _("Every customer sees this already.")) if widened else None
