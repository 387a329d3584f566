"""We told them, and it isn't theirs: their case ends, and the exposure is corrected."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.outreach import permissions as may
from buckstop.problems.actions.kinds import spare
from buckstop.problems.models import Case
from buckstop.signals.actions.naming import note_affected


def not_affected(case: Case, *, by: Actor, at: datetime) -> None:
    """The customer says that they don't have it; nobody asks them again."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may.may_not_affected(case, by))
        problem = act.lock(case.problem)
        if case.customer is not None:
            why = act.body(_("They said so on their page."))
            note_affected(act, problem, case.customer, affected=False, why=why)
        spare(case, by=by, at=act.at)
