"""Who may say what let a problem happen, and who answers for that somebody does."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.prevention.models import Because, Cause, News, Prevention, Review, Suggestion
from buckstop.prevention.rules.watching import Verdict
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.permissions.actors import only_desk


def may_find_cause(actor: Actor) -> Refusal | None:
    """The desk, also of what is closed: that is when one learns."""
    return only_desk(actor)


def may_name_cause(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_unname_cause(row: Because, actor: Actor) -> Refusal | None:
    """The desk, while it is said to be one."""
    if row.until is not None:
        return Refusal("ended", _("That was taken back already."))
    return only_desk(actor)


def may_reword_cause(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_hand_cause(actor: Actor, to: Person | None = None) -> Refusal | None:
    """The desk, to somebody of it."""
    return only_desk(actor) or _works_here(to)


def may_merge_cause(cause: Cause, actor: Actor, into: Cause | None = None) -> Refusal | None:
    """The desk, two that stand for themselves."""
    if cause.merged_into_id is not None or (into is not None and into.merged_into_id is not None):
        return Refusal("ended", _("That one was taken into another already."), "into")
    if into is not None and into.pk == cause.pk:
        return Refusal("same", _("That is the same one."), "into")
    return only_desk(actor)


def may_take_apart(cause: Cause, actor: Actor) -> Refusal | None:
    """The desk, what was taken into another."""
    if cause.merged_into_id is None:
        return Refusal("ended", _("It stands for itself already."))
    return only_desk(actor)


def may_split_cause(actor: Actor) -> Refusal | None:
    """The desk."""
    return only_desk(actor)


def may_write_review(actor: Actor) -> Refusal | None:
    """The desk, together: also when it is done."""
    return only_desk(actor)


def may_look_again(review: Review, actor: Actor) -> Refusal | None:
    """Whoever owes it."""
    return _answers(review, actor)


def may_give_review(review: Review, actor: Actor, to: Person | None = None) -> Refusal | None:
    """Whoever owes it, to somebody of the desk."""
    return _answers(review, actor) or _works_here(to)


def may_ask_prevention(
    cause: Cause, actor: Actor, *, debtor: Person | None = None
) -> Refusal | None:
    """The desk, of anybody employed: it may take a carpenter."""
    if cause.merged_into_id is not None:
        return Refusal("ended", _("That one was taken into another already."))
    if refusal := only_desk(actor):
        return refusal
    if debtor is None or (debtor.is_active and debtor.is_staff_member):
        return None
    return Refusal("gone", _("%(who)s isn’t here any more.") % {"who": debtor}, "debtor")


def may_prevent_obstacle(actor: Actor, *, debtor: Person | None = None) -> Refusal | None:
    """The desk, of anybody employed, as with a cause that is known."""
    if refusal := only_desk(actor):
        return refusal
    return _works_here(debtor)


def may_promise_prevention(prevention: Prevention, actor: Actor) -> Refusal | None:
    """Who was asked, until they answered."""
    if prevention.state != CommitmentState.REQUESTED:
        return Refusal("not-owed", _("That was answered already."))
    return _asked(prevention, actor)


def may_decline_prevention(prevention: Prevention, actor: Actor) -> Refusal | None:
    """Who was asked."""
    return _asked(prevention, actor)


def may_move_prevention(prevention: Prevention, actor: Actor, at: datetime) -> Refusal | None:
    """Who owes it, once, before its time."""
    if refusal := _asked(prevention, actor):
        return refusal
    if prevention.first_due is not None:
        return Refusal("moved-already", _("This was moved once already."), "due")
    if prevention.due <= at:
        return Refusal("late", _("Its time has passed."), "due")
    return None


def may_withdraw_prevention(prevention: Prevention, actor: Actor) -> Refusal | None:
    """The desk, while it is owed."""
    return _is_owed(prevention) or only_desk(actor)


def may_put_in_force(prevention: Prevention, actor: Actor) -> Refusal | None:
    """Who owes it, or the desk for them."""
    if refusal := _is_owed(prevention):
        return refusal
    return None if actor.id == prevention.debtor_id else only_desk(actor)


def may_tell_customers(
    prevention: Prevention, actor: Actor, news: News, *, left: int
) -> Refusal | None:
    """The desk: that it was changed once it is in force, that it held once it did."""
    if prevention.in_force_at is None:
        return Refusal("not-in-force", _("It isn’t in force yet."))
    if news == News.HELD and prevention.verdict != Verdict.HELD:
        return Refusal("not-held", _("It isn’t known yet that it held."))
    if not left:
        return Refusal("told-already", _("Every customer who had it has heard that already."))
    return only_desk(actor)


def may_note_suggestion(actor: Actor, owner: Person | None = None) -> Refusal | None:
    """The desk, for somebody of it to answer."""
    return only_desk(actor) or _works_here(owner, "owner")


def may_answer_suggestion(suggestion: Suggestion, actor: Actor) -> Refusal | None:
    """The desk, once."""
    if not suggestion.is_owed:
        return Refusal("ended", _("That was answered already."))
    return only_desk(actor)


def _is_owed(prevention: Prevention) -> Refusal | None:
    if prevention.is_owed:
        return None
    return Refusal("not-owed", _("This isn’t owed any more."))


def _asked(prevention: Prevention, actor: Actor) -> Refusal | None:
    if refusal := _is_owed(prevention):
        return refusal
    if actor.id == prevention.debtor_id or can(actor, Capability.LEAD):
        return None
    return Refusal("not-yours", _("Who owes it says that."))


def _answers(review: Review, actor: Actor) -> Refusal | None:
    if not review.is_owed:
        return Refusal("not-owed", _("A cause is named: nothing is owed any more."))
    if refusal := only_desk(actor):
        return refusal
    if can(actor, Capability.LEAD) or actor.id in (review.debtor_id, review.problem.owner_id):
        return None
    return Refusal("not-yours", _("Whoever owes it says that, or who leads."))


def _works_here(to: Person | None, field: str = "to") -> Refusal | None:
    if to is None or (to.is_active and can(to.role, Capability.OWN)):
        return None
    return Refusal("gone", _("%(who)s doesn’t work at the desk.") % {"who": to}, field)
