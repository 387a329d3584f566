"""Teams, their rosters, shifts and places, skills, and service levels."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Chain
from buckstop.people.models import Customer, Person


class Team(models.Model):
    """People who answer for some of the problems; what is with none is the service desk's.

    It has a roster of its own, in whose chain everything of it stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    lead = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(ended_at=None), name="one_team_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Somebody is of a team, from when to when; they may be of several."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "team", "person", condition=models.Q(until=None), name="member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} of {self.team}"


class Route(models.Model):
    """What comes to an address of ours, or from a customer, goes to a team."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="routes")
    address = models.CharField(max_length=254, default="", blank=True)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=models.Q(until=None, customer=None),
                name="one_team_an_address",
            ),
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(until=None, customer__isnull=False),
                name="one_team_a_customer",
            ),
            models.CheckConstraint(
                condition=models.Q(address="") ^ models.Q(customer=None), name="route_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address or self.customer} to {self.team}"


class Skill(models.Model):
    """Somebody knows something, in the organisation's own words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="skills")
    name = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "person", Lower("name"), condition=models.Q(until=None), name="skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} knows {self.name}"


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


class Ladder(models.Model):
    """Who of a roster's team hears of what is owed of a kind, and when: see `rules.ladders`.

    The service desk's holds for every team that has none of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="ladders")
    kind = models.CharField(max_length=24)
    rungs = models.CharField(max_length=400)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "roster", "kind", condition=models.Q(until=None), name="one_ladder_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.rungs}"


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


class Place(models.Model):
    """How many open problems a shift may route to somebody."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="place")
    limit = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.person}: {self.limit}"


class ServiceLevel(models.Model):
    """Working hours and how soon and how often a customer hears from us, in working minutes.

    An empty `zone` is the house's. `country` names whose public holidays are days off, perhaps with
    a part ("CH-ZH"); besides, the house is closed on `days_off` and open on `days_open`.
    It is for a `tier` of customers, for what `hurts` so much, for a `kind` of case; what is empty
    is anything. The first by `position` that fits counts. The default level has none, is for
    everything, comes last and stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    zone = models.CharField(max_length=50, default="", blank=True)
    country = models.CharField(max_length=10, default="", blank=True)
    days_off = ArrayField(models.DateField(), default=list)
    days_open = ArrayField(models.DateField(), default=list)
    opens = models.TimeField()
    closes = models.TimeField()
    weekdays = models.CharField(max_length=7, default="01234")
    first_news = models.PositiveIntegerField(default=30)
    news_while_hurting = models.PositiveIntegerField(default=240)
    news_otherwise = models.PositiveIntegerField(default=600)
    tier = models.CharField(max_length=40, default="", db_default="", blank=True)
    hurts = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=8, default="", db_default="", blank=True)
    position = models.PositiveSmallIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["position"],
                condition=models.Q(position=None),
                nulls_distinct=False,
                name="one_default_level",
            ),
            models.CheckConstraint(
                condition=models.Q(position__isnull=False)
                | models.Q(tier="", hurts=None, kind="", removed_at=None),
                name="default_level_is_for_all",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_default(self) -> bool:
        """Whether it is for whatever no other level is for."""
        return self.position is None
