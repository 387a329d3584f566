"""Customers hear of it: once that it was changed, once that it held, from whoever sends it."""

from collections.abc import Collection
from datetime import datetime

from buckstop.conversations.actions.telling import reply
from buckstop.conversations.wording.finding import Concern
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.prevention import entries
from buckstop.prevention import permissions as may
from buckstop.prevention.models import News, Prevention, Told
from buckstop.prevention.queries.hearing import to_hear


def tell_customers(
    prevention: Prevention,
    *,
    news: News,
    text: str,
    by: Actor,
    at: datetime,
    overruled: Collection[Concern] = (),
) -> int:
    """One letter to each customer who had it and hasn't heard this yet; returns to how many.

    Each reads it in their own case, as an answer of whoever wrote it.
    """
    cases = to_hear(prevention, news)
    with acting(prevention, *cases, by=by, at=at) as act:
        prevention = act.lock(prevention)
        check(may.may_tell_customers(prevention, by, news, left=len(cases)))
        for case in cases:
            reply(case, text=text, by=by, at=act.at, overruled=overruled)
            act.add(Told(prevention=prevention, case=case, news=news, at=act.at))
        made = entries.CustomersHeard(prevention=prevention.pk, news=news, count=len(cases))
        act.record(made, on=prevention)
    return len(cases)
