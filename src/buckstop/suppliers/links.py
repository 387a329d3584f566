"""Signed links to the page of one ask, each for one person of the supplier, until a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from buckstop.kit import signed_links

LIVES = timedelta(days=30)
PURPOSE = "buckstop.supplier-ask"


@dataclass(frozen=True, slots=True)
class Link:
    """To which ask, for whom, since when."""

    ask: UUID
    person: UUID
    made_at: datetime

    def has_expired(self, at: datetime) -> bool:
        return at > self.made_at + LIVES


def make(ask: UUID, person: UUID, at: datetime) -> str:
    """The part of the address that lets `person` see `ask` for 30 days."""
    return signed_links.make(PURPOSE, ask, person, at)


def read(text: str) -> Link | None:
    """What a link says, or None where it isn't one that we made."""
    said = signed_links.read(PURPOSE, text)
    return Link(*said) if said else None


def url(ask: UUID, person: UUID, at: datetime) -> str:
    """The whole address."""
    return f"{settings.BASE_URL}/s/{make(ask, person, at)}/"
