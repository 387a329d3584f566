"""The links to a customer's page stop opening it."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.problems.entries.cases import LinksWithdrawn
from buckstop.problems.models import Case
from buckstop.problems.permissions.cases import may_withdraw_links


def withdraw_links(case: Case, *, by: Actor, at: datetime) -> None:
    """No link to this case that was made until now opens anything; later mails bring fresh ones."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        check(may_withdraw_links(case, by))
        act.change(case, links_withdrawn_at=act.at)
        act.record(LinksWithdrawn(case=case.pk), cases=(case.pk,))
