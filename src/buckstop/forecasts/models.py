"""What was foreseen, as it was made, and what came."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from buckstop.forecasts.rules.ranges import Range
from buckstop.kit.ids import uuid7
from buckstop.problems.models import Problem


class What(models.TextChoices):
    """What is foreseen."""

    SOLVED = "solved", _("Until it is solved")
    MISSED = "missed", _("The next news is missed")
    BROKEN = "broken", _("It isn’t solved after all")
    SAME = "same", _("It is the same as another problem")


class Forecast(models.Model):
    """One forecast; only what came of it is written later. Times are in minutes.

    It is about its `subject` (the problem, a promise of news, a case) as it began at `since`.
    `low` to `high` with `middle` are a range, `chance` is one; `base_…` is the same without a look
    at anything. `like` says of which it was reckoned, `of` how many those were; `guess` is the
    problem that it may be the same as. `came` is null where it ended in a way that says nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    what = models.CharField(max_length=6, choices=What)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="forecasts")
    subject = models.UUIDField()
    since = models.DateTimeField()
    made_at = models.DateTimeField()
    like = models.CharField(max_length=80)
    of = models.PositiveIntegerField()
    low = models.FloatField(null=True)
    middle = models.FloatField(null=True)
    high = models.FloatField(null=True)
    base_low = models.FloatField(null=True)
    base_middle = models.FloatField(null=True)
    base_high = models.FloatField(null=True)
    chance = models.FloatField(null=True)
    base = models.FloatField(null=True)
    guess = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    came = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "subject", "since"], name="foreseen_once"),
            models.CheckConstraint(
                condition=Q(middle__isnull=False) ^ Q(chance__isnull=False),
                name="a_range_or_a_chance",
            ),
            models.CheckConstraint(
                condition=Q(made_at__gte=F("since")), name="foreseen_after_it_began"
            ),
        ]
        indexes = [
            models.Index(fields=["what"], name="forecast_waits", condition=Q(ended_at=None)),
            models.Index(fields=["what", "ended_at"], name="forecast_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.problem_id}"

    @property
    def range(self) -> Range:
        """What was said of how long it takes."""
        assert self.low is not None
        assert self.middle is not None
        return Range(self.low, self.middle, self.high)

    @property
    def base_range(self) -> Range:
        """What would have been said of any problem."""
        assert self.base_low is not None
        assert self.base_middle is not None
        return Range(self.base_low, self.base_middle, self.base_high)
