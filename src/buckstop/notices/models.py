"""What staff are told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Entry
from buckstop.outbox.models import Delivery
from buckstop.people.models import Person
from buckstop.problems.models import Problem


class Notice(models.Model):
    """Tells one person of one entry; `mailed_at` is when a mail about it was put on its way, which
    `delivery` is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    sentence = models.CharField(max_length=300)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mail_due = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="notice_once")]
        indexes = [
            models.Index(
                fields=["person", "at"],
                name="notice_unseen",
                condition=models.Q(seen_at__isnull=True),
            ),
            models.Index(
                fields=["mail_due"],
                name="notice_to_mail",
                condition=models.Q(mailed_at__isnull=True, mail_due__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class LogInMailKind(models.TextChoices):
    LINK = "link", _("A link for who forgot their password")
    INVITATION = "invitation", _("A link for who is new")
    CHANGED = "changed", _("Their password was changed")
    TRIAL = "trial", _("Whether mail leaves")


class LogInMail(models.Model):
    """A mail about logging in, wanted for an address that we may know or not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=LogInMailKind)
    address = models.CharField(max_length=254)
    wanted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"
