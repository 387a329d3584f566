"""What keeps a cause from letting anything more happen, and who was told of it."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Person
from buckstop.prevention.models.cause import Cause
from buckstop.prevention.rules.watching import Verdict
from buckstop.problems.models import Case
from buckstop.problems.models.commitment import CommitmentState

VERDICTS = [
    (Verdict.EARLY, _("too early to say")),
    (Verdict.HELD, _("held")),
    (Verdict.NOT_HELD, _("not held")),
]


class Size(models.TextChoices):
    """What a prevention costs, as who owes it says."""

    SMALL = "small", _("small: a day or less")
    MEDIUM = "medium", _("medium: up to two weeks")
    LARGE = "large", _("large: longer than two weeks")


class Prevention(models.Model):
    """What we change so that a cause lets nothing more happen: owed by `debtor` by `due`.

    It is `kept` from the day it is in force; then it is watched until `watch_until`, which was
    chosen from how often the cause let something happen before: `before_came` times (the first
    apart) in `before_exposure` days of customers, or of the house where no service is known
    (`per_customer`). `assumed_hours` of customers a month, and how many were unhappy, is what the
    decision went by. `attend_at` is when the clock looks at it next: as it is due, or in a week.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="preventions")
    what = models.ForeignKey(Body, models.PROTECT, related_name="+")
    shows = models.ForeignKey(Body, models.PROTECT, related_name="+")
    size = models.CharField(max_length=6, choices=Size)
    state = models.CharField(max_length=9, choices=CommitmentState)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    debtor = models.ForeignKey(Person, models.PROTECT, related_name="preventions")
    made_at = models.DateTimeField()
    due = models.DateTimeField()
    first_due = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    in_force_at = models.DateTimeField(null=True)
    watch_until = models.DateTimeField(null=True)
    before_came = models.PositiveIntegerField(default=0)
    before_exposure = models.FloatField(default=0)
    per_customer = models.BooleanField(default=False)
    verdict = models.CharField(max_length=9, choices=VERDICTS, default="", blank=True)
    verdict_at = models.DateTimeField(null=True)
    attend_at = models.DateTimeField(null=True)
    assumed_hours = models.FloatField(null=True)
    assumed_unhappy = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_at=None) | Q(state=CommitmentState.KEPT),
                name="in_force_is_kept",
            )
        ]
        indexes = [
            models.Index(
                fields=["attend_at"],
                name="prevention_attend",
                condition=Q(attend_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def is_owed(self) -> bool:
        return self.ended_at is None

    @property
    def is_watched(self) -> bool:
        return self.in_force_at is not None and not self.verdict

    @property
    def chain_id(self) -> UUID:
        return self.cause.problem.chain_id


class News(models.TextChoices):
    """What customers hear of a prevention, each once."""

    CHANGED = "changed", _("that it was changed")
    HELD = "held", _("that it held")


class Told(models.Model):
    """A customer who suffered from the cause heard of a prevention, in their own case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    prevention = models.ForeignKey(Prevention, models.PROTECT, related_name="told")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    news = models.CharField(max_length=7, choices=News)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prevention", "case", "news"], name="prevention_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.news} to {self.case_id}"
