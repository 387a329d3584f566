"""What somebody writes and hasn't sent: theirs alone, and no claim about anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.people.models import Person
from buckstop.problems.models import Case, Problem


class Place(models.TextChoices):
    """Where it is written: each has one draft of a person and problem."""

    UPDATE = "update", _("News for all customers")
    REPLY = "reply", _("An answer to one customer")
    NOTE = "note", _("Internal note")


class Draft(models.Model):
    """Words and files on their way to be sent. No entry of the ledger speaks of them.

    `id` is given by the page on which it began, so that what is typed there stays one draft.
    `case`: to whom an answer goes; the draft follows it to another problem. `begun_after`: the
    newest entry that its writer had read when they began. `version` grows with each change.
    `retired_at`: when it was sent; words and files are gone then, and the row stops late savers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=6, choices=Place)
    text = models.TextField(blank=True)
    begun_after = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "problem", "place"],
                name="draft_once",
                condition=models.Q(retired_at=None),
            )
        ]
        indexes = [models.Index(fields=["changed_at"], name="draft_changed")]

    def __str__(self) -> str:
        return f"{self.place} {self.changed_at:%Y-%m-%d %H:%M}"


class DraftFile(models.Model):
    """A file that is to go with a draft."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
