"""What follows from entries and isn't done yet."""

from buckstop.ledger.models import Following
from buckstop.meters.measure import Measure

Measure(
    "reactions_waiting",
    "Reactions that aren't done yet.",
    lambda _: Following.objects.filter(done_at=None, failed_at=None).values_list("pk"),
)
Measure(
    "reactions_lag_seconds",
    "How long the reaction has waited that should have been done the longest ago.",
    lambda at: Following.objects.filter(
        done_at=None, failed_at=None, next_try_at__lte=at
    ).values_list("next_try_at"),
    age=True,
)
Measure(
    "reactions_given_up",
    "Reactions that were given up; they stand on the page Deliveries.",
    lambda _: Following.objects.filter(done_at=None, failed_at__isnull=False).values_list("pk"),
)
