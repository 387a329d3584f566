"""Webhooks on their way."""

from buckstop.meters.measure import Measure
from buckstop.webhooks.models import Sending, SendingState

Measure(
    "webhooks_waiting",
    "Webhooks that wait to be taken by programs of others.",
    lambda _: Sending.objects.filter(state=SendingState.WAITING).values_list("pk"),
)
Measure(
    "webhooks_lag_seconds",
    "How long the webhook has waited that should have been sent the longest ago.",
    lambda at: Sending.objects.filter(state=SendingState.WAITING, next_try_at__lte=at).values_list(
        "next_try_at"
    ),
    age=True,
)
