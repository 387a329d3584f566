"""The roster, its shifts and places, and service levels."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Chain
from buckstop.people.models import Person


class Roster(models.Model):
    """Who is there when. `buck_stops_with` is there always; an empty `zone` is the house's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    zone = models.CharField(max_length=50, default="", blank=True)
    buck_stops_with = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """Every week from `starts` to `ends` in the roster's zone; past midnight if ends <= starts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts")
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday, as in Python
    starts = models.TimeField()
    ends = models.TimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="shift_weekday")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.weekday} {self.starts}-{self.ends}"


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

    def __str__(self) -> str:
        return self.name
