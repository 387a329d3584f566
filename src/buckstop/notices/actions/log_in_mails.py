"""Mails about logging in: a link for who forgot, an invitation, that a password was changed; and
a letter to oneself, which says whether mail leaves.

Whatever page or verb it was writes a row and a delivery, whoever asks and for whatever address:
whether it is known shows neither in the page nor in how long it takes.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.notices.models import LogInMail
from buckstop.notices.models import LogInMailKind as Kind
from buckstop.outbox.actions.outages import moves_again
from buckstop.outbox.models import Delivery
from buckstop.people.entries import PasswordChosen
from buckstop.people.models import Person

LOG_INS = "log-in"
"""Stands in the deliveries of these; their owner is the row."""
TOO_LATE = timedelta(hours=6)
"""After so long without a relay, who wanted to log in has asked somebody."""
AHEAD = timedelta(hours=1)
"""Who waits before the log-in page goes ahead of letters that wait less long than this."""


def ask_for_link(address: str, *, at: datetime) -> None:
    """Somebody says that they forgot the password of `address`, which we may know or not."""
    _want([LogInMail(kind=Kind.LINK, address=address[:254], wanted_at=at)])


def ask_for_portal(address: str, *, at: datetime) -> None:
    """Somebody wants into the customers' portal with `address`, which we may know or not."""
    _want([LogInMail(kind=Kind.PORTAL, address=address[:254], wanted_at=at)])


def use_portal_link(key: UUID, *, at: datetime) -> bool:
    """Let somebody in by the link of that mail; whether it lets anybody in: it does so once."""
    unused = LogInMail.objects.filter(pk=key, kind=Kind.PORTAL, used_at=None)
    return unused.update(used_at=at) == 1


def invite(person: Person, *, at: datetime) -> None:
    """Send a new member of staff the link that lets them in."""
    _want([LogInMail(kind=Kind.INVITATION, address=person.email or "", wanted_at=at)])


def try_letter(person: Person, *, at: datetime) -> None:
    """Send one of us a letter, to see whether mail leaves; a relay that rests is tried at once."""
    [letter] = _want([LogInMail(kind=Kind.TRIAL, address=person.email or "", wanted_at=at)])
    moves_again(letter.channel, at=at)


def tell_password_chosen(happened: list[Entry], at: datetime) -> None:
    """Tell each person that their password is another one now."""
    facts = [fact_of(entry) for entry in happened]
    whose = [made.person for made in facts if isinstance(made, PasswordChosen)]
    people = Person.objects.in_bulk(whose)
    _want(
        LogInMail(kind=Kind.CHANGED, address=person.email, wanted_at=at)
        for person in (people[key] for key in whose)
        if person.email
    )


def _want(mails: Iterable[LogInMail]) -> list[Delivery]:
    with transaction.atomic():
        rows = LogInMail.objects.bulk_create(mails)
        return Delivery.objects.bulk_create(_delivery(row) for row in rows)


def _delivery(row: LogInMail) -> Delivery:
    return Delivery(
        kind=LOG_INS,
        owner=row.pk,
        address=row.address,
        made_at=row.wanted_at,
        next_try_at=row.wanted_at - AHEAD,
        expires_at=row.wanted_at + TOO_LATE,
    )
