"""Who may say whose words are that nobody knows whose they are: of a doubt's `kind`, open yet."""

from django.utils.translation import gettext as _

from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.permissions.followers import DECIDED
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Case
from buckstop.problems.permissions.actors import can_be_answered, only_desk


def may_belongs(
    kind: str, actor: Actor, *, decided: bool = False, case: Case | None = None
) -> Refusal | None:
    """The desk, of a stranger's words, on a case whose contact can be answered."""
    if refusal := may_own_problem(kind, actor, decided=decided):
        return refusal
    return can_be_answered(case) if case else None


def may_own_problem(kind: str, actor: Actor, *, decided: bool = False) -> Refusal | None:
    """The desk, of a stranger's words."""
    return only_desk(actor) or _open(decided) or _kept_apart(kind)


def may_set_aside(kind: str, actor: Actor, *, decided: bool = False) -> Refusal | None:
    """The desk, of a stranger's words."""
    return may_own_problem(kind, actor, decided=decided)


def may_see(kind: str, actor: Actor, *, decided: bool = False) -> Refusal | None:
    """The desk, of what needs no other answer."""
    if refusal := only_desk(actor) or _open(decided):
        return refusal
    if kind != DoubtKind.STRANGER:
        return None
    return Refusal("undecided", _("Say whose words they are, or set them aside."))


def _open(decided: bool) -> Refusal | None:
    return DECIDED if decided else None


def _kept_apart(kind: str) -> Refusal | None:
    if kind == DoubtKind.STRANGER:
        return None
    return Refusal("no-words", _("Nothing is kept apart here."))
