"""What a provider says became of mail of ours. Its proof is checked by anymail's view of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from anymail.signals import EventType

from buckstop.incoming.providers.provider import USER, view_of
from buckstop.outbox.providers.letter import METADATA


class Became(StrEnum):
    """What became of it."""

    ARRIVED = "arrived"
    DELAYED = "delayed"
    RETURNED = "returned"
    SPAM = "spam"


@dataclass(frozen=True, slots=True)
class Told:
    """One mail of ours, by its delivery's key or by what the provider calls it."""

    became: Became
    key: UUID | None
    reference: str
    why: str


_MEANS = {
    EventType.DELIVERED: Became.ARRIVED,
    EventType.DEFERRED: Became.DELAYED,
    EventType.BOUNCED: Became.RETURNED,
    EventType.REJECTED: Became.RETURNED,
    EventType.FAILED: Became.RETURNED,
    EventType.COMPLAINED: Became.SPAM,
}
_VIEWS = {
    "mailgun": ("mailgun.MailgunTrackingWebhookView", "webhook_signing_key"),
    "postmark": ("postmark.PostmarkTrackingWebhookView", ""),
    "sendgrid": ("sendgrid.SendGridTrackingWebhookView", ""),
    "sparkpost": ("sparkpost.SparkPostTrackingWebhookView", ""),
    "mandrill": ("mandrill.MandrillCombinedWebhookView", "webhook_key"),
    "brevo": ("brevo.BrevoTrackingWebhookView", ""),
    "mailersend": ("mailersend.MailerSendTrackingWebhookView", "signing_secret"),
    "resend": ("resend.ResendTrackingWebhookView", ""),
    "mailjet": ("mailjet.MailjetTrackingWebhookView", ""),
}
"""Of each provider anymail's view, and what it calls the key that it signs with, if it does."""


def signs(provider: str) -> bool:
    """Whether it signs its reports; else it logs in with a password of ours."""
    return bool(_VIEWS[provider][1])


def reader(provider: str, secret: str, url: str) -> Any:
    """Anymail's view, with this secret alone."""
    view, key = _VIEWS[provider]
    given: dict[str, Any] = {key: secret} if key else {"basic_auth": [f"{USER}:{secret}"]}
    if provider == "mandrill":
        given["webhook_url"] = url
    return view_of(view, **given)


def told(events: list[Any]) -> Iterator[Told]:
    """What of the events says that something became of a mail; opens and clicks do not."""
    for event in events:
        became = _MEANS.get(event.event_type)
        if became is not None:
            why = " ".join(str(one) for one in (event.description, event.mta_response) if one)
            yield Told(became, _key(event.metadata), str(event.message_id or ""), why[:500])


def _key(metadata: Any) -> UUID | None:
    said = metadata.get(METADATA) if isinstance(metadata, dict) else None
    try:
        return UUID(hex=said) if isinstance(said, str) else None
    except ValueError:
        return None
