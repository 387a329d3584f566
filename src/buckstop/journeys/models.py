"""What was asked about journeys, and what was found; each row can be made again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models

from buckstop.journeys.engine.selection import Selection
from buckstop.kit.ids import uuid7

DAYS = (30, 90, 365)
"""The periods that there are, each beside the one before it."""
USUAL = 90


class View(models.Model):
    """Some of our journeys: those that began in the last `days`, of a customer, about a service,
    through a step, never through another; and what was found of them, which is kept.

    It names nobody: customers and services stand as their keys, problems as their numbers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    days = models.PositiveSmallIntegerField(default=USUAL)
    customer = models.UUIDField(null=True)
    service = models.UUIDField(null=True)
    through = models.CharField(max_length=40, default="", blank=True)
    never = models.CharField(max_length=40, default="", blank=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    found = models.JSONField(null=True)
    behind = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["days", "customer", "service", "through", "never"],
                name="one_view_of_journeys",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"journeys of {self.days} days"

    @property
    def is_usual(self) -> bool:
        """It is about all that began in its time: once asked for, it stays."""
        return not (self.customer or self.service or self.through or self.never)

    def selection(self, at: datetime) -> Selection:
        """The journeys that it is about, as of a time."""
        return self._selection(at - timedelta(days=self.days), None)

    def before(self, at: datetime) -> Selection:
        """Those of as many days before them."""
        since = at - timedelta(days=self.days)
        return self._selection(since - timedelta(days=self.days), since)

    def _selection(self, since: datetime, until: datetime | None) -> Selection:
        return Selection(
            since,
            until,
            customer=_key(self.customer),
            service=_key(self.service),
            through=(self.through,) if self.through else (),
            never=(self.never,) if self.never else (),
        )


def _key(key: UUID | None) -> str:
    return str(key) if key else ""
