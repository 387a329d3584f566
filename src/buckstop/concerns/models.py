"""Concerns and what was said of them. Keys are random: others would tell when they were made."""

import uuid

from django.db import models

from buckstop.people.models import Person


class Concern(models.Model):
    """Something that somebody (`person`; empty where they stay anonymous) wants a leader to hear.

    `first` was chosen to hear it, `to` owes the answer `due` (empty where none is owed) and got it
    after `missed` others didn't answer. It is seen from `seen_from` on; `digest` is of its code.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, default="", blank=True)
    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seen_from = models.DateTimeField()
    due = models.DateTimeField(null=True)
    missed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=~models.Q(digest=""), name="one_concern_a_code"
            ),
            models.CheckConstraint(
                condition=models.Q(digest="") ^ models.Q(person=None), name="open_or_by_code"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due"], name="concerns_owed", condition=models.Q(due__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"to {self.to}"


class Words(models.Model):
    """What was said, by a `leader`, or where that is empty by whoever raised it; `place` from 0."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="words")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    seen_from = models.DateTimeField()
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("concern", "place", name="one_a_place")]

    def __str__(self) -> str:
        return self.text[:60]
