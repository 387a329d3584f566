"""The deliveries of our messages, which stand in the outbox."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from buckstop.conversations.models import Message
from buckstop.outbox.models import Delivery

LETTER = "letter"
"""Stands in the deliveries of messages; their owner is the message."""


def letters() -> "QuerySet[Delivery]":
    """Deliveries of messages."""
    return Delivery.objects.filter(kind=LETTER)


def deliveries_of(message: Message | OuterRef) -> "QuerySet[Delivery]":
    """Those of one message, or of each that a query goes through."""
    return letters().filter(owner=message.pk if isinstance(message, Message) else message)


def mails_of(messages: Iterable[Message]) -> dict[UUID, list[Delivery]]:
    """Those of several messages, by the message's key."""
    found: dict[UUID, list[Delivery]] = {}
    for one in letters().filter(owner__in=[row.pk for row in messages]).order_by("copy", "pk"):
        found.setdefault(one.owner, []).append(one)
    return found


def letters_of(messages: "QuerySet[Message]") -> "QuerySet[Delivery]":
    """Those of the messages of a query."""
    return letters().filter(Exists(messages.filter(pk=OuterRef("owner"))))
