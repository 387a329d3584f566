"""The bytes of a mail that tells one of us what they haven't seen."""

from datetime import datetime
from email.message import EmailMessage
from uuid import UUID

from django.conf import settings

from buckstop.notices.models import Notice


def message_id(key: UUID) -> str:
    """The Message-ID of a mail to staff, the same at every try."""
    return f"<{key.hex}.notice@{settings.ADDRESSES[0].rpartition('@')[2]}>"


def write_notices(key: UUID, address: str, notices: list[Notice], at: datetime) -> bytes:
    """One mail with all of them; `key` names it. Raises ValueError where that can't be written."""
    mail = EmailMessage()
    first = notices[0]
    mail["From"] = f"Buckstop <{settings.ADDRESSES[0]}>"
    mail["To"] = address
    mail["Date"] = at
    mail["Message-ID"] = message_id(key)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Buckstop"] = "notice"
    more = f" and {len(notices) - 1} more" if len(notices) > 1 else ""
    mail["Subject"] = f"{first.problem.ref}: {first.sentence}{more}"
    lines = [
        f"{row.problem.ref} {row.problem.title}\n  {row.sentence}.\n"
        f"  {settings.BASE_URL}/problems/{row.problem.ref}/\n"
        for row in notices
    ]
    mail.set_content("\n".join(lines))
    return mail.as_bytes()
