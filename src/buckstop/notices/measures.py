"""Notices that staff are to have by mail."""

from buckstop.meters.measure import Measure
from buckstop.notices.models import Notice

Measure(
    "notices_lag_seconds",
    "How long the notice has waited that should have been mailed the longest ago.",
    lambda at: Notice.objects.filter(mailed_at=None, mail_due__lte=at).values_list("mail_due"),
    age=True,
)
