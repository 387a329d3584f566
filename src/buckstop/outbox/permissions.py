"""Who may decide about a mail that didn't arrive, or may not have: its source says."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.outbox.models import TROUBLED, Delivery, DeliveryState
from buckstop.outbox.source import source_of


def may_send_again(delivery: Delivery, actor: Actor) -> Refusal | None:
    """One in doubt, that nobody let be."""
    return source_of(delivery).may_decide(actor) or _in_doubt(delivery)


def may_send_failed_again(delivery: Delivery, actor: Actor) -> Refusal | None:
    """Whatever surely didn't leave."""
    return source_of(delivery).may_decide(actor)


def may_let_be(delivery: Delivery, actor: Actor) -> Refusal | None:
    """One in doubt, that nobody let be."""
    return may_send_again(delivery, actor)


def may_note_arrived(delivery: Delivery, actor: Actor) -> Refusal | None:
    """One that may have left, that nobody let be."""
    if refusal := may_send_again(delivery, actor):
        return refusal
    if delivery.state == DeliveryState.UNCERTAIN:
        return None
    return Refusal("not-uncertain", _("What became of this mail is known."))


def _in_doubt(delivery: Delivery) -> Refusal | None:
    if delivery.state in TROUBLED and delivery.let_be_at is None:
        return None
    return Refusal("not-in-doubt", _("This mail needs no decision."))
