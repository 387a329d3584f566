"""When somebody may come back, and come in."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refusal
from buckstop.people.models import OneTimeLink, Person


def may_come_back(person: Person) -> Refusal | None:
    """Who was erased is nobody any more."""
    if person.erased_at is None:
        return None
    return Refusal("erased", _("Who that was is erased. Add them anew."))


def may_use_log_in_link(link: OneTimeLink | None, at: datetime) -> Refusal | None:
    """Who works here, once, in time. No link says no more than a spent one."""
    spent = link is None or link.used_at or link.expires_at <= at
    if not spent and link is not None and link.person.is_active:
        return None
    sentence = _("This link has been used or has expired. Ask an admin for a new one.")
    return Refusal("link-spent", sentence)
