"""Who may bring another system's problems in, and say that it is well."""

from django.utils.translation import gettext as _

from buckstop.arrivals.models import Source
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import Capability, can
from buckstop.problems.permissions.importing import may_import_problem


def may_name_source(actor: Actor) -> Refusal | None:
    """As who brings problems in."""
    return may_import_problem(actor)


def may_bring_in(actor: Actor) -> Refusal | None:
    """As who brings one problem in."""
    return may_import_problem(actor)


def may_end_import(actor: Actor) -> Refusal | None:
    """As who brings problems in."""
    return may_import_problem(actor)


def may_note_reconciled(actor: Actor) -> Refusal | None:
    """As who brings problems in."""
    return may_import_problem(actor)


def may_sign_off(source: Source, actor: Actor) -> Refusal | None:
    """A person who administers the house, once both sides were compared, and once."""
    if not can(actor, Capability.ADMINISTER):
        return Refusal("not-admin", _("Only who administers the house can sign that off."))
    if source.checked_at is None:
        return Refusal("unchecked", _("Both sides weren’t compared yet: `buckstop import check`."))
    if source.signed_off_at is not None and source.signed_off_at >= source.checked_at:
        return Refusal("signed-off", _("It is signed off already."))
    return None
