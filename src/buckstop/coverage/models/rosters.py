"""Rosters: who is there when as a rule, and how much each may be routed."""

from django.db import models

from buckstop.coverage.models.teams import Team
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Chain
from buckstop.people.models import Person


class Roster(models.Model):
    """Who is there when, of a team; without one, of the service desk.

    With whom the buck stops at the service desk is there always, for every team that names nobody
    of its own. An empty `zone` is the house's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    team = models.OneToOneField(Team, models.PROTECT, null=True, related_name="roster")
    name = models.CharField(max_length=80)
    zone = models.CharField(max_length=50, default="", blank=True)
    buck_stops_with = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(team__isnull=False) | models.Q(buck_stops_with__isnull=False),
                name="buck_stops_with_somebody",
            ),
            models.UniqueConstraint(fields=["team"], nulls_distinct=False, name="one_service_desk"),
        ]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """Every week from `starts` to `ends`; past midnight if ends <= starts.

    An empty `zone` is the roster's: people around the earth cover one roster, each in their own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts")
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday, as in Python
    starts = models.TimeField()
    ends = models.TimeField()
    zone = models.CharField(max_length=50, default="", blank=True)
    since = models.DateTimeField(null=True)  # null: it is older than this column
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="shift_weekday")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.weekday} {self.starts}-{self.ends}"


class Rotation(models.Model):
    """People take turns of `days` days; see `rules.layers`. What changes is ended and made anew."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="rotations")
    begins = models.DateField()
    hands_over = models.TimeField()
    days = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=50, default="", blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"every {self.days} days from {self.begins} {self.hands_over}"


class Seat(models.Model):
    """Somebody's place among the people of a rotation, from 0."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rotation = models.ForeignKey(Rotation, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("rotation", "place", name="one_a_seat")]

    def __str__(self) -> str:
        return f"{self.place}: {self.person}"


class Place(models.Model):
    """How many open problems a shift may route to somebody."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="place")
    limit = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.person}: {self.limit}"


class Feed(models.Model):
    """The address of a calendar, of somebody's own: of a roster, or without one of their turns.

    The address is its key, signed: who has it needs no log-in, until it is withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    roster = models.ForeignKey(Roster, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "roster"],
                name="one_feed_at_a_time",
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"for {self.person}"
