"""What a mail leaves open, for the owner of its problem to decide."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.conversations.models.message import Message
from buckstop.kit.ids import uuid7
from buckstop.people.models import Person
from buckstop.problems.models import Case, Problem


class DoubtKind(models.TextChoices):
    STRANGER = "stranger", _("Somebody whom nobody knows wrote on the thread")
    SAME_MAIL = "same mail", _("Another problem answers the same mail")
    FLOOD = "flood", _("Many mails of one sender")
    NO_ADDRESS = "no address", _("Nobody can be answered")
    ECHO = "echo", _("The same words come again and again")


class Decision(models.TextChoices):
    BELONGS = "belongs", _("They belong to the case")
    OWN = "own", _("It is a problem of their own")
    ASIDE = "aside", _("It was set aside")
    SEEN = "seen", _("It was looked at")


class Doubt(models.Model):
    """One open question about a case; a person decides it, once.

    `name` and `address` are whom it is about, as they wrote it; `other` the other problem;
    `count` how many mails, the last of them at `last_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="doubts")
    kind = models.CharField(max_length=10, choices=DoubtKind)
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="+")
    other = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=254, blank=True)
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=7, choices=Decision, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["case"], name="doubt_open", condition=models.Q(decided_at__isnull=True)
            ),
            models.Index(
                fields=["address", "last_at"],
                name="doubt_flood",
                condition=models.Q(kind=DoubtKind.FLOOD),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.case_id}"
