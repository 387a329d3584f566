"""Who keeps tags and fields, and who gives them to problems."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Label, Problem
from buckstop.problems.models.label import Sort
from buckstop.problems.permissions.actors import only_desk


def may_relabel(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk; what ended, too: what it was about is looked for afterwards."""
    del problem
    return only_desk(actor)


def may_add_label(actor: Actor, *, sort: str) -> Refusal | None:
    """The desk, a tag; a lead, a field."""
    if sort == Sort.TAG:
        return only_desk(actor)
    return _only_lead(actor)


def may_change_label(label: Label, actor: Actor) -> Refusal | None:
    """A lead."""
    if label.removed_at is not None:
        return Refusal("removed", _("This tag or field was withdrawn."))
    return _only_lead(actor)


def may_remove_label(label: Label, actor: Actor) -> Refusal | None:
    """As to change it."""
    return may_change_label(label, actor)


def may_put_back_label(label: Label, actor: Actor) -> Refusal | None:
    """A lead."""
    if label.removed_at is None:
        return Refusal("there", _("This tag or field is there."))
    return _only_lead(actor)


def _only_lead(actor: Actor) -> Refusal | None:
    if can(actor, Capability.LEAD):
        return None
    return Refusal("not-lead", _("Only leads keep the fields that problems have."))
