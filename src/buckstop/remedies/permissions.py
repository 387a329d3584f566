"""Who may give something, say yes or no to it, take it back, and back it afterwards."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from buckstop.coverage.models import Team
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Case, Commitment
from buckstop.problems.permissions.actors import goes_on, works_on
from buckstop.remedies.models import Authority, OwnKind, Remedy, label_of


def may_give(case: Case, actor: Actor, *, debtor: Person | None = None) -> Refusal | None:
    """A person of the desk, while the customer waits."""
    if refusal := works_on(case.problem, actor) or goes_on(case.is_waiting):
        return refusal
    if not actor.is_person:
        return Refusal("not-a-person", _("A person makes it right, in their own name."))
    if debtor is None or (debtor.is_active and debtor.is_staff_member):
        return None
    said = _("%(debtor)s isn’t here any more.") % {"debtor": debtor}
    return Refusal("gone", said, "debtor")


def may_ask_for(case: Case, actor: Actor, *, debtor: Person | None = None) -> Refusal | None:
    """Whoever may give within their limits asks beyond them."""
    return may_give(case, actor, debtor=debtor)


def may_grant(
    remedy: Remedy, asked: Commitment, actor: Actor, *, enough: bool = True, for_them: bool = False
) -> Refusal | None:
    """Who was asked, or stands in for them (`for_them`); or another person with enough authority,
    but never who asks."""
    if refusal := _waits(remedy, asked, actor):
        return refusal
    if actor.person == asked.debtor_id or for_them or enough:
        return None
    return Refusal("beyond", _("It is beyond your limits, too; who was asked decides."))


def may_refuse(
    remedy: Remedy, asked: Commitment, actor: Actor, *, for_them: bool = False
) -> Refusal | None:
    """Who was asked, or stands in for them."""
    if refusal := _waits(remedy, asked, actor):
        return refusal
    return None if actor.person == asked.debtor_id or for_them else _NOT_ASKED


def may_take_back(remedy: Remedy, asked: Commitment, actor: Actor) -> Refusal | None:
    """Who asked for it, or who owns the problem now."""
    if not asked.is_owed or remedy.granted_at is not None:
        return _ANSWERED
    if actor.person in (remedy.asked_by_id, remedy.case.problem.owner_id):
        return None
    return Refusal("not-yours", _("Only who asked for it takes it back."))


def may_back(remedy: Remedy, actor: Actor) -> Refusal | None:
    """Who leads, what somebody else gave beyond their limits."""
    if not can(actor, Capability.LEAD):
        return Refusal("not-lead", _("Only who leads can back it."))
    if remedy.beyond_why_id is None:
        return Refusal("within", _("It was within their limits: nobody need back it."))
    if actor.person == remedy.asked_by_id:
        return Refusal("own", _("Somebody else backs what you gave."))
    return None


def may_add_kind(name: str, *, taken: Collection[str]) -> Refusal | None:
    """A name that is free; who may say so, the doors ask."""
    if name.casefold() not in {one.casefold() for kind in taken for one in (kind, label_of(kind))}:
        return None
    return Refusal("taken", _("There is a kind of that name already."), "name")


def may_end_kind(kind: OwnKind) -> Refusal | None:
    """While it is there."""
    return None if kind.ended_at is None else Refusal("ended", _("That has ended already."))


def may_give_authority(person: Person | None, team: Team | None) -> Refusal | None:
    """Somebody of the desk, or a team that is there; who may say so, the doors ask."""
    if person is not None and not (can(person.role, Capability.OWN) and person.is_active):
        said = _("%(person)s doesn’t work at the desk.") % {"person": person}
        return Refusal("not-desk", said, "holder")
    if team is not None and team.ended_at is not None:
        return Refusal("ended", _("That team has ended."), "holder")
    return None


def may_end_authority(authority: Authority) -> Refusal | None:
    """While it holds."""
    if authority.until is None:
        return None
    return Refusal("ended", _("That has ended already."))


def _waits(remedy: Remedy, asked: Commitment, actor: Actor) -> Refusal | None:
    if not asked.is_owed or remedy.granted_at is not None:
        return _ANSWERED
    if refusal := works_on(remedy.case.problem, actor):
        return refusal
    if actor.person == remedy.asked_by_id:
        return Refusal("own", _("Somebody else says yes to what you ask."))
    return None


_ANSWERED = Refusal("ended", _("That was answered already."))
_NOT_ASKED = Refusal("not-asked", _("Somebody else was asked."))
