"""The links in mails about the status page: each opens the choice of one subscriber."""

from datetime import datetime, timedelta
from uuid import UUID

from buckstop.kit import signed_links
from buckstop.status_page.address import root
from buckstop.status_page.models import Subscriber

_CHOICE, _PROOF = "buckstop.status.choice", "buckstop.status.proof"
HOLDS = timedelta(days=3)
"""So long a link proves that somebody reads an address."""


def choice_url(subscriber: Subscriber) -> str:
    """Where a subscriber changes what they hear of, or ends it."""
    link = signed_links.make(_CHOICE, subscriber.pk, subscriber.pk, subscriber.asked_at)
    return f"{root()}/mails/{link}/"


def proof_url(subscriber: Subscriber, at: datetime) -> str:
    """Where they say that they want it, in the mail that only who reads the address gets."""
    link = signed_links.make(_PROOF, subscriber.pk, subscriber.pk, at)
    return f"{root()}/mails/{link}/proof/"


def chosen_by(link: str) -> Subscriber | None:
    """Whose choice a link opens; None where it is none of ours, or ended."""
    found = signed_links.read(_CHOICE, link)
    return _there(found[0]) if found else None


def proved_by(link: str, at: datetime) -> Subscriber | None:
    """Whose address a link proves."""
    found = signed_links.read(_PROOF, link)
    return _there(found[0]) if found and found[2] + HOLDS > at else None


def _there(key: UUID) -> Subscriber | None:
    return Subscriber.objects.filter(pk=key, ended_at=None).first()
