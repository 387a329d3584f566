"""Exceptions, holds, and what each run did."""

from django.db import models

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Brand, Customer, Person
from buckstop.problems.models import Problem

NEVER = 0
"""Months of what is kept forever."""


class Period(models.Model):
    """How many months what was said is kept for a customer, or under a brand, until `until`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, related_name="+")
    months = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(customer=None) ^ models.Q(brand=None), name="period_of_one"
            ),
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(until=None), name="one_period_a_customer"
            ),
            models.UniqueConstraint(
                fields=["brand"], condition=models.Q(until=None), name="one_period_a_brand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer or self.brand}: {self.months}"


class Hold(models.Model):
    """Nothing of a customer, or of a problem, is erased by rule until `until`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    why = models.ForeignKey(Body, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(customer=None) ^ models.Q(problem=None), name="hold_on_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer or self.problem}"


class Run(models.Model):
    """One night's work; `after` is the number of the problem that it came to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    months = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    after = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.F("ended_at").asc(),
                nulls_distinct=False,
                condition=models.Q(ended_at=None),
                name="one_run_at_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d}"


class Line(models.Model):
    """What went of one problem, by the rule of how many months; or that a hold kept it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="lines")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    months = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=8)  # whose: the house's, a customer's or a brand's
    messages = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    hold = models.ForeignKey(Hold, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["problem", "closed_at"], name="retention_line_problem")]

    def __str__(self) -> str:
        return f"{self.problem}"
