"""The verb by which the house's ledger notes what left."""

from datetime import datetime

from buckstop.ledger.actor import Actor
from buckstop.ledger.keeping import AT_ONCE, first_key, kept_until, time_of
from buckstop.ledger.transaction import HasChain, acting
from buckstop.outbox.entries import MailsKept
from buckstop.outbox.models import Attempt
from buckstop.outbox.sent import COLUMNS, line, written_out


def keep_sent(*, on: HasChain, until: datetime, by: Actor, at: datetime) -> int:
    """Note in the chain of `on` what was handed over since the last time.

    Of the tries that were recorded before `until`; returns how many these were.
    """
    with acting(on, by=by, at=at) as act:
        since = kept_until(on.chain_id, MailsKept.code)
        rows = Attempt.objects.filter(pk__lt=first_key(until))
        if since is not None:
            rows = rows.filter(pk__gte=first_key(since))
        read = list(rows.order_by("pk").values_list(*COLUMNS)[:AT_ONCE])
        if read:
            seen_until = time_of(read[-1][0]) if len(read) == AT_ONCE else until
            text = act.body(raw=written_out([line(*row) for row in read])).digest
            act.record(MailsKept(until=seen_until, count=len(read), mails=text))
    return len(read)
