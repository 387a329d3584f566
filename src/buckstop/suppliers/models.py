"""Suppliers, their people, and what is asked of them."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body, Chain
from buckstop.people.models import Customer, Person
from buckstop.problems.models import Commitment
from buckstop.services.models import Service


class Supplier(models.Model):
    """An organisation that we ask for help, in whose chain everything of it stands.

    `opens` to `closes` on `weekdays` ("0" is Monday) are its hours, the whole day where both are
    the same; an empty `zone` is the house's. `answers_…` are working minutes within which it
    promises to answer, where a problem stops, slows or doesn't hinder people; 0: it promises
    nothing. `services` are the keys of those of our services that need what it supplies.
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
    services = ArrayField(models.UUIDField(), default=list, db_default=[])
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


class Ask(models.Model):
    """What is asked of a supplier, one-to-one with what is owed now: where a time was missed, it
    goes over to what is owed instead.

    `names` is the customer whom it names, where somebody chose to; `hurts` how badly the problem
    hurt when it was asked. `plan_b` is what we do from `plan_b_at` on if they stay silent, and
    `plan_b_step` what is owed of it once that began. They are silent since `silent_since`, until
    they say by when, that it is done, or that they can't; `turned_to` is how many of their ladder
    were turned to since. `attend_at` is when the clock looks at it next. `answer_due` is by when
    they promise to answer at all, if they do. `uncounted`: its month isn't reckoned with it yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commitment = models.OneToOneField(Commitment, models.PROTECT, related_name="supplier_ask")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="asks")
    names = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    hurts = models.PositiveSmallIntegerField()
    why = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    plan_b = models.ForeignKey(Body, models.PROTECT, related_name="+")
    plan_b_at = models.DateTimeField()
    plan_b_step = models.OneToOneField(
        Commitment, models.PROTECT, null=True, related_name="plan_b_of"
    )
    token = models.CharField(max_length=16, unique=True)
    ticket = models.CharField(max_length=80, default="", blank=True)
    asked_at = models.DateTimeField()
    asked_due = models.DateTimeField()
    answer_due = models.DateTimeField(null=True)
    first_answer_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    links_withdrawn_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)
    turned_to = models.PositiveSmallIntegerField(default=0)
    attend_at = models.DateTimeField(null=True)
    uncounted = models.BooleanField(default=True, db_default=True)

    class Meta:
        indexes = [
            models.Index(fields=["supplier", "asked_at"], name="ask_of_supplier"),
            models.Index(fields=["id"], name="ask_uncounted", condition=models.Q(uncounted=True)),
            models.Index(
                fields=["attend_at"],
                name="ask_attend",
                condition=models.Q(attend_at__isnull=False),
            ),
            models.Index(fields=["ticket"], name="ask_by_ticket", condition=~models.Q(ticket="")),
        ]

    def __str__(self) -> str:
        return f"ask of {self.supplier}"

    @property
    def chain_id(self) -> UUID:
        """The chain of its problem."""
        return self.commitment.chain_id


class AskMessageKind(models.TextChoices):
    ASKED = "asked", _("What we ask")
    OURS = "ours", _("Written by us")
    THEIRS = "theirs", _("Written by them")
    AUTOMATIC = "automatic", _("Written by a machine of theirs")
    APART = "apart", _("Written by somebody who isn’t theirs")
    REMINDER = "reminder", _("Reminded")


FOR_THEM = (
    AskMessageKind.ASKED, AskMessageKind.OURS, AskMessageKind.THEIRS, AskMessageKind.REMINDER,
)  # fmt: skip
"""What stands on the supplier's page."""


class AskMessage(models.Model):
    """What was said between a supplier and us about one ask; never changed.

    `to` is whom of theirs a message of ours is for. `said_as` is how a mail names its writer.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ask = models.ForeignKey(Ask, models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=9, choices=AskMessageKind)
    at = models.DateTimeField()
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    said_as = models.CharField(max_length=200, default="", blank=True)
    to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text = models.ForeignKey(Body, models.PROTECT, related_name="+")
    raw = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    message_id = models.CharField(max_length=998, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["ask", "at"], name="ask_thread")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class AskFile(models.Model):
    """A file that came or went with a message."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(AskMessage, models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    file = models.ForeignKey(Body, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class SupplierMonth(models.Model):
    """What became of what a supplier was asked in a month of UTC: kept, so that nobody counts it
    again to show it; reckoned from its asks, and from nothing else.

    Of each service that they were asked about there is another row; the one without counts all. Of
    `decided` ones it is known whether the answer came in time: it came, or its time passed. Of
    `promised` ones they promised an answer, `within` were answered as promised. `waited`: minutes
    that customers waited past the time that we asked for, each customer's own, until it was done
    or over. Minutes are from asking to the first answer, and to done, sorted.
    """

    id = models.BigAutoField(primary_key=True)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="months")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    asked = models.PositiveIntegerField()
    decided = models.PositiveIntegerField()
    in_time = models.PositiveIntegerField()
    promised = models.PositiveIntegerField()
    within = models.PositiveIntegerField()
    moved = models.PositiveIntegerField()
    missed = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    waited = models.PositiveBigIntegerField(default=0, db_default=0)
    answer_minutes = ArrayField(models.PositiveIntegerField())
    done_minutes = ArrayField(models.PositiveIntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "month", "service"],
                name="one_month_of_a_supplier",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.month:%Y-%m}"
