"""Who may keep words that are written again and again."""

from django.utils.translation import gettext as _

from buckstop.conversations.models import Snippet
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import Capability, can


def may_add_snippet(actor: Actor, *, shared: bool) -> Refusal | None:
    """Who works at the desk, for themselves; a lead for the house."""
    if can(actor, Capability.LEAD if shared else Capability.OWN):
        return None
    return Refusal("not-lead", _("Only leads keep snippets for everybody."), "shared")


def may_change_snippet(snippet: Snippet, actor: Actor) -> Refusal | None:
    """Whose it is; the house's, a lead."""
    if snippet.removed_at is not None:
        return Refusal("removed", _("This snippet was withdrawn."))
    return _theirs(snippet, actor)


def may_remove_snippet(snippet: Snippet, actor: Actor) -> Refusal | None:
    """As to change it."""
    return may_change_snippet(snippet, actor)


def may_put_back_snippet(snippet: Snippet, actor: Actor) -> Refusal | None:
    """Whoever may withdraw it."""
    if snippet.removed_at is None:
        return Refusal("there", _("This snippet is there."))
    return _theirs(snippet, actor)


def _theirs(snippet: Snippet, actor: Actor) -> Refusal | None:
    if snippet.person_id is None:
        allowed = can(actor, Capability.LEAD)
    else:
        allowed = snippet.person_id == actor.id
    return None if allowed else Refusal("not-theirs", _("Only whose snippet it is changes it."))
