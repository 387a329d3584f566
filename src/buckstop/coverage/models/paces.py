"""What the order of work knows by a house's own history."""

from django.db import models

from buckstop.coverage.models.promising import ServiceLevel
from buckstop.coverage.models.rosters import Roster
from buckstop.kit.ids import uuid7
from buckstop.people.models import Person


class Pace(models.Model):
    """Something owed of a kind took people of a roster's team so many minutes, half of them less;
    of the last quarter there are `count` by which that is known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    minutes = models.FloatField()
    count = models.PositiveIntegerField()
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster", "kind"], name="one_pace_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.minutes:.0f} minutes"


class Ease(models.Model):
    """Something owed of a kind takes a person so many `times` as long as it takes others, beside
    their own other work: only that, so that it doesn't say how fast they are. Read for their own
    order of work, and for nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24)
    times = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_ease_a_kind")]

    def __str__(self) -> str:
        return self.kind


class Growth(models.Model):
    """What a day of waiting adds at a service level, in `percent`, by how many of its customers
    `asked` where theirs stands in the last quarter; empty while too few did."""

    level = models.OneToOneField(
        ServiceLevel, models.PROTECT, primary_key=True, related_name="growth"
    )
    percent = models.PositiveSmallIntegerField(null=True)
    asked = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.percent} %"
