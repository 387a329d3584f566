"""Signed links: one contact, one case, until a day. Pure but for the key.

The link is the key and needs no password, so it says as little as possible and ends by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from buckstop.kit import signed_links

LIVES = timedelta(days=90)
PURPOSE = "buckstop.case"


@dataclass(frozen=True, slots=True)
class Link:
    """For whom, about what, since when."""

    case: UUID
    contact: UUID
    made_at: datetime

    def has_expired(self, at: datetime) -> bool:
        return at > self.made_at + LIVES


def make(case: UUID, contact: UUID, at: datetime) -> str:
    """The part of the address that lets `contact` see `case` for 90 days."""
    return signed_links.make(PURPOSE, case, contact, at)


def read(text: str) -> Link | None:
    """What a link says, or None where it isn't one that we made."""
    said = signed_links.read(PURPOSE, text)
    return Link(*said) if said else None


def url(case: UUID, contact: UUID, at: datetime) -> str:
    """The whole address."""
    return f"{settings.BASE_URL}/c/{make(case, contact, at)}/"
