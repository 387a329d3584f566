"""What was given to make something right, and who may give how much."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from buckstop.coverage.models import Team
from buckstop.kit.ids import uuid7
from buckstop.kit.money import Money
from buckstop.ledger.models import Body, Chain
from buckstop.people.models import Person
from buckstop.problems.models import Case, Commitment


class RemedyKind(models.TextChoices):
    """What makes something right, beside the house's own kinds; `credit` and `refund` are money
    and have an amount."""

    APOLOGY = "apology", _("Apology")
    CREDIT = "credit", _("Credit")
    REFUND = "refund", _("Refund")
    REPLACEMENT = "replacement", _("Replacement")
    EXTRA_WORK = "extra work", _("Extra work")


class RemedyState(StrEnum):
    """What became of a remedy; refused, too, is what was taken back, or ended with its case."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


MONEY = (RemedyKind.CREDIT, RemedyKind.REFUND)
NAMED = (RemedyKind.REPLACEMENT, RemedyKind.EXTRA_WORK)
"""What says nothing yet: what they get is written with it."""
NAME = 40  # characters of a kind


class OwnKind(models.Model):
    """A kind of the house's own: its name is its code. It costs something, as whatever isn't an
    apology does; what was given by it keeps its name when it ends."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(ended_at=None), name="one_kind_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


def label_of(kind: str) -> str:
    """How a kind is called: one of ours by its label, one of the house's own by its name."""
    return str(RemedyKind(kind).label) if kind in RemedyKind.values else kind


class Authority(models.Model):
    """Who may give which kinds without asking anybody, up to how much, in minor units.

    Of one person; or of everybody with a role, or of a team, each up to as much.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, default="", blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    kinds = ArrayField(models.CharField(max_length=NAME))
    currency = models.CharField(max_length=3)
    per_case = models.PositiveBigIntegerField()
    per_customer = models.PositiveBigIntegerField()  # in a month
    per_month = models.PositiveBigIntegerField()  # in all
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, role="", team=None)
                | (models.Q(person=None, team=None) & ~models.Q(role=""))
                | models.Q(person=None, role="", team__isnull=False),
                name="authority_of_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(per_case__lte=models.F("per_customer"))
                & models.Q(per_customer__lte=models.F("per_month")),
                name="authority_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(currency=Upper("currency")), name="authority_currency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.role or self.team}: {', '.join(self.kinds)}"

    def money(self, minor: int) -> Money:
        """An amount in its currency."""
        return Money(minor, self.currency)


class Remedy(models.Model):
    """Something to make it right, in one case: waiting for a yes, given, or come to nothing.

    `asked_by` wrote it and `text` is their apology, which leaves when it is given. `authority` is
    that by which `granted_by` gave it. `approval` is what is owed by whom it was beyond the limits
    of; `step` by whom it is owed to be done.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=NAME)
    what = models.CharField(max_length=200, default="", blank=True)
    amount = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="", blank=True)
    text = models.ForeignKey(Body, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    debtor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due = models.DateTimeField(null=True)
    approval = models.OneToOneField(Commitment, models.PROTECT, null=True, related_name="remedy")
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(null=True)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="remedies")
    step = models.OneToOneField(Commitment, models.PROTECT, null=True, related_name="+")
    beyond_why = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    backed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    backed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(granted_at=None, granted_by=None)
                | models.Q(granted_at__isnull=False, granted_by__isnull=False),
                name="remedy_granted_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(amount=None, currency="")
                | (models.Q(amount__gt=0) & ~models.Q(currency="")),
                name="remedy_amount",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=MONEY) | models.Q(amount__isnull=False),
                name="remedy_of_money",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "granted_by", "granted_at"],
                include=["amount"],  # a month is summed from it alone
                name="remedy_counted",
                condition=models.Q(granted_at__isnull=False),
            ),
            models.Index(
                fields=["case", "granted_at"],
                include=["authority", "granted_by", "amount"],  # of a case, too
                name="remedy_counted_of_case",
                condition=models.Q(granted_at__isnull=False),
            ),
            models.Index(fields=["case", "made_at"], name="remedy_of_case"),
            models.Index(fields=["granted_at"], name="remedy_granted"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.case}"

    @property
    def chain_id(self) -> UUID:
        """The chain of its problem."""
        return self.case.problem.chain_id

    @property
    def money(self) -> Money | None:
        """What it costs, where that was said."""
        return Money(self.amount, self.currency) if self.amount is not None else None

    @property
    def state(self) -> RemedyState:
        """What became of it until now."""
        if self.granted_at is not None:
            return RemedyState.GRANTED
        return RemedyState.ASKED if self.is_waiting else RemedyState.REFUSED

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still owes a yes or a no."""
        asked: Any = self.approval
        return self.granted_at is None and asked is not None and asked.is_owed
