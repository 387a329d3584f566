"""Words that are written again and again, kept under a name."""

from django.db import models

from buckstop.coverage.models import Team
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.languages import Language
from buckstop.people.models import Person


class Snippet(models.Model):
    """A text to be put into what one writes. `person`: whose it is, or of which `team`; both empty
    where it is the house's. `language`: in which it is; empty where it fits all. Its placeholders
    stand in `rules`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    language = models.CharField(max_length=5, choices=Language, blank=True)
    text = models.ForeignKey(Body, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["name"],
                name="snippet_kept",
                condition=models.Q(removed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SnippetUse(models.Model):
    """Somebody put a snippet into what they wrote: those used lately stand first for them."""

    snippet = models.ForeignKey(Snippet, models.CASCADE, related_name="uses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="snippet_used")]

    def __str__(self) -> str:
        return f"{self.snippet_id} {self.at:%Y-%m-%d}"
