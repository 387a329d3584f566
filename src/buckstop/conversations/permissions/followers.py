"""Who may decide who gets copies: a `state` is where somebody who was copied in stands."""

from django.utils.translation import gettext_lazy as _

from buckstop.conversations.models.message import FollowerState
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.permissions.actors import only_desk


def may_accept(state: str, actor: Actor) -> Refusal | None:
    """The desk, who was proposed."""
    return only_desk(actor) or _stands(state, FollowerState.PROPOSED)


def may_decline(state: str, actor: Actor) -> Refusal | None:
    """The desk, who was proposed."""
    return may_accept(state, actor)


def may_remove(state: str, actor: Actor) -> Refusal | None:
    """The desk, who follows."""
    return only_desk(actor) or _stands(state, FollowerState.FOLLOWING)


def _stands(state: str, wanted: FollowerState) -> Refusal | None:
    return None if state == wanted else DECIDED


DECIDED = Refusal("decided", _("Somebody decided that a moment ago. Look again."))
