"""The bytes of mail to staff, by the composer that customers' mail has too."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.mail.compose import Letter, compose
from buckstop.notices.models import Notice
from buckstop.outbox.settings import sender

DESK = "Buckstop"
"""The name that mail to staff comes from."""


def message_id(key: UUID) -> str:
    """The Message-ID of a mail to staff, the same at every try."""
    return f"<{key.hex}.notice@{sender().rpartition('@')[2]}>"


def write_to_staff(key: UUID, address: str, subject: str, text: str, at: datetime) -> bytes:
    """A mail to one of us; `key` names it. Raises ValueError where it can't be written."""
    return compose(
        Letter(
            sender=(DESK, sender()),
            to=(("", address),),
            subject=subject,
            text=text,
            message_id=message_id(key),
            date=at,
            automatic=True,
            headers=(("X-Buckstop", "notice"),),
        )
    )


def write_notices(key: UUID, address: str, notices: list[Notice], at: datetime) -> bytes:
    """One mail with all of them; `key` names it. Raises ValueError where that can't be written."""
    first, more = notices[0], len(notices) - 1
    subject = f"{first.problem.ref}: {_(first.sentence)}"
    if more:
        also = ngettext("%(subject)s and %(n)s more", "%(subject)s and %(n)s more", more)
        subject = also % {"subject": subject, "n": more}
    lines = [
        f"{row.problem.ref} {row.problem.title}\n  {_(row.sentence)}.\n"
        f"  {settings.BASE_URL}/problems/{row.problem.ref}/\n"
        for row in notices
    ]
    return write_to_staff(key, address, subject, "\n".join(lines), at)
