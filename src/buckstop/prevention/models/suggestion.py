"""Feedback that is no problem: what a customer suggests, and what became of it."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Person
from buckstop.problems.models import Case


class Suggestion(models.Model):
    """What somebody suggested in their case; `owner` owes them an answer by `due`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="suggestions")
    what = models.ForeignKey(Body, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="suggestions")
    noted_at = models.DateTimeField()
    due = models.DateTimeField()
    missed_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    attend_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["attend_at"],
                name="suggestion_attend",
                condition=Q(attend_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def is_owed(self) -> bool:
        return self.answered_at is None

    @property
    def chain_id(self) -> UUID:
        return self.case.problem.chain_id
