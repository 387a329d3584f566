"""Who may act on one customer's case, and in which state of it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import Capability, can
from buckstop.problems.models import Case, Problem, Word
from buckstop.problems.models.case import CaseState
from buckstop.problems.permissions.actors import (
    can_be_answered,
    goes_on,
    only_contact,
    only_desk,
    running,
    speaks_for,
)

SOLVED_MAY_BE = (CaseState.OPEN, CaseState.ASKED, CaseState.LAPSED)
BROKEN_MAY_BE = (*SOLVED_MAY_BE, CaseState.CONFIRMED, CaseState.ANSWERED)


def may_confirm(case: Case, actor: Actor) -> Refusal | None:
    """The customer says that it is solved; saying so again does nothing."""
    may_be = (*SOLVED_MAY_BE, CaseState.CONFIRMED)
    return only_contact(actor) or speaks_for(case, actor) or goes_on(case.state in may_be)


def may_still_broken(case: Case, actor: Actor) -> Refusal | None:
    """It isn't solved, says the customer or the desk for them."""
    speaks = speaks_for(case, actor)
    return speaks or goes_on(case.state in BROKEN_MAY_BE) or can_be_answered(case)


def may_record_word(case: Case, actor: Actor) -> Refusal | None:
    """The desk notes that the customer said it is solved."""
    if refusal := only_desk(actor):
        return refusal
    if case.state in SOLVED_MAY_BE:
        return None
    return Refusal("ended", _("This case has its word already."))


def may_take_back_word(
    case: Case, actor: Actor, at: datetime, *, last: Word | None
) -> Refusal | None:
    """The customer, within seven days; `last`: the newest word on the case."""
    if refusal := only_contact(actor) or speaks_for(case, actor):
        return refusal
    recorded = last is not None and last.recorded_by is not None and last.says == "solved"
    if last is None or not recorded or case.state != CaseState.CONFIRMED:
        return Refusal("nothing-recorded", _("Nobody recorded your word; press Still broken."))
    until = last.can_be_taken_back_until
    if until is not None and at <= until:
        return can_be_answered(case)
    sentence = _("The seven days are over; write to us and we open it again.")
    return Refusal("too-late", sentence)


def may_withdraw_word(
    case: Case, actor: Actor, at: datetime, *, last: Word | None
) -> Refusal | None:
    """Who recorded it by mistake, or a lead, as long as the customer could take it back."""
    if refusal := only_desk(actor):
        return refusal
    recorded = last is not None and last.recorded_by is not None and last.says == "solved"
    if last is None or not recorded or case.state != CaseState.CONFIRMED:
        return Refusal("nothing-recorded", _("None of us recorded that it is solved."))
    if actor.id != last.recorded_by and not can(actor, Capability.LEAD):
        return Refusal("not-theirs", _("Only who recorded it takes it back, or a lead."))
    until = last.can_be_taken_back_until
    if until is None or at > until:
        sentence = _("The seven days are over; note what the customer says now.")
        return Refusal("too-late", sentence)
    return can_be_answered(case)


def may_tell_effort(case: Case, actor: Actor) -> Refusal | None:
    """How easy it was is asked of who said that it is solved."""
    if refusal := speaks_for(case, actor):
        return refusal
    if case.state == CaseState.CONFIRMED:
        return None
    return Refusal("not-solved", _("Say first that it is solved."))


def may_correct(case: Case, actor: Actor) -> Refusal | None:
    """That's not it, says the customer."""
    return speaks_for(case, actor) or goes_on(case.is_waiting)


def may_cannot_wait(case: Case, actor: Actor) -> Refusal | None:
    """What we believe to be solved waits for the customer's word, and for nothing of ours."""
    if refusal := may_correct(case, actor):
        return refusal
    if case.state != CaseState.ASKED:
        return None
    return Refusal("asked", _("We believe that it is solved. Press Still broken if it isn't."))


NO_RANK = ("rank", gettext_lazy("Choose where it comes."), "rank")
"""What is no place among what they have open."""


def may_rank(case: Case, actor: Actor, *, others: int) -> Refusal | None:
    """The customer, where they have something else open too: `others` so many."""
    if refusal := only_contact(actor) or may_correct(case, actor):
        return refusal
    return None if others else Refusal("only-one", _("It is all that you have open with us."))


def may_withdraw_links(case: Case, actor: Actor) -> Refusal | None:
    """Whoever speaks for the case."""
    return speaks_for(case, actor)


def may_set_confidential(case: Case, actor: Actor) -> Refusal | None:
    """Whoever speaks for the case, in every state of it."""
    return speaks_for(case, actor)


def may_keep_asking(case: Case, actor: Actor) -> Refusal | None:
    """The desk decides that the question stands."""
    if refusal := only_desk(actor):
        return refusal
    if case.is_held:
        return None
    return Refusal("not-held", _("Nothing waits to be decided here any more."))


def may_decline(case: Case, actor: Actor) -> Refusal | None:
    """The desk says that it isn't ours to do."""
    if refusal := only_desk(actor):
        return refusal
    return None if case.is_waiting else Refusal("ended", _("This case has ended already."))


def may_void(case: Case, actor: Actor) -> Refusal | None:
    """The desk sets it aside."""
    return may_decline(case, actor)


def may_spare(case: Case, actor: Actor) -> Refusal | None:
    """Whoever speaks for a case that began with our word, while it waits."""
    if refusal := speaks_for(case, actor) or goes_on(case.is_waiting):
        return refusal
    if case.is_told:
        return None
    return Refusal("not-told", _("You told us of this yourselves; say that it is solved."))


def may_undo_void(case: Case, actor: Actor) -> Refusal | None:
    """The desk takes back that it was set aside."""
    if refusal := only_desk(actor):
        return refusal
    if case.state == CaseState.VOID:
        return can_be_answered(case)
    return Refusal("not-void", _("This case isn't void."))


def may_move_case(case: Case, actor: Actor, *, to: Problem | None = None) -> Refusal | None:
    """The desk moves a case that waits, to a problem that runs."""
    if refusal := only_desk(actor):
        return refusal
    if to is not None and (refusal := running(to)):
        return refusal
    return _moves(case)


def may_move_back(case: Case, actor: Actor) -> Refusal | None:
    """The desk takes a move back, until the customer was asked about what it moved to."""
    if refusal := only_desk(actor) or _moves(case):
        return refusal
    if case.state != CaseState.ASKED:
        return None
    sentence = _("The customer was asked here whether it is solved; it stays until they answer.")
    return Refusal("asked", sentence)


def may_move_out(case: Case, problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, where another customer waits on the problem too."""
    if refusal := only_desk(actor) or _moves(case):
        return refusal
    if problem.waiting_cases > 1:
        return None
    sentence = _("It is the only customer waiting here; nothing to move out of.")
    return Refusal("alone", sentence)


def _moves(case: Case) -> Refusal | None:
    if case.is_waiting:
        return None
    return Refusal("ended", _("This case has ended; it stays where it was solved."))


def may_adopt_proposed(case: Case, actor: Actor) -> Refusal | None:
    """The desk makes who wrote it first the contact."""
    return only_desk(actor) or goes_on(case.is_waiting) or _proposed(case)


def may_decline_proposed(case: Case, actor: Actor) -> Refusal | None:
    """The desk leaves it with who passed it on."""
    return only_desk(actor) or _proposed(case)


def _proposed(case: Case) -> Refusal | None:
    if case.proposed_email:
        return None
    return Refusal("nobody-proposed", _("Nobody else is proposed as the contact."))
