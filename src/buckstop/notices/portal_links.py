"""The links that let a customer's people into the portal: for one mail, for an hour."""

from datetime import datetime, timedelta
from uuid import UUID

from buckstop.kit import signed_links
from buckstop.notices.models import LogInMail
from buckstop.people.models import Person
from buckstop.people.queries import at_addresses
from buckstop.people.roles import Role

LIVES = timedelta(hours=1)
_PURPOSE = "buckstop.portal"


def make(mail: UUID, at: datetime) -> str:
    """The part of the address that lets who reads that mail in."""
    return signed_links.make(_PURPOSE, mail, mail, at)


def read(text: str, at: datetime) -> LogInMail | None:
    """The mail whose link it is, where it still lets somebody in."""
    said = signed_links.read(_PURPOSE, text)
    if said is None or at > said[2] + LIVES:
        return None
    return LogInMail.objects.filter(pk=said[0], used_at=None).first()


def people_at(address: str) -> list[Person]:
    """Who may come in with that address: customers' people alone, who may share it."""
    found = at_addresses([address]).get(address, [])
    return [one for one in found if one.role == Role.CONTACT and one.erased_at is None]
