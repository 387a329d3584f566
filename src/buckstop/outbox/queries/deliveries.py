"""What somebody must look at, and what waits to leave."""

from uuid import UUID

from django.db.models import QuerySet

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


def all_of_them(to: str = "") -> "QuerySet[Delivery]":
    """Whatever left, waits or was given up; to one address where `to` is one."""
    return Delivery.objects.filter(address=to) if to else Delivery.objects.all()


def a_page(of: "QuerySet[Delivery]", *, after: UUID | None, limit: int) -> list[Delivery]:
    """At most `limit` of them and one more, the newest first, after the given key.

    A key says when it was made, to a thousandth of a second, and has an index of its own.
    """
    if after is not None:
        of = of.filter(pk__lt=after)
    return list(of.order_by("-pk")[: limit + 1])
