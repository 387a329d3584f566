"""Who may save a list of problems under a name, and change one."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import SavedView
from buckstop.people.roles import Capability, can


def may_save_view(actor: Actor) -> Refusal | None:
    """Who works at the desk, for themselves or for everybody."""
    if can(actor, Capability.OWN):
        return None
    return Refusal("not-desk", _("Only people of the desk keep lists of problems."))


def may_rename_view(view: SavedView, actor: Actor) -> Refusal | None:
    """Whose it is; what everybody has, a lead too."""
    if view.removed_at is not None:
        return Refusal("removed", _("This list was removed."))
    return _theirs(view, actor)


def may_remove_view(view: SavedView, actor: Actor) -> Refusal | None:
    """As to rename it."""
    return may_rename_view(view, actor)


def may_put_back_view(view: SavedView, actor: Actor) -> Refusal | None:
    """Whoever may remove it."""
    if view.removed_at is None:
        return Refusal("there", _("This list is there."))
    return _theirs(view, actor)


def _theirs(view: SavedView, actor: Actor) -> Refusal | None:
    if view.person_id == actor.id or (view.shared and can(actor, Capability.LEAD)):
        return None
    return Refusal(
        "not-theirs", _("Only whose list it is changes it, or a lead where all have it.")
    )
