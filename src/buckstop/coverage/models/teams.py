"""Teams, who is of them, what goes to them, and what people know."""

from django.db import models
from django.db.models.functions import Lower

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Chain
from buckstop.people.models import Customer, Person
from buckstop.services.models import Service


class Team(models.Model):
    """People who answer for some of the problems; what is with none is the service desk's.

    It has a roster of its own, in whose chain everything of it stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    lead = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(ended_at=None), name="one_team_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Somebody is of a team, from when to when; they may be of several."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "team", "person", condition=models.Q(until=None), name="member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} of {self.team}"


class Route(models.Model):
    """What comes to an address of ours, or from a customer, or names a service of ours, goes to a
    team."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="routes")
    address = models.CharField(max_length=254, default="", blank=True)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=models.Q(until=None, customer=None, service=None),
                name="one_team_an_address",
            ),
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(until=None, customer__isnull=False),
                name="one_team_a_customer",
            ),
            models.UniqueConstraint(
                fields=["service"],
                condition=models.Q(until=None, service__isnull=False),
                name="one_team_a_service",
            ),
            models.CheckConstraint(
                condition=models.Q(customer=None, service=None) & ~models.Q(address="")
                | models.Q(address="", service=None, customer__isnull=False)
                | models.Q(address="", customer=None, service__isnull=False),
                name="route_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address or self.customer} to {self.team}"


class Skill(models.Model):
    """Somebody knows something, in the organisation's own words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="skills")
    name = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "person", Lower("name"), condition=models.Q(until=None), name="skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} knows {self.name}"
