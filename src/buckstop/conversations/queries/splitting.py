"""What of a case was said later, and is no problem of its own yet: in a query of messages."""

from django.db.models import Exists, OuterRef

from buckstop.conversations.models import Message
from buckstop.conversations.permissions.splitting import SAID


def said_later() -> Exists:
    """Whether something was said in the case before."""
    rows = Message.objects.filter(case=OuterRef("case"), kind__in=SAID)
    return Exists(rows.filter(at__lt=OuterRef("at")))


def was_split_off() -> Exists:
    """Whether the same words were said once more in another case."""
    rows = Message.objects.filter(text=OuterRef("text"), kind__in=SAID)
    return Exists(rows.exclude(case=OuterRef("case")))
