"""Two conveniences of the doors, nothing that counts: what was said once, and how often lately."""

from django.db import models


class Once(models.Model):
    """Something that a customer's form or a program said, under a name of its own, and the answer.

    `holder` is the case or the key that said it. `fingerprint` is a digest of all that was said, so
    that the same name for something else is noticed.
    """

    holder = models.UUIDField()
    said = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "said"], name="said_once")]
        indexes = [models.Index(fields=["at"], name="said_once_at")]

    def __str__(self) -> str:
        return self.said


class Tally(models.Model):
    """How often somebody came in the running window. `key` is a digest: it names nobody."""

    key = models.CharField(max_length=32, primary_key=True)
    ends_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="tally_ends")]

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at:%H:%M}"
