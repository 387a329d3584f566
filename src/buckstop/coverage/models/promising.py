"""What is promised to whom, and who hears of it: service levels and ladders."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from buckstop.coverage.models.rosters import Roster
from buckstop.coverage.models.teams import Team
from buckstop.coverage.rules.levels import GROWS, WEIGHS
from buckstop.coverage.service_times import ASK_DAYS
from buckstop.kit.ids import uuid7
from buckstop.services.models import Service


class ServiceLevel(models.Model):
    """Working hours, how soon and how often a customer hears from us, and within which time we aim
    to have it fixed (empty: no aim), in working minutes. `legal_days` are days, from when the
    customer came to us, within which a law wants a final answer (empty: none does).

    Waiting of its customers `weighs` so many per cent beside the default level's, and each day adds
    `grows` per cent to that, or what was `learned` from those who `asked` (where it was read along
    with it); outside its hours what can't wait reaches the team that is `on_call`.

    The same person is asked how easy it was once in `ask_days` days at most; 0: never.

    An empty `zone` is the house's. `country` names whose public holidays are days off, perhaps with
    a part ("CH-ZH"); besides, the house is closed on `days_off` and open on `days_open`.
    It is for a `tier` of customers, for what `hurts` so much, for a `kind` of case, for what is
    about a `service`, for what came to one of the `addresses` of ours; what is empty is anything.
    The first by `position` that fits counts. The default level has none, is for everything, comes
    last and stays.
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
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    addresses = ArrayField(models.CharField(max_length=254), default=list, db_default=[])
    fix_aim = models.PositiveIntegerField(null=True)
    ask_days = models.PositiveSmallIntegerField(default=ASK_DAYS, db_default=ASK_DAYS)
    on_call = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    weighs = models.PositiveSmallIntegerField(default=WEIGHS, db_default=WEIGHS)
    grows = models.PositiveSmallIntegerField(default=GROWS, db_default=GROWS)
    legal_days = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)
    learned: int | None = None
    asked: int | None = None

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
                | models.Q(
                    tier="", hurts=None, kind="", service=None, addresses=[], removed_at=None
                ),
                name="default_level_is_for_all",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_default(self) -> bool:
        """Whether it is for whatever no other level is for."""
        return self.position is None


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
