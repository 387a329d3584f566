"""How much work things were for a team, by its own history."""

from django.db import models

from buckstop.coverage.models.rosters import Roster
from buckstop.kit.ids import uuid7


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
