"""Mail as it came in, and what it became."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body


class Became(models.TextChoices):
    """What a mail that came in is now; nothing is done with it before one of these is true."""

    PROBLEM = "problem", _("A problem")
    WORDS = "words", _("Words on a case")
    ASIDE = "aside", _("Kept apart on a case, for its owner to decide")
    JOINED = "joined", _("One more of many, kept with the first")
    OUTSIDE = "outside", _("Words of a supplier, on what it was asked")
    BOUNCE = "bounce", _("A report about a mail of ours")
    OURS = "ours", _("A mail of our own that came back")
    DOUBLE = "double", _("The same as one that came before")
    EARLIER = "earlier", _("Read by an earlier version, which didn't note what it became")


OWNED = (Became.PROBLEM, Became.WORDS, Became.ASIDE, Became.JOINED)
"""What stands on a problem that somebody owns; `reference` is the message."""


class Intake(models.Model):
    """One mail to one of our addresses: a row of work until `done_at`.

    The same bytes to the same recipient are one row. `said` is a digest of what makes it the same
    mail whatever way it came, `heard_on` the case that heard it: both together exist once.
    `reference` is the message that it became, for a double the row that came first. `sender`, its
    `crowd` (the domain, or the address at a provider that many share) and `near` (a digest of
    nearly the same words of one crowd) tell a flood.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    raw = models.ForeignKey(Body, models.PROTECT, related_name="+")
    envelope_from = models.CharField(max_length=320, blank=True)
    recipient = models.CharField(max_length=320)
    message_id = models.CharField(max_length=998, blank=True)
    fingerprint = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    became = models.CharField(max_length=7, choices=Became, blank=True, default="")
    reference = models.UUIDField(null=True)
    said = models.CharField(max_length=64, blank=True, default="")
    heard_on = models.UUIDField(null=True)
    sender = models.CharField(max_length=254, blank=True, default="")
    crowd = models.CharField(max_length=254, blank=True, default="")
    near = models.CharField(max_length=64, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "fingerprint"], name="intake_once"),
            models.UniqueConstraint(
                fields=["said", "heard_on"],
                name="intake_heard_once",
                condition=~models.Q(said=""),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | ~models.Q(became=""),
                name="intake_done_became",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="intake_waiting", condition=models.Q(done_at__isnull=True)
            ),
            *(
                models.Index(
                    fields=[name, "received_at"],
                    name=f"intake_{name}",
                    condition=models.Q(became__in=["problem", "joined"]),
                )
                for name in ("sender", "crowd", "near")
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.envelope_from} to {self.recipient}"
