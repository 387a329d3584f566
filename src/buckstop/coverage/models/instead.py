"""Who is there instead: overrides, absences, swaps."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from buckstop.coverage.models.rosters import Roster
from buckstop.kit.ids import uuid7
from buckstop.people.models import Person

if TYPE_CHECKING:
    _Kept = models.Field[datetime, datetime]
else:
    _Kept = models.Field


class WallClock(_Kept):
    """A date and time as a clock on the wall shows it, without a zone; never an instant."""

    def db_type(self, connection: Any) -> str:
        """PostgreSQL's type that has no zone."""
        return "timestamp without time zone"


class Override(models.Model):
    """`person` instead of `instead_of`, or besides all where that is empty."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="overrides")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    starts = WallClock()
    ends = WallClock()
    since = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["roster", "ends"], name="overrides_ahead")]

    def __str__(self) -> str:
        return f"{self.person} from {self.starts} to {self.ends}"


class Absence(models.Model):
    """Somebody isn't there, on whichever roster, by its clock; perhaps `stand_in` is instead."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    starts = WallClock()
    ends = WallClock()
    since = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ends"], name="absences_ahead")]

    def __str__(self) -> str:
        return f"{self.person} away from {self.starts} to {self.ends}"


class Swap(models.Model):
    """The turn of `layer` that starts on `day` is offered by `giver` to `taker`.

    Once accepted it is the taker's, and moves along with the turn.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="swaps")
    layer = models.UUIDField()
    day = models.DateField()
    giver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["roster", "day"], name="swaps_ahead")]

    def __str__(self) -> str:
        return f"{self.day}: {self.taker} for {self.giver}"
