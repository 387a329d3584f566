"""Tags, and fields of the house's own: what there is, and what a problem has of it."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.problems.models.problem import Kind, Problem

NAME = 60  # characters
VALUE = 200


class Sort(models.TextChoices):
    """What a problem has of a label: nothing but the label itself, or a value."""

    TAG = "tag", _("Tag")
    TEXT = "text", _("Text")
    CHOICE = "choice", _("Choice")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")


class Label(models.Model):
    """A tag, or a field of the house's own. It is in the house's chain.

    `kinds`: of which kinds of problem it is; empty: of all. `choices`: the values of a choice.
    `for_customers`: they read it on their page.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=NAME)
    sort = models.CharField(max_length=6, choices=Sort)
    kinds = ArrayField(models.CharField(max_length=8, choices=Kind), default=list)
    choices = ArrayField(models.CharField(max_length=NAME), default=list)
    for_customers = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                condition=models.Q(removed_at__isnull=True),
                name="one_label_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def fits(self, kind: str) -> bool:
        """Whether problems of this kind have it."""
        return not self.kinds or kind in self.kinds


class Labelling(models.Model):
    """A problem has a label, with a value where it is a field, until `ended_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="labellings")
    label = models.ForeignKey(Label, models.PROTECT, db_index=False, related_name="labellings")
    value = models.CharField(max_length=VALUE, default="", blank=True)
    said = models.ForeignKey(Body, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "label"],
                condition=models.Q(ended_at__isnull=True),
                name="labelled_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["label", "problem"],
                name="labelled",
                condition=models.Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}" if self.value else str(self.label)

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id
