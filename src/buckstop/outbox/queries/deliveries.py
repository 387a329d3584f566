"""What somebody must look at, and what waits to leave."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.outbox.models import TROUBLED, UNDER_WAY, Delivery, DeliveryState


def in_trouble() -> "QuerySet[Delivery]":
    """What failed, came back or may not have arrived, and nobody has decided about."""
    return Delivery.objects.filter(state__in=TROUBLED, let_be_at=None)


def failed() -> "QuerySet[Delivery]":
    """What surely didn't leave, and nobody has decided about."""
    rows = Delivery.objects.filter(state=DeliveryState.FAILED, let_be_at=None)
    return rows.order_by("made_at", "pk")


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
    return list(of.order_by("-made_at", "-pk")[: limit + 1])
