"""Who may say what of a problem as a whole, and in which state of it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.coverage.models import Team
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal
from buckstop.people.roles import Capability, can
from buckstop.problems.commitments import kind as kinds
from buckstop.problems.commitments.kind import OneOpen
from buckstop.problems.models import Case, Commitment, Problem, Understanding
from buckstop.problems.models.problem import Kind, State
from buckstop.problems.permissions.actors import is_on, only_desk, running, works_on


def may_keep(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk gives news of what runs."""
    return works_on(problem, actor)


def may_understand(problem: Problem, actor: Actor, *, case: Case | None = None) -> Refusal | None:
    """The desk writes what it understood, for all or for a case that is there."""
    return works_on(problem, actor) or (is_on(case, problem) if case else None)


def may_widen(row: Understanding | Commitment, problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, what one customer was told. What is between us, or between us and them, isn't."""
    if refusal := only_desk(actor):
        return refusal
    if row.case_id is None:
        return Refusal("wide-already", _("Every customer sees this already."))
    if isinstance(row, Commitment) and kinds.of(row).internal():
        sentence = _("This is between us and whoever asked; write news if the others must know.")
        return Refusal("not-for-all", sentence)
    if isinstance(row, Commitment) and kinds.of(row).one_open is OneOpen.OF_CASE:
        sentence = _("This is owed to one customer alone; write news if the others must know.")
        return Refusal("of-one", sentence)
    return running(problem)


def may_read(problem: Problem, actor: Actor, *, undecided: bool) -> Refusal | None:
    """The desk notes that the words were read; an answer to our question is decided first.

    `undecided`: whether such an answer stands there.
    """
    if refusal := only_desk(actor):
        return refusal
    if problem.unheard_since is not None and undecided:
        sentence = _("Say what their answer means first: solved, or still broken.")
        return Refusal("undecided", sentence)
    return None


def may_move_to_team(problem: Problem, actor: Actor, *, team: Team | None = None) -> Refusal | None:
    """The desk, what runs, to a team that is there; None is the service desk."""
    if refusal := works_on(problem, actor):
        return refusal
    if team is None or team.ended_at is None:
        return None
    return Refusal("ended", _("That team has ended."), "team")


def may_fix(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk says that a problem is fixed."""
    if refusal := works_on(problem, actor):
        return refusal
    if problem.kind == Kind.PROBLEM:
        return None
    return Refusal("not-a-problem", _("A request or a question is answered, not fixed."))


def may_answer(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk answers a request or a question."""
    if refusal := works_on(problem, actor):
        return refusal
    if problem.kind != Kind.PROBLEM:
        return None
    return Refusal("a-problem", _("A problem ends with the customer's word: say that it is fixed."))


def may_change_kind(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, until the customers were asked."""
    if refusal := works_on(problem, actor):
        return refusal
    if problem.state != State.FIXED:
        return None
    sentence = _("The customers were asked whether it is fixed; it stays a problem.")
    return Refusal("fixed", sentence)


def may_change_hurt(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, while it runs."""
    return works_on(problem, actor)


def may_pin(problem: Problem, actor: Actor) -> Refusal | None:
    """People of the desk, while it runs."""
    if not actor.is_person:
        return Refusal("not-desk", _("Only people of the desk can do that."))
    return works_on(problem, actor)


def may_unpin(problem: Problem, actor: Actor, at: datetime) -> Refusal | None:
    """The desk, while it is pinned."""
    if refusal := works_on(problem, actor):
        return refusal
    return None if problem.is_pinned(at) else Refusal("not-pinned", _("It isn’t pinned."))


def may_retitle(problem: Problem, actor: Actor) -> Refusal | None:
    """The desk, while it runs."""
    return works_on(problem, actor)


def may_close_unreported(
    problem: Problem, actor: Actor, *, cases: Iterable[Case]
) -> Refusal | None:
    """Its owner or a leader, of what no customer reported: else their word ends it, not ours; the
    desk itself, once what showed it stayed quiet. `cases`: those that it has."""
    if refusal := works_on(problem, actor):
        return refusal
    if any(case.is_report for case in cases):
        return Refusal("reported", _("Customers reported this: it ends with their word."))
    if actor.kind == ActorKind.DESK or actor.id == problem.owner_id or can(actor, Capability.LEAD):
        return None
    return Refusal("not-owner", _("Only its owner or a lead can say that nothing is left to do."))
