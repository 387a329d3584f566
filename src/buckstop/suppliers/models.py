"""Suppliers and their people."""

from django.db import models
from django.db.models.functions import Lower

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Chain
from buckstop.people.models import Person


class Supplier(models.Model):
    """An organisation that we ask for help, in whose chain everything of it stands.

    `opens` to `closes` on `weekdays` ("0" is Monday) are its hours, the whole day where both are
    the same; an empty `zone` is the house's. `answers_…` are working minutes within which it
    promises to answer, where a problem stops, slows or doesn't hinder people; 0: it promises
    nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    supplies = models.CharField(max_length=300, default="", blank=True)
    zone = models.CharField(max_length=50, default="", blank=True)
    opens = models.TimeField()
    closes = models.TimeField()
    weekdays = models.CharField(max_length=7)
    answers_stopped = models.PositiveIntegerField(default=0)
    answers_slowed = models.PositiveIntegerField(default=0)
    answers_unhindered = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(ended_at=None), name="one_supplier_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SupplierPerson(models.Model):
    """Somebody of a supplier, from when to when; `post` is what they are there ("night line").

    Who stands on the ladder is turned to `turn_to_after` minutes after nobody answered: minutes of
    the supplier's hours, or of every hour where they are there `always`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(max_length=60, default="", blank=True)
    turn_to_after = models.PositiveIntegerField(null=True)
    always = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "person", condition=models.Q(until=None), name="of_one_supplier"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} of {self.supplier}"
