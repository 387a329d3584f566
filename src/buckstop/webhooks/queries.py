"""What is known of endpoints."""

from uuid import UUID

from django.db.models import Count, Prefetch

from buckstop.webhooks.models import Attempt, Endpoint, Sending, SendingState


def there() -> list[Endpoint]:
    """Those that haven't ended, by name."""
    rows = Endpoint.objects.filter(ended_at=None).select_related("owner", "problem")
    return list(rows.order_by("name", "pk"))


def waiting() -> dict[UUID, int]:
    """How many sendings wait for each endpoint."""
    rows = Sending.objects.filter(state=SendingState.WAITING).values_list("endpoint")
    return dict(rows.annotate(n=Count("pk")))


def newest(endpoint: Endpoint, limit: int) -> list[Sending]:
    """What was sent last, with its tries."""
    tries = Prefetch("attempts", Attempt.objects.order_by("at", "pk"))
    rows = Sending.objects.filter(endpoint=endpoint).select_related("entry")
    return list(rows.prefetch_related(tries).order_by("-pk")[:limit])
