"""Time that somebody spent."""

from django.db import models

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Person
from buckstop.problems.models import Case, Problem


class TimeSpent(models.Model):
    """Minutes that a person worked on a problem on a day, for one case or, where that is empty, for
    all of it. `billable`: the customer pays for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="time_spent")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    day = models.DateField()
    what = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    billable = models.BooleanField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=1440), name="time_within_a_day"
            )
        ]
        indexes = [
            models.Index(fields=["day"], name="time_by_day", condition=models.Q(removed_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min on {self.day}"
