"""What a provider says became of a mail of ours comes back to it, as a report by mail does."""

from collections.abc import Iterable
from datetime import datetime

from buckstop.conversations.queries.mails import LETTER
from buckstop.incoming.actions.filing.complaints import not_liked
from buckstop.incoming.models import MailWebhook
from buckstop.incoming.providers.reports import Became, Told
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.outbox import source
from buckstop.outbox.actions.noting import mark_arrived, mark_returned
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import abouts
from buckstop.outreach.models import How


def take_provider_reports(reports: Iterable[Told], webhook: MailWebhook, *, at: datetime) -> int:
    """Mark each mail that is ours; said twice it counts once. Returns how many were ours."""
    count = 0
    for told in reports:
        delivery = _delivery(told)
        if delivery is not None:
            _take(told, delivery, at)
            count += 1
    MailWebhook.objects.filter(pk=webhook.pk).update(heard_at=at, why="")
    return count


def _delivery(told: Told) -> Delivery | None:
    """By its own key, that the provider was told with it; else by what the provider calls it."""
    if told.key is not None and (found := Delivery.objects.filter(pk=told.key).first()):
        return found
    return Delivery.objects.filter(reference=told.reference).first() if told.reference else None


def _take(told: Told, delivery: Delivery, at: datetime) -> None:
    if told.became == Became.SPAM:
        not_liked([delivery.owner if delivery.kind == LETTER else delivery.pk], How.SPAM, at)
        return
    about = abouts([delivery])
    with acting(*source.chains([delivery], about), by=DESK, at=at) as act:
        held = act.lock(delivery)
        if told.became == Became.ARRIVED:
            mark_arrived(act, held, about)
        else:
            permanent = told.became == Became.RETURNED
            why = told.why or "The provider gave no reason."
            mark_returned(act, held, about, permanent=permanent, why=why)
