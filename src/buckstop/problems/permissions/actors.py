"""Parts of permissions: who it is, and whether what it is about still runs."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.problem import State
from buckstop.problems.rules.acting import is_desk


def only_desk(actor: Actor) -> Refusal | None:
    """Only the desk works on problems; colleagues raise them and answer what they are asked."""
    return (
        None if is_desk(actor) else Refusal("not-desk", _("Only people of the desk can do that."))
    )


def only_people(actor: Actor) -> Refusal | None:
    """What stands on somebody's own name; a program has none."""
    if actor.is_person:
        return None
    said = _("Only a person can do that. Use a key that acts as somebody.")
    return Refusal("not-a-person", said)


def only_contact(actor: Actor) -> Refusal | None:
    """Only the customer gives their word; staff record it, which is said."""
    if actor.kind == ActorKind.CONTACT:
        return None
    return Refusal("not-theirs", _("Only the customer can say that; record what they told you."))


def speaks_for(case: Case, actor: Actor) -> Refusal | None:
    """On a case its contact acts, and the desk for them; no other customer, no colleague."""
    if actor.kind != ActorKind.CONTACT:
        return only_desk(actor)
    if actor.id != case.contact_id:
        return Refusal("not-yours", _("This case belongs to somebody else."))
    return None


def running(problem: Problem) -> Refusal | None:
    """Nothing is promised on a closed problem."""
    if problem.state != State.CLOSED:
        return None
    return Refusal(
        "closed", _("This problem is closed. Reopen it by noting what the customer says.")
    )


def works_on(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, on a problem that runs."""
    return only_desk(actor) or running(problem)


def is_a(owed: Commitment, code: str) -> Refusal | None:
    """What is said of one kind of what is owed says nothing of another."""
    if owed.kind == code:
        return None
    return Refusal("not-owed", _("Nothing is owed here that can be answered so."))


def is_on(case: Case, problem: Problem) -> Refusal | None:
    """What is meant for one customer is said where their case is."""
    if case.problem_id == problem.pk:
        return None
    return Refusal("moved", _("Their case is on another problem; go on there."), "case")


def can_be_answered(case: Case) -> Refusal | None:
    """What ended stays so where its contact was erased: no answer would reach anybody."""
    if case.is_waiting or case.contact.erased_at is None:
        return None
    return Refusal(
        "erased", _("This contact was erased, so an answer reaches nobody. Log a new problem.")
    )


def goes_on(waiting: bool) -> Refusal | None:
    """Who has their end steers nothing: what they write opens their case again."""
    if waiting:
        return None
    return Refusal("ended", _("This has ended. Write what is wrong, and it is open again."))
