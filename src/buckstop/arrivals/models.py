"""Other systems, what was brought from them, and what came of each import."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.conversations.models import Message
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Chain
from buckstop.people.models import Person
from buckstop.problems.models import Problem


class Source(models.Model):
    """Another system. `nobody` is the contact of what nobody sent, met at the first need; `came_to`
    how far its threads came, as its reader writes it; `report` what came of the last import, and
    `reconciled` of the last comparison of both sides, as JSON."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80, unique=True)
    nobody = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    came_to = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)
    report = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True)
    reconciled = models.JSONField(default=dict)
    signed_off_at = models.DateTimeField(null=True)
    signed_off_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class ThreadState(models.TextChoices):
    CAME = "came", _("Came")
    LEFT_OUT = "left out", _("Didn’t come")


class Arrival(models.Model):
    """One thread of a source: what the source had of it when it came, in numbers and in one digest;
    or `why` it didn’t come. `digest` is empty where somebody of it was erased since."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="arrivals")
    theirs = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=ThreadState)
    why = models.CharField(max_length=300, blank=True)
    problem = models.OneToOneField(Problem, models.PROTECT, null=True, related_name="arrival")
    messages = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "theirs"], name="arrived_once")]

    def __str__(self) -> str:
        return f"{self.theirs} of {self.source_id}"


class Brought(models.Model):
    """Which message a message of a thread became; `theirs` is its name there."""

    message = models.OneToOneField(
        Message, models.PROTECT, primary_key=True, related_name="brought"
    )
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="brought", db_index=False)
    theirs = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["arrival", "theirs"], name="brought_once")]

    def __str__(self) -> str:
        return self.theirs
