"""What a provider posted is kept, before it is told that it was."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from buckstop.configuration.secrets import fingerprint_key
from buckstop.conversations.rules import fingerprint
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.models import MailWebhook, PostedMail

HEARD = timedelta(seconds=30)
"""So often it is noted that a provider posts."""


def keep_posted(mails: Sequence[Arrived], webhook: MailWebhook, *, at: datetime) -> None:
    """Keep them and that they were posted, in one transaction: posted again they count once.

    By their bytes alone, as everywhere that mail comes in: whatever a provider calls an event, a
    mail of other bytes is never taken for one that we have.
    """
    key = fingerprint_key()
    rows = [
        PostedMail(webhook=webhook, fingerprint=fingerprint(one.raw, key), at=at) for one in mails
    ]
    with transaction.atomic():
        keep(mails, at=at)
        PostedMail.objects.bulk_create(rows, ignore_conflicts=True)
    old = webhook.heard_at is None or at - webhook.heard_at >= HEARD
    if old or webhook.why:
        MailWebhook.objects.filter(pk=webhook.pk).update(heard_at=at, why="")


def no_mail(webhook: MailWebhook, why: str, *, at: datetime) -> None:
    """The provider posted something that is no mail: what is to be changed there stands on the
    page of the accounts until mail comes."""
    MailWebhook.objects.filter(pk=webhook.pk).update(heard_at=at, why=why[:500])
