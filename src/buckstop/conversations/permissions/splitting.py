"""Who may make a problem of its own of one message of many."""

from django.utils.translation import gettext as _

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import MessageKind
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.permissions.actors import can_be_answered, only_desk

SAID = (MessageKind.HEARD, MessageKind.NOTED)


def may_split_off(
    message: Message, actor: Actor, *, first: bool = False, split: bool = False
) -> Refusal | None:
    """The desk, of what a customer said later in a case: `first` began it, and `split` is so."""
    if refusal := only_desk(actor):
        return refusal
    if message.case is None or message.kind not in SAID:
        return Refusal("not-theirs", _("Only what a customer said can be a problem of its own."))
    if first:
        return Refusal("first", _("The case began with it. Move the whole case out instead."))
    if split:
        return Refusal("split-already", _("It is a problem of its own already."))
    return can_be_answered(message.case)
