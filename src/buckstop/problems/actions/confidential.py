"""A customer's matter that not all of its people may see."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.problems.entries.seeing import ConfidentialitySet
from buckstop.problems.models import Case
from buckstop.problems.permissions.cases import may_set_confidential


def set_confidential(case: Case, *, confidential: bool, by: Actor, at: datetime) -> None:
    """Say whether colleagues of the contact who see all but that see it; again is the same."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may_set_confidential(case, by))
        if case.confidential != confidential:
            act.change(case, confidential=confidential)
            made = ConfidentialitySet(case=case.pk, confidential=confidential)
            act.record(made, on=case.problem, cases=(case.pk,))
