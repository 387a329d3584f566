"""What all processes counted, and which of them are there. Both tables are unlogged: a crash of the
database empties them, which monitoring takes for a restart."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Total(models.Model):
    """What was counted by a meter under some labels: `key` is both, `numbers` the sums."""

    key = models.CharField(max_length=250, primary_key=True)
    numbers = ArrayField(models.FloatField())

    def __str__(self) -> str:
        return self.key


class Process(models.Model):
    """A process that is there, or was until `seen_at`; `levels` are its own, by their names."""

    id = models.UUIDField(primary_key=True)
    part = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    levels = models.JSONField()

    def __str__(self) -> str:
        return f"{self.part}, seen {self.seen_at:%H:%M:%S}"
