"""A problem that no customer has ends with our word, since there is nobody else's to wait for."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.problems.actions import fixing
from buckstop.problems.entries.owning import EndedUnreported
from buckstop.problems.models import Case, Problem
from buckstop.problems.permissions.problem import may_close_unreported
from buckstop.problems.rules.acting import check_words


def close_unreported(problem: Problem, *, reason: str, by: Actor, at: datetime) -> None:
    """Close a problem that we found and no customer ever had, and say why; nobody is mailed.

    The first customer who reports it after all opens it again.
    """
    said = check_words(reason, "reason", _("Say why nothing is left to do."))
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        reports = act.rows(Case.objects.filter(problem=problem).reports()[:1])
        check(may_close_unreported(problem, by, cases=reports))
        act.record(EndedUnreported(reason=act.body(said).digest))
        fixing.close(act, problem, outcome="unreported")
