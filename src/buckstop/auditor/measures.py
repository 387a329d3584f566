"""What the auditor found, and when something was last."""

from django.db.models.functions import Extract

from buckstop.auditor.models import Finding, Mark
from buckstop.meters.measure import Measure

Measure(
    "auditor_findings",
    "What should hold and doesn't, by check: of how many things.",
    lambda _: Finding.objects.filter(ended_at=None).values_list("check_code", "number"),
    labels=("check",),
)
Measure(
    "last_seen_timestamp_seconds",
    "When a worker was last alive, the auditor last looked, a heartbeat last left, a backup was "
    "last made (`worker`, `auditor`, `heartbeat`, `backup`), in seconds since 1970.",
    lambda _: Mark.objects.values_list("name", Extract("at", "epoch")),
    labels=("what",),
)
