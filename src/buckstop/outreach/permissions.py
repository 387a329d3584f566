"""Who may tell those whom a problem affects, and stop it."""

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.outreach.models import Outreach
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.problem import Kind, State
from buckstop.problems.permissions.actors import only_desk, works_on
from buckstop.problems.permissions.cases import may_spare


def may_tell(problem: Problem, actor: Actor, *, runs: bool) -> Refusal | None:
    """The desk, of a problem that is open; `runs`: some are being told of it now."""
    if refusal := works_on(problem, actor):
        return refusal
    if problem.kind != Kind.PROBLEM or problem.state != State.OPEN:
        return Refusal("not-open", _("Only of a problem that is open somebody is told first."))
    if not runs:
        return None
    return Refusal("runs", _("They are being told now. Wait until all are, or stop it."))


def may_stop(outreach: Outreach, actor: Actor) -> Refusal | None:
    """The desk, while it runs."""
    if refusal := only_desk(actor):
        return refusal
    return None if outreach.runs else Refusal("ended", _("Everybody was told already."))


def may_not_affected(case: Case, actor: Actor) -> Refusal | None:
    """Whoever speaks for a case that began with our word, while it waits."""
    return may_spare(case, actor)
