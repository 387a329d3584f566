"""What of a case was said later, and is no problem of its own yet."""

from django.db.models import Exists, OuterRef

from buckstop.conversations.models import Message
from buckstop.conversations.permissions.splitting import SAID


def is_first(message: Message) -> bool:
    """Whether its case began with it."""
    before = Message.objects.filter(case=message.case_id, kind__in=SAID, at__lt=message.at)
    return not before.exists()


def was_split(message: Message) -> bool:
    """Whether it is a problem of its own: the same words, said once more in another case."""
    again = Message.objects.filter(text=message.text_id, kind__in=SAID)
    return again.exclude(case=message.case_id).exists()


def said_later() -> Exists:
    """In a query of messages: whether something was said in the case before."""
    rows = Message.objects.filter(case=OuterRef("case"), kind__in=SAID)
    return Exists(rows.filter(at__lt=OuterRef("at")))


def was_split_off() -> Exists:
    """In a query of messages: whether the same words were said once more in another case."""
    rows = Message.objects.filter(text=OuterRef("text"), kind__in=SAID)
    return Exists(rows.exclude(case=OuterRef("case")))
