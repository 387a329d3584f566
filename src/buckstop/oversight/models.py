"""Marks on customers, who looked within the hour, and the index of what the house's chain says."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Customer, Person


class Mark(models.Model):
    """Whoever opens what is this customer's is on record, until `until`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why = models.ForeignKey(Body, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(until=None), name="marked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer}"


class Look(models.Model):
    """That somebody is on record for this hour already; forgotten when the hour is over."""

    id = models.BigAutoField(primary_key=True)
    viewer = models.UUIDField()
    customer = models.UUIDField()
    hour = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["viewer", "customer", "hour"], name="look_once")
        ]

    def __str__(self) -> str:
        return f"{self.viewer} at {self.customer}"


class Sort(models.TextChoices):
    """What somebody did, as the page of it can be narrowed."""

    LOG_IN = "log-in", _("Log-ins and sessions")
    PEOPLE = "people", _("People and roles")
    KEYS = "keys", _("Keys")
    SETTINGS = "settings", _("Settings")
    WAYS_IN = "ways-in", _("Providers and directories")
    EXPORTS = "exports", _("What was taken out")
    LOOKS = "looks", _("Marked customers")
    ERASING = "erasing", _("Erasing")


class Deed(models.Model):
    """An entry of the house's chain, by its number there, as the page finds it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    sort = models.CharField(max_length=10, choices=Sort)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["sort", "number"], name="deed_sort"),
            models.Index(fields=["at"], name="deed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.sort}"


class Involved(models.Model):
    """Who did it, and whom or what it is about."""

    id = models.BigAutoField(primary_key=True)
    person = models.UUIDField()  # of anything that the entry names
    sort = models.CharField(max_length=10, choices=Sort)
    number = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="involved_once")]
        indexes = [models.Index(fields=["person", "sort", "number"], name="involved_sort")]

    def __str__(self) -> str:
        return f"{self.person} in {self.number}"
