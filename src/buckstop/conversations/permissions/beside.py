"""What a customer's people may do on a case beside its contact: `sees` says that they see it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Case
from buckstop.problems.permissions.actors import can_be_answered, only_contact, speaks_for

UNSEEN = Refusal("not-yours", _("This case belongs to somebody else."))


def may_write_beside(case: Case, actor: Actor, *, whom: UUID, sees: bool) -> Refusal | None:
    """Whoever of them sees it is heard in their own name: `whom` is who speaks."""
    own = sees and actor.id == whom
    return only_contact(actor) or (None if own else UNSEEN) or can_be_answered(case)


def may_follow(case: Case, actor: Actor, *, whom: UUID, sees: bool) -> Refusal | None:
    """Whoever of them sees it, themselves; its contact lets colleagues follow."""
    if actor.kind != ActorKind.CONTACT or actor.id != whom:
        return only_contact(actor) or speaks_for(case, actor)
    return None if sees else UNSEEN


def may_unfollow(case: Case, actor: Actor, *, whom: UUID, sees: bool) -> Refusal | None:
    """The same."""
    return may_follow(case, actor, whom=whom, sees=sees)
