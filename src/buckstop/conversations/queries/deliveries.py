"""Mails of ours that somebody must look at, and those that wait to leave."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.conversations.models import Delivery
from buckstop.conversations.models.delivery import TROUBLED, UNDER_WAY


def in_trouble() -> "QuerySet[Delivery]":
    """What failed, came back or may not have arrived, and nobody has decided about."""
    return Delivery.objects.filter(state__in=TROUBLED, let_be_at=None)


def waiting() -> "QuerySet[Delivery]":
    """What waits to leave."""
    return Delivery.objects.filter(state__in=UNDER_WAY)


def a_page(
    of: "QuerySet[Delivery]", *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Delivery]:
    """At most `limit` of them and one more, the newest first, after the given time and key."""
    if after is not None:
        at, key = after
        of = of.filter(Q(made_at__lt=at) | Q(made_at=at, pk__lt=key))
    rows = of.select_related("message__case__contact", "message__problem")
    return list(rows.order_by("-made_at", "-pk")[: limit + 1])
