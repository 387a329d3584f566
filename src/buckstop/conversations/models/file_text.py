"""The words of files, as they are looked for."""

from django.db import models

from buckstop.ledger.models import Body


class FileText(models.Model):
    """The words of a file that came or went with a message; empty where it has none to read.

    A trigger adds the row with the file, and removes it when the file is erased: `read_at` is empty
    until the clock has read it.
    """

    file = models.OneToOneField(Body, models.PROTECT, primary_key=True, related_name="+")
    text = models.TextField(blank=True, default="")
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["file"], name="to_read", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.text
