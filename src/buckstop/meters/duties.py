"""What workers count. It stands here, since every part tells it, not only the one that works."""

from buckstop.meters.meter import Counter, Histogram

DUTY_SECONDS = Histogram("duty_seconds", "How long a worker took for a batch of a duty.", "duty")
DUTY_THINGS = Counter("duty_things", "What a worker took up, by duty.", "duty")
DUTY_FAILURES = Counter(
    "duty_failures", "How often a duty of a worker failed; each is tried again.", "duty"
)
