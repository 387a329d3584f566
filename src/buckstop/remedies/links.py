"""Signed links by which who is asked for a yes answers from a mail, without logging in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from buckstop.kit import signed_links

LIVES = timedelta(days=7)
PURPOSE = "buckstop.approval"


@dataclass(frozen=True, slots=True)
class Link:
    """To what is asked, for whom, since when."""

    remedy: UUID
    person: UUID
    made_at: datetime

    def has_expired(self, at: datetime) -> bool:
        return at > self.made_at + LIVES


def read(text: str) -> Link | None:
    """What a link says, or None where it isn't one that we made."""
    said = signed_links.read(PURPOSE, text)
    return Link(*said) if said else None


def url(remedy: UUID, person: UUID, at: datetime) -> str:
    """The whole address, which opens for a week what `person` is asked."""
    return f"{settings.BASE_URL}/approvals/{signed_links.make(PURPOSE, remedy, person, at)}/"
