"""Who may offer a problem, answer an offer, take a problem, hand it back."""

from collections.abc import Container
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.coverage.on_duty import OnDuty
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Commitment, Problem, Tenure
from buckstop.problems.permissions.actors import running
from buckstop.problems.permissions.owed import answers
from buckstop.problems.rules.acting import is_desk
from buckstop.problems.rules.promises import HAND_BACK_WITHIN

OFFERED_ALREADY = Refusal(
    "offered-already", gettext_lazy("It is offered to somebody already; take that back first.")
)


def may_own(person: Person) -> Refusal | None:
    """Only who works at the desk owns problems."""
    if can(person.role, Capability.OWN) and person.is_active:
        return None
    return Refusal("not-desk", _("They don't work at the desk, so they can't own a problem."), "to")


def may_offer(
    problem: Problem, actor: Actor, *, to: Person | None = None, offered: bool = False
) -> Refusal | None:
    """The owner, or a leader, offers, and the desk itself of who is about to leave; to somebody
    else, who works at the desk, one at a time.

    `to`: whom they chose; `offered`: whether an offer is open. The verb's INSERT checks that.
    """
    return (
        running(problem)
        or (_can_be_offered(problem, to) if to else None)
        or (None if actor.kind == ActorKind.DESK else _may_give(problem, actor))
        or (OFFERED_ALREADY if offered else None)
    )


def _can_be_offered(problem: Problem, to: Person) -> Refusal | None:
    if to.pk == problem.owner_id:
        return Refusal("owner-already", _("They own it already."), "to")
    return may_own(to)


def _may_give(problem: Problem, actor: Actor) -> Refusal | None:
    if actor.id == problem.owner_id or can(actor, Capability.LEAD):
        return None
    return Refusal("not-owner", _("Only its owner or a lead can offer it to somebody."))


def may_accept(offer: Commitment, actor: Actor, at: datetime) -> Refusal | None:
    """Whom it was offered to becomes the owner."""
    return _open(offer, at) or answers(offer, actor)


def may_decline(offer: Commitment, actor: Actor, at: datetime) -> Refusal | None:
    """Whom it was offered to says no."""
    return may_accept(offer, actor, at)


def may_withdraw(offer: Commitment, problem: Problem, actor: Actor, at: datetime) -> Refusal | None:
    """Its owner, or another of the desk, takes the offer back."""
    if refusal := _open(offer, at):
        return refusal
    if actor.id in (problem.owner_id, offer.creditor_id) or is_desk(actor):
        return None
    return Refusal("not-owner", _("Only its owner can take the offer back."))


def _open(offer: Commitment, at: datetime) -> Refusal | None:
    if offer.is_owed and not offer.is_late(at):
        return None
    return Refusal("not-open", _("This offer isn't open any more."))


def may_take(problem: Problem, actor: Actor, there: OnDuty) -> Refusal | None:
    """The watch while the owner is away, and leaders; whoever owns it has nothing to take."""
    if refusal := running(problem):
        return refusal
    if actor.id == problem.owner_id:
        return Refusal("owner-already", _("You own it already."))
    away = problem.owner_id not in there.on_shift
    watches = (
        actor.kind == ActorKind.STAFF and away and actor.id in there.desk(problem.team_id).watch
    )
    if watches or can(actor, Capability.LEAD):
        return None
    sentence = _("Only a lead, or who is on watch while its owner is away, can take it.")
    return Refusal("not-on-watch", sentence)


def taken_meanwhile(problem: Problem, of: UUID | None) -> Refusal | None:
    """Whether it changed hands since somebody saw that `of` owned it."""
    if of in (None, problem.owner_id):
        return None
    sentence = _("%(who)s owns it now: it changed hands while you looked.")
    return Refusal("changed-hands", sentence % {"who": problem.owner.public_name})


def may_leave(person: Person, *, bucks: Container[UUID]) -> Refusal | None:
    """Whoever no buck stops with: those of `bucks` have one."""
    if person.pk not in bucks:
        return None
    sentence = _("The buck stops with %(person)s. Let it stop with somebody else first.") % {
        "person": person
    }
    return Refusal("buck-stops", sentence)


def may_change_role(person: Person, *, role: str, bucks: Container[UUID]) -> Refusal | None:
    """Who leaves the desk by it leaves what they own as well."""
    return None if can(role, Capability.OWN) else may_leave(person, bucks=bucks)


def may_hand_back(
    problem: Problem, actor: Actor, *, how: str, since: datetime, at: datetime
) -> Refusal | None:
    """What a shift accepted for somebody they may hand back within 15 minutes.

    `how` the tenure began, and `since` when it runs. That nobody else is there, the verb finds.
    """
    if refusal := running(problem):
        return refusal
    if actor.id != problem.owner_id:
        return Refusal("not-owner", _("Only its owner can hand it back."))
    if how != Tenure.How.ROUTED:
        return Refusal("not-routed", _("You accepted this one; offer it to somebody instead."))
    if at > since + HAND_BACK_WITHIN:
        return Refusal("too-late", _("The 15 minutes are over; offer it to somebody instead."))
    return None


def may_leave_to_watch(person: Person, actor: Actor) -> Refusal | None:
    """Who goes off duty says it themselves."""
    return None if actor.id == person.pk else Refusal("not-yours", _("It isn't yours."))
