"""What is on its way out."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body, Chain

ERASED = "(erased)"
"""The address of who was forgotten."""


class DeliveryState(models.TextChoices):
    PENDING = "pending", _("Waiting to leave")
    HANDING = "handing", _("Being handed over")
    SENT = "sent", _("Taken by the next server")
    UNCERTAIN = "uncertain", _("May or may not have left")
    FAILED = "failed", _("Refused")
    BOUNCED = "bounced", _("Came back")
    DROPPED = "dropped", _("Not needed any more")


TROUBLED = (DeliveryState.UNCERTAIN, DeliveryState.FAILED, DeliveryState.BOUNCED)
UNDER_WAY = (DeliveryState.PENDING, DeliveryState.HANDING)


class Delivery(models.Model):
    """One thing of ours on its way to one address by one channel: a row of work.

    `kind` is its source's, `owner` the key of what it takes there; `copy` says that somebody else
    is addressed. `head_of` is the chain whose head it carries, `expires_at` when it is of no more
    use.

    `held_by` is the handful that it was last handed over in: whoever notes what came of a handful
    notes it only where no other worker has decided since. `why` is what the last try said,
    or a report since: of one that was sent only that it is delayed. `let_be_at` is when somebody
    decided that nothing more is done about one that may not have arrived. `reference` is what a
    provider calls it, `arrived_at` when the recipient's server took it, where a provider told so.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20)
    owner = models.UUIDField()
    channel = models.CharField(max_length=20, default="smtp")
    address = models.CharField(max_length=254)
    copy = models.BooleanField(default=False)
    head_of = models.ForeignKey(Chain, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=DeliveryState, default=DeliveryState.PENDING)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    raw = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=500, blank=True)
    held_by = models.UUIDField(null=True)
    let_be_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=200, blank=True, default="", db_default="")
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "address", "channel", "kind"],
                name="delivery_once",
                condition=~models.Q(address=ERASED),
            )
        ]
        indexes = [
            models.Index(
                fields=["channel", "next_try_at"],
                name="delivery_under_way",
                condition=models.Q(state__in=["pending", "handing"]),
            ),
            models.Index(
                fields=["made_at"],
                name="delivery_trouble",
                condition=models.Q(
                    state__in=["uncertain", "failed", "bounced"], let_be_at__isnull=True
                ),
            ),
            models.Index(fields=["owner"], name="delivery_owner"),
            models.Index(
                fields=["reference"],
                name="delivery_reference",
                condition=~models.Q(reference=""),
            ),
            models.Index(fields=["address", "made_at"], name="delivery_to"),
            BrinIndex(fields=["made_at"], name="delivery_lately"),  # rows come in this order
        ]

    def __str__(self) -> str:
        return f"to {self.address}: {self.state}"


class Outage(models.Model):
    """A time in which nothing leaves by a channel, since it fails: of each one at most is open."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(max_length=20, default="smtp")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=500)
    tries = models.PositiveIntegerField(default=1)
    next_try_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel"],
                name="outage_one_at_a_time",
                condition=models.Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"since {self.began_at:%Y-%m-%d %H:%M}: {self.why}"


class Attempt(models.Model):
    """One try, with the head of the ledger's chain that it carried, if any; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=9)
    sentence = models.CharField(max_length=500, blank=True)
    chain = models.ForeignKey(Chain, models.PROTECT, null=True, related_name="+")
    chain_number = models.PositiveIntegerField()
    chain_head = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["chain", "chain_number"], name="attempt_head")]

    def __str__(self) -> str:
        return self.outcome
