"""Mail as it came in."""

from django.db import models
from django.db.models.functions import Now

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body


class Intake(models.Model):
    """One mail to one of our addresses: a row of work until `done_at`.

    The same message is the same recipient, Message-ID and digest: said twice, it counts once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    raw = models.ForeignKey(Body, models.PROTECT, related_name="+")
    envelope_from = models.CharField(max_length=320, blank=True)
    recipient = models.CharField(max_length=320)
    message_id = models.CharField(max_length=998, blank=True)
    fingerprint = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "fingerprint"], name="intake_once")
        ]
        indexes = [
            models.Index(
                fields=["id"], name="intake_waiting", condition=models.Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"from {self.envelope_from} to {self.recipient}"
