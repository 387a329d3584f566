"""What was done for customers at risk, and why customers left."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Customer, Person


class Call(models.Model):
    """Somebody spoke to a customer at risk, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="calls")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.ForeignKey(Body, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["customer", "at"], name="call_of_customer")]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def chain_id(self) -> UUID:
        return self.customer.chain_id


class Because(models.TextChoices):
    """The main reason, as far as we know."""

    HANDLING = "handling", _("how we handled their problems")
    PROBLEMS = "problems", _("too many problems")
    PRICE = "price", _("the price")
    NEED = "need", _("they don’t need it any more")
    OTHER = "other", _("something else")
    UNKNOWN = "unknown", _("we don’t know")


class Left(models.Model):
    """A customer is one no more, from `at` until it was taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="left")
    because = models.CharField(max_length=8, choices=Because)
    why = models.ForeignKey(Body, models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer"], condition=Q(until=None), name="left_once")
        ]

    def __str__(self) -> str:
        return f"{self.customer} left"

    @property
    def chain_id(self) -> UUID:
        return self.customer.chain_id


class Weekly(models.Model):
    """One of us gets the leaders' figures by mail each week, at `next_at` again."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="weekly")
    next_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"weekly to {self.person_id}"
