"""Mails about logging in: a link for who forgot, an invitation, and that a password was changed.

They are rows of work, written by whatever page or verb it was and mailed by a worker: whether an
address is known shows neither in the page nor in how long it takes.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from buckstop.kit import said_time
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import fact_of
from buckstop.notices.models import LogInMail
from buckstop.notices.models import LogInMailKind as Kind
from buckstop.people.actions.staff import make_log_in_link
from buckstop.people.entries import PasswordChosen
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.people.zones import house_zone_info

BATCH = 50
AGAIN_AFTER = timedelta(minutes=5)
TOO_LATE = timedelta(hours=6)
"""After so long without a relay, who wanted to log in has asked somebody."""

log = logging.getLogger(__name__)

type Hand = Callable[[str, str, bytes], Any]


def ask_for_link(address: str, *, at: datetime) -> None:
    """Somebody says that they forgot the password of `address`, which we may know or not."""
    LogInMail.objects.create(kind=Kind.LINK, address=address[:254], wanted_at=at, next_try_at=at)


def invite(person: Person, *, at: datetime) -> None:
    """Send a new member of staff the link that lets them in."""
    LogInMail.objects.create(
        kind=Kind.INVITATION, address=person.email or "", wanted_at=at, next_try_at=at
    )


def tell_password_chosen(happened: list[Entry], at: datetime) -> None:
    """Tell each person that their password is another one now."""
    facts = [fact_of(entry) for entry in happened]
    whose = [made.person for made in facts if isinstance(made, PasswordChosen)]
    people = Person.objects.in_bulk(whose)
    LogInMail.objects.bulk_create(
        LogInMail(kind=Kind.CHANGED, address=person.email, wanted_at=at, next_try_at=at)
        for person in (people[key] for key in whose)
        if person.email
    )


def mail_log_ins(hand: Hand, *, at: datetime) -> int:
    """Mail what is wanted; returns how many rows were taken up. An unknown address gets nothing."""
    with transaction.atomic():
        due = LogInMail.objects.filter(done_at=None, next_try_at__lte=at)
        rows = list(due.select_for_update(skip_locked=True).order_by("next_try_at")[:BATCH])
        LogInMail.objects.filter(pk__in=[row.pk for row in rows]).update(done_at=at)
    for row in rows:
        person = staff().filter(email=row.address).first()
        if person is None or at - row.wanted_at > TOO_LATE:
            continue
        came = _hand_over(hand, row, person, at)
        if getattr(came, "came", "") == "later":
            again = LogInMail.objects.filter(pk=row.pk)
            again.update(done_at=None, next_try_at=at + AGAIN_AFTER)
    return len(rows)


def _hand_over(hand: Hand, row: LogInMail, person: Person, at: datetime) -> Any:
    """One mail; the others leave where this one can't be written."""
    try:
        mail = _mail(row, person, at)
    except (ValueError, LookupError) as failure:  # what can't stand in a mail's header
        log.error("the mail about logging in %s can't be written: %s", row.pk, failure)
        return None
    return hand(settings.ADDRESSES[0], row.address, mail)


def _mail(row: LogInMail, person: Person, at: datetime) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"Buckstop <{settings.ADDRESSES[0]}>"
    mail["To"] = row.address
    mail["Date"] = at
    mail["Message-ID"] = make_msgid(domain=settings.ADDRESSES[0].rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Buckstop"] = "notice"
    if row.kind == Kind.CHANGED:
        when = said_time.exact(row.wanted_at, house_zone_info())
        mail["Subject"], words = _("Your password was changed"), _CHANGED
    else:
        when = ""
        asked = row.kind == Kind.LINK
        mail["Subject"] = _("A new password") if asked else _("Your log-in")
        words = _ASKED if asked else _INVITED
    told = {"house": settings.HOUSE, "when": when, "url": settings.BASE_URL, "link": ""}
    if row.kind != Kind.CHANGED:
        secret = make_log_in_link(person, by=DESK, at=at, mailed=True)
        told["link"] = f"{settings.BASE_URL}/enter/{secret}/"
    mail.set_content(words % told)
    return mail.as_bytes()


_ASKED = """\
Somebody said that the password of this address at %(house)s was forgotten.

This link lets you in once, within 24 hours; then choose a new password:

%(link)s

If it wasn't you, nothing has changed, and you need do nothing.
"""
_INVITED = """\
You are at the desk of %(house)s now.

This link lets you in once, within 24 hours; then choose a password:

%(link)s
"""
_CHANGED = """\
Your password at %(house)s was changed: %(when)s. Everywhere else you were logged out.

If it wasn't you, choose another one now, which ends the log-in of whoever it was:

%(url)s/log-in/forgotten/
"""
