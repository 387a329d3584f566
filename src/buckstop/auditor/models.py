"""The last time of something, and what didn't hold since when."""

from django.db import models

from buckstop.kit.ids import uuid7


class MarkName(models.TextChoices):
    WORKER = "worker"  # a worker went through its duties
    AUDITOR = "auditor"  # the auditor looked
    HEARTBEAT = "heartbeat"  # the heartbeat address was called, and answered
    BACKUP = "backup"  # a backup was written
    DRILL = "drill"  # a backup was restored for trial, and proved


class Mark(models.Model):
    """The last time of something."""

    name = models.CharField(max_length=9, primary_key=True, choices=MarkName)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"


class Finding(models.Model):
    """A check that doesn't hold: how many of its things, when seen first, and last."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    check_code = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_code"], condition=models.Q(ended_at=None), name="one_open_finding"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_code}: {self.number}"
