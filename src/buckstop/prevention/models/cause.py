"""What let problems happen, and what is owed of a problem that hurt."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Person
from buckstop.problems.models import Problem


class Cause(models.Model):
    """An obstacle that we can remove. Its history stands in that of the problem that showed it.

    `keeper` looks after it. Merged into another, it is called as that one is, and stays: it can be
    taken apart again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="causes_found")
    what = models.ForeignKey(Body, models.PROTECT, related_name="+")
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="cause_is_not_its_own"
            )
        ]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id


class Because(models.Model):
    """A cause let a problem happen, from `since` until somebody said that it didn't."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="problems")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="causes")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cause", "problem"], condition=Q(until=None), name="because_once"
            )
        ]
        indexes = [
            models.Index(fields=["problem"], name="because_of", condition=Q(until=None)),
        ]

    def __str__(self) -> str:
        return f"{self.problem} because {self.cause}"

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id


class Review(models.Model):
    """What is owed of a problem that hurt: a cause, by `due`, of `debtor`; done once one is named.

    `why` are codes of `rules.hurting.Why`. `looks`: how often nobody knew yet, `unknown` why not.
    `missed_at`: when its time passed first. The four texts are written together.
    """

    problem = models.OneToOneField(Problem, models.PROTECT, primary_key=True, related_name="review")
    why = ArrayField(models.CharField(max_length=12))
    debtor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due = models.DateTimeField()
    attend_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    looks = models.PositiveSmallIntegerField(default=0)
    unknown = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    happened = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    went_well = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    surprised = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    changes = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, attend_at__isnull=False)
                | Q(done_at__isnull=False, attend_at=None),
                name="review_attended_until_done",
            )
        ]
        indexes = [
            models.Index(
                fields=["attend_at"], name="review_attend", condition=Q(attend_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"review of {self.problem_id}"

    @property
    def is_owed(self) -> bool:
        return self.done_at is None

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id

    def text(self, part: str) -> str:
        """What stands in one of its four parts; empty where nobody wrote it."""
        body: Any = getattr(self, part)
        return str(body) if body else ""


PARTS = ("happened", "went_well", "surprised", "changes")
"""Of a review, in the order in which they are written."""
