"""What waits to leave, by which channel, and what is uncertain."""

from django.db.models import Count, Min

from buckstop.meters.measure import Measure
from buckstop.outbox.models import Outage
from buckstop.outbox.queries.deliveries import in_trouble, waiting

Measure(
    "outbox_waiting",
    "What waits to leave, by channel; one that is to be undone, or tried again, waits too.",
    lambda _: waiting().order_by().values_list("channel").annotate(n=Count("pk")),
    labels=("channel",),
)
Measure(
    "outbox_oldest_due_seconds",
    "How long what should have left by now has waited, by channel; the longest.",
    lambda at: (
        waiting()
        .filter(next_try_at__lte=at)
        .order_by()
        .values_list("channel")
        .annotate(n=Min("next_try_at"))
    ),
    labels=("channel",),
    age=True,
)
Measure(
    "outbox_in_trouble",
    "What may not have left (uncertain), was refused (failed) or came back (bounced), and nobody "
    "has decided about.",
    lambda _: in_trouble().order_by().values_list("channel", "state").annotate(n=Count("pk")),
    labels=("channel", "state"),
)
Measure(
    "outbox_standstill_seconds",
    "How long nothing has left by a channel, since it fails.",
    lambda _: Outage.objects.filter(ended_at=None).values_list("channel", "began_at"),
    labels=("channel",),
    age=True,
)
