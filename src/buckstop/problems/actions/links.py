"""The links to a customer's page stop opening it."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import acting
from buckstop.problems.entries.cases import LinksWithdrawn
from buckstop.problems.models import Case
from buckstop.problems.rules import acting as who


def withdraw_links(case: Case, *, by: Actor, at: datetime) -> None:
    """No link to this case that was made until now opens anything; later mails bring fresh ones."""
    with acting(case, by=by, at=at) as act:
        case = act.lock(case)
        who.check_speaks_for(case.contact_id, by)
        act.change(case, links_withdrawn_at=act.at)
        act.record(LinksWithdrawn(case=case.pk), cases=(case.pk,))
