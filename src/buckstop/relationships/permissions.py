"""Who may offer to carry the news, and who answers it."""

from collections.abc import Container
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.permissions.actors import is_a, works_on
from buckstop.problems.permissions.owed import answers

OFFERED_ALREADY = Refusal(
    "offered-already", gettext_lazy("Somebody offered already to carry the next news.")
)


def may_offer_to_carry(
    problem: Problem,
    actor: Actor,
    *,
    managers: Container[UUID | None],
    debtor: UUID,
    offered: bool = False,
) -> Refusal | None:
    """Who has the relationship with somebody who waits, and neither owns the problem nor owes its
    next news. `managers` have one; `debtor` owes the news; `offered`: whether an offer is open."""
    if refusal := works_on(problem, actor):
        return refusal
    if not actor.is_person or actor.id not in managers:
        return Refusal("not-face", _("Only the customer’s account manager can do that."))
    if actor.id in (problem.owner_id, debtor):
        return Refusal("yours", _("The next news is yours already."))
    return OFFERED_ALREADY if offered else None


def may_let_carry(offer: Commitment, actor: Actor, at: datetime) -> Refusal | None:
    """Who owns the problem."""
    return _open(offer, at) or answers(offer, actor)


def may_keep_the_news(offer: Commitment, actor: Actor, at: datetime) -> Refusal | None:
    """Who owns the problem."""
    return may_let_carry(offer, actor, at)


def may_withdraw_carrying(offer: Commitment, actor: Actor, at: datetime) -> Refusal | None:
    """Who offered it."""
    if refusal := _open(offer, at):
        return refusal
    if actor.id == offer.creditor_id:
        return None
    return Refusal("not-yours", _("Only who offered it takes it back."))


def _open(offer: Commitment, at: datetime) -> Refusal | None:
    if refusal := is_a(offer, "carrying"):
        return refusal
    if offer.is_owed and not offer.is_late(at):
        return None
    return Refusal("not-open", _("This offer isn't open any more."))
