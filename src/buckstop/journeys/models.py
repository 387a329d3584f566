"""Logs that came in from elsewhere; what was asked about journeys, and what was found."""

from django.db import models

from buckstop.journeys import asking
from buckstop.kit.ids import uuid7
from buckstop.people.models import Person


class Log(models.Model):
    """An event log of another program, as a file that somebody of us brought in.

    `given` is the file until it was read, `columns` what its columns are and how it is read;
    `names` are its columns, each with what stands first in it. Afterwards `kept` is what the engine
    made of the columns that were named, and of no others; `found` what it holds, `report` what was
    read and left out, and `remarks` that line by line. `refused`: why it couldn't be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80, unique=True)
    file = models.CharField(max_length=200)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    names = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    given = models.BinaryField(null=True)
    asked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    refused = models.TextField(default="", blank=True)
    found = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    remarks = models.BinaryField(null=True)
    kept = models.BinaryField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def waits(self) -> bool:
        """Whether it is about to be read."""
        return self.asked_at is not None and self.read_at is None and not self.refused


class View(models.Model):
    """A question about journeys, as `asking.Question` says it, and what was found: each row can be
    made again.

    Of our own log it names nobody: customers and services stand as their keys, problems as their
    numbers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    log = models.ForeignKey(Log, models.CASCADE, null=True, related_name="views")
    key = models.CharField(max_length=64, unique=True)
    asked = models.JSONField()
    is_usual = models.BooleanField()
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    found = models.JSONField(null=True)
    behind = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"journeys of {self.asked}"

    @property
    def question(self) -> asking.Question:
        """What it is about."""
        return asking.of(self.asked)
