"""Part of erasing: where something went is forgotten, and what waits to leave doesn't leave."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from buckstop.outbox.models import ERASED, Delivery, DeliveryState


def forget_addresses(addresses: Collection[str], *, besides: "QuerySet[Delivery]") -> None:
    """Whatever went to one of these, by whatever source, says so no more; nor do `besides`."""
    rows = Delivery.objects.filter(Q(address__in=addresses) | Q(pk__in=besides.values("pk")))
    rows.filter(state=DeliveryState.PENDING).update(state=DeliveryState.DROPPED)
    rows.update(address=ERASED, why="")  # what a server answered names the address
