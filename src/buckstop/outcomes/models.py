"""Lessons, what people think of them, and thanks."""

from uuid import UUID

from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body, Chain
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from buckstop.problems.models.problem import TITLE


class Lesson(models.Model):
    """Three lines about a problem that ended; `about` is what it was called, to be found by.

    It is found once it is `reviewed_at`, as long as somebody found it useful within a year
    (`useful_at`, at first the review), and until somebody says that it doesn't hold any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.OneToOneField(Problem, models.PROTECT, related_name="lesson")
    about = models.CharField(max_length=TITLE, blank=True)
    looked_like = models.ForeignKey(Body, models.PROTECT, related_name="+")
    was = models.ForeignKey(Body, models.PROTECT, related_name="+")
    do_first = models.ForeignKey(Body, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    useful_at = models.DateTimeField(null=True)
    useful_times = models.PositiveIntegerField(default=0)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed_at=None, reviewed_by=None, useful_at=None)
                | models.Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="lesson_reviewed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(reviewed_by=models.F("written_by")),
                name="lesson_reviewed_by_another",
            ),
        ]
        indexes = [
            GistIndex(
                OpClass(Upper("about"), name="gist_trgm_ops"),
                name="lesson_nearest",
                condition=models.Q(reviewed_at__isnull=False, set_aside_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.about

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id


class Thanks(models.Model):
    """From a person to a person, for a problem; in a chain of its own, since it is private.

    Who was thanked may have shown it to their lead: `shown_to`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    text = models.ForeignKey(Body, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    shown_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(given_by=models.F("to")), name="thanks_to_another"
            ),
            models.CheckConstraint(
                condition=models.Q(shown_to=None, shown_at=None)
                | models.Q(shown_to__isnull=False, shown_at__isnull=False),
                name="thanks_shown_to_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["to", "at"], name="thanks_got"),
            models.Index(fields=["given_by", "at"], name="thanks_given"),
            models.Index(
                fields=["shown_to", "at"],
                name="thanks_shown",
                condition=models.Q(shown_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)
