"""Who may take a table out of the house."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import can
from buckstop.people.table import Table


def may_take(table: Table, actor: Actor) -> Refusal | None:
    """Who sees its page; and a program that reads, which sees what the house sees."""
    if actor.kind == ActorKind.KEY or can(actor, table.needs):
        return None
    return Refusal("not-yours", _("This table isn’t for you."))
