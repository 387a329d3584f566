"""What affected customers are told, and who of them was."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Customer, Person
from buckstop.problems.models import Case, Problem


class Outreach(models.Model):
    """One text about a problem to whom it affects; `subject` is what it is called to them.

    It runs until nobody waits to be told (`done_at`) or it was stopped (`stopped_at`), by somebody
    or `by_itself`, because too many took it for spam.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="outreaches")
    subject = models.CharField(max_length=200)
    text = models.ForeignKey(Body, models.PROTECT, related_name="+")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    by_itself = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem"],
                condition=Q(stopped_at=None, done_at=None),
                name="one_outreach_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def runs(self) -> bool:
        return self.stopped_at is None and self.done_at is None

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id


class Wording(models.Model):
    """The same said in a language, for those of its readers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200)
    text = models.ForeignKey(Body, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outreach", "language"], name="worded_once")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language})"

    @property
    def chain_id(self) -> UUID:
        return self.outreach.chain_id


class RecipientState(models.TextChoices):
    WAITING = "waiting", _("waits")
    TOLD = "told", _("told")
    LEFT_OUT = "left out", _("not told")


class LeftOut(models.TextChoices):
    """Why somebody was not told after all."""

    NO_ADDRESS = "no address", _("no address of theirs is known")
    STOPPED = "stopped", _("it was stopped before")
    UNWANTED = "unwanted", _("it was stopped, as too many took it for spam")
    OVER = "over", _("the problem didn’t run any more")


class Recipient(models.Model):
    """A customer who is told, from `send_at` on; `services` are theirs, as they read them, `domain`
    is where their mail went, `language` that of the wording they read, empty for the usual one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="recipients")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    services = ArrayField(models.CharField(max_length=300), default=list)
    send_at = models.DateTimeField()
    domain = models.CharField(max_length=253, default="", blank=True)
    language = models.CharField(max_length=8, default="", db_default="", blank=True)
    state = models.CharField(max_length=8, choices=RecipientState, default=RecipientState.WAITING)
    why = models.CharField(max_length=10, choices=LeftOut, default="", blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="recipients")
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "customer"],
                condition=~Q(state=RecipientState.LEFT_OUT),
                name="told_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["send_at", "id"],
                name="recipient_waits_its_turn",
                condition=Q(state=RecipientState.WAITING),
            ),
            models.Index(fields=["domain", "told_at"], name="told_of_a_domain"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} of {self.outreach_id}"

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id


class How(models.TextChoices):
    """How somebody who was told said that they didn't want it."""

    SPAM = "spam", _("reported it as spam")
    ENOUGH = "enough", _("wants to hear nothing of it")


class Unwanted(models.Model):
    """Who was told didn't want it, and said so: what is spam to them counts against all of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="unwanted")
    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="unwanted")
    how = models.CharField(max_length=6, choices=How)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "how"], name="unwanted_once")]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.how}"

    @property
    def chain_id(self) -> UUID:
        return self.outreach.chain_id
