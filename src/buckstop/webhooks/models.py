"""Endpoints, what is sent to them, and the tries that failed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.configuration.sealed import SealedText
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Chain, Entry
from buckstop.people.models import Person
from buckstop.problems.models import Problem


class Off(models.TextChoices):
    """Why nothing is sent to an endpoint now."""

    NEW = "new", _("waits for its first answer")
    FAILED = "failed", _("off: nothing was taken for five days")
    GONE = "gone", _("off: it says that it is gone (410)")


class Endpoint(models.Model):
    """An address of somebody's program. The address and the keys of its signatures are sealed.

    `codes`: which kinds of entry it wants, all where empty. `former` signs besides until
    `former_until`, while its key changes. `place`: up to where in the feed it has been read for it.
    `off`: an `Off`, or empty; while it is off it waits at its place. `failing_since`: since nothing
    at all is taken; `problem`: the one that was opened for that.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    host = models.CharField(max_length=253)
    sealed = SealedText()
    secret = SealedText()
    former = SealedText(default="", blank=True)
    former_until = models.DateTimeField(null=True)
    codes = ArrayField(models.CharField(max_length=40), default=list)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = models.CharField(max_length=60, default="", blank=True)
    off = models.CharField(max_length=6, choices=Off, default="", blank=True)
    failing_since = models.DateTimeField(null=True)
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SendingState(models.TextChoices):
    WAITING = "waiting", _("waits")
    TAKEN = "taken", _("taken")
    GIVEN_UP = "given up", _("given up")


class Posting(models.Model):
    """Something on its way to a program.

    `held_until`: until then a worker has it in its hands. `status` is what the program answered
    last, 0 where it didn't; `took` how many milliseconds that was.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=SendingState, default=SendingState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField(max_length=200, default="", blank=True)
    took = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"msg_{self.pk.hex}"

    @property
    def is_ping(self) -> bool:
        """Whether it only asks whether the program answers."""
        raise NotImplementedError


class Sending(Posting):
    """One entry on its way to one endpoint; a ping, which asks whether it answers, has none."""

    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="sendings")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "entry"], name="sending_once")]
        indexes = [
            models.Index(
                fields=["endpoint", "next_try_at"],
                name="sending_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["endpoint", "-id"], name="sending_newest"),
            models.Index(fields=["made_at"], name="sending_made"),
        ]

    @property
    def is_ping(self) -> bool:
        return self.entry_id is None


class Attempt(models.Model):
    """A try that failed."""

    id = models.BigAutoField(primary_key=True)
    sending = models.ForeignKey(Sending, models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField(max_length=200)
    took = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.status} {self.sentence}"
