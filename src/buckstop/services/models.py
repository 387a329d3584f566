"""Services, what they need, and who uses them."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Chain
from buckstop.people.models import Customer


class Matters(models.IntegerChoices):
    """What it does to a customer when it stops."""

    CAN_WAIT = 0, _("can wait")
    SLOWS = 1, _("slows them")
    STOPS = 2, _("stops them")


class Service(models.Model):
    """Something that we run for customers, or that what we run for them needs; it has a chain.

    `key` is how programs call it. `quiet_minutes`: after so many without a signal, its trouble
    counts as over.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300, default="", blank=True)
    quiet_minutes = models.PositiveIntegerField(default=15)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(ended_at=None), name="one_service_of_a_key"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Dependency(models.Model):
    """`service` needs `on`, from `since` to `until`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="needs")
    on = models.ForeignKey(Service, models.PROTECT, related_name="needed_by")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "on"], condition=Q(until=None), name="needed_once"
            ),
            models.CheckConstraint(condition=~Q(service=F("on")), name="needs_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.service} needs {self.on}"

    @property
    def chain_id(self) -> UUID:
        return self.service.chain_id


class Use(models.Model):
    """A customer uses a service at a site, from `since` to `until`; empty `site`: everywhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="uses")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="uses")
    site = models.CharField(max_length=120, default="", blank=True)
    plan = models.CharField(max_length=60, default="", blank=True)
    matters = models.PositiveSmallIntegerField(choices=Matters, default=Matters.SLOWS)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "customer", "site"], condition=Q(until=None), name="used_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer} uses {self.service}"

    @property
    def chain_id(self) -> UUID:
        return self.service.chain_id
