"""The link by which one click of a mail program ends what we tell somebody first (RFC 8058)."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from buckstop.conversations import links


def end_url(case: UUID, contact: UUID, at: datetime) -> str:
    """Where a mail program says for its reader that they want to hear no more of it."""
    return f"{settings.BASE_URL}/c/{links.make(case, contact, at)}/enough/"
