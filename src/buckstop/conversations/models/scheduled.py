"""What was written now and leaves at a time that its writer chose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Person
from buckstop.problems.models import Case, Problem


class Outcome(models.TextChoices):
    LEFT = "left", _("It left at its time")
    TAKEN_BACK = "taken-back", _("Somebody took it back")
    STOPPED = "stopped", _("Something changed meanwhile, and it didn’t leave")


class Scheduled(models.Model):
    """An answer, or news for all where `case` is empty, that waits for its time; nobody was told.

    `after` is the entry by which it was written: what customers or colleagues say later stops it.
    `overruled` are concerns of the wording check that its writer let stand; `next_due` is the time
    of the next news that it names, empty where that stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.ForeignKey(Body, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    after = models.PositiveIntegerField()
    leaves_at = models.DateTimeField()
    next_due = models.DateTimeField(null=True)
    overruled = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, outcome="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(outcome="")),
                name="scheduled_ended_somehow",
            )
        ]
        indexes = [
            models.Index(
                fields=["leaves_at"],
                name="scheduled_leaves",
                condition=models.Q(ended_at=None),
            ),
            models.Index(
                fields=["problem"],
                name="scheduled_waiting",
                condition=models.Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"leaves {self.leaves_at:%Y-%m-%d %H:%M}"


class ScheduledFile(models.Model):
    """A file that leaves with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scheduled = models.ForeignKey(Scheduled, models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    file = models.ForeignKey(Body, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name
