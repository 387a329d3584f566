"""What was written for everybody in the house, and for the clients of customers."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.coverage.models import Team
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body, Chain
from buckstop.people.models import Person
from buckstop.problems.models import Problem


class For(models.TextChoices):
    """Who reads it."""

    HOUSE = "house", _("Everybody who works here")
    CLIENTS = "clients", _("The customers, to pass it on")


class Subscription(models.Model):
    """A team hears of what is written for everybody: its people are told on their pages, and a feed
    at an address of its own has it for programs. Ending it withdraws the address."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team"], condition=models.Q(until=None), name="one_subscription"
            )
        ]

    def __str__(self) -> str:
        return str(self.team)


class Statement(models.Model):
    """Inserted, never changed: the newest of a problem and of its readers is what holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="statements")
    readers = models.CharField(max_length=8, choices=For)
    text = models.ForeignKey(Body, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["problem", "readers", "at"], name="statement_newest")]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id
