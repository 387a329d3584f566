"""Signals that were kept and aren't read yet."""

from buckstop.meters.measure import Measure
from buckstop.signals.models import Arrival

Measure(
    "signals_unread",
    "Messages of monitoring tools that aren't read yet.",
    lambda _: Arrival.objects.filter(done_at=None).values_list("pk"),
)
