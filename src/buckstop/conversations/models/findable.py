"""What was said, as it is looked for."""

from django.db import models

from buckstop.conversations.models.message import Message
from buckstop.kit.folding import trigrams


class Findable(models.Model):
    """A message with its files' names, folded for searching; empty until the clock has folded it.

    A trigger adds the row with its message, and empties it when what was written is erased.
    """

    message = models.OneToOneField(
        Message, models.PROTECT, primary_key=True, related_name="findable"
    )
    folded = models.TextField(null=True)

    class Meta:
        indexes = [
            trigrams(models.F("folded"), "said_found"),
            models.Index(
                fields=["message"], name="to_fold", condition=models.Q(folded__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.folded or ""
