"""Who may ask somebody above to step in, answer that, and say that it helped."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Case, Commitment, Escalation, Problem
from buckstop.problems.permissions.actors import goes_on, is_a, is_on, running

ASKED_ALREADY = Refusal(
    "open-already", gettext_lazy("Somebody above has been asked already and owes an answer.")
)


def may_escalate(
    problem: Problem,
    actor: Actor,
    *,
    case: Case | None = None,
    to: Person | None = None,
    asked: bool = False,
) -> Refusal | None:
    """Anybody, once for each case; a customer for their own.

    `asked`: whether somebody above owes an answer there already. The verb's `make` checks that.
    """
    if refusal := running(problem):
        return refusal
    if case is not None and (refusal := is_on(case, problem) or goes_on(case.is_waiting)):
        return refusal
    if actor.kind == ActorKind.CONTACT and (case is None or case.contact_id != actor.id):
        return Refusal("not-yours", _("This case belongs to somebody else."))
    if to is not None and not (can(to.role, Capability.LEAD) and to.is_active):
        return Refusal("no-leader", _("They don't lead here; ask a lead or an executive."), "to")
    return ASKED_ALREADY if asked else None


def may_answer(
    asked: Commitment, actor: Actor, *, first_asked: UUID | None = None
) -> Refusal | None:
    """Who was asked, and every leader. `first_asked`: of whom, before it climbed this instant."""
    if refusal := is_a(asked, "escalation"):
        return refusal
    if actor.id not in (asked.debtor_id, first_asked) and not can(actor, Capability.LEAD):
        return Refusal("not-asked", _("A leader was asked; only a leader can answer."))
    return None if asked.is_owed else Refusal("not-owed", _("This was answered already."))


def may_back_decision(
    problem: Problem, actor: Actor, *, person: Person | None = None
) -> Refusal | None:
    """A leader, in whatever state it is, a decision of one of us; not their own."""
    if not can(actor, Capability.LEAD):
        return Refusal("no-leader", _("Only a leader can back a decision."))
    if person is None or (person.is_staff_member and person.is_active and person.pk != actor.id):
        return None
    return Refusal("not-theirs", _("Choose a colleague whose decision it was."), "person")


def may_credit(escalation: Escalation, asked: Commitment, actor: Actor) -> Refusal | None:
    """A leader credits staff who asked early, not themselves; doing so again does nothing."""
    if escalation.by_customer or asked.creditor_id is None:
        return Refusal("by-customer", _("The customer asked; there is nobody to credit."))
    if can(actor, Capability.LEAD) and actor.id != asked.creditor_id:
        return None
    return Refusal("not-asked", _("Only a leader can say that it helped."))
