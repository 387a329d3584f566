"""Who says how somebody is told: they themselves."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.notices.models import Way
from buckstop.people.models import Person


def may_add_way(person: Person, actor: Actor) -> Refusal | None:
    """The person."""
    return None if person.pk == actor.id else Refusal("not-yours", _("It isn't yours."))


def may_choose_wishes(person: Person, actor: Actor) -> Refusal | None:
    """The person."""
    return may_add_way(person, actor)


def may_remove_way(way: Way, actor: Actor) -> Refusal | None:
    """Whose it is, while it is there."""
    if way.removed_at is not None:
        return Refusal("removed", _("It isn't used any more."))
    return None if way.person_id == actor.id else Refusal("not-yours", _("It isn't yours."))


def may_try_way(way: Way, actor: Actor) -> Refusal | None:
    """Whose it is, while it is there."""
    return may_remove_way(way, actor)
