"""Workspaces that speak to us, who is who there, and the channels of teams."""

from django.db import models

from buckstop.configuration.sealed import SealedText
from buckstop.coverage.models import Team
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Entry
from buckstop.outbox.models import Delivery
from buckstop.people.models import Person


class Chat(models.Model):
    """A workspace of a chat tool that speaks to us at an address of its own, by its key.

    `sealed` are the secrets by which it proves that it does, one a line; empty until they are
    known there. `heard_at`: when it last did.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tool = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    sealed = SealedText(blank=True)
    added_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """Which of us an account of a workspace is; `name` as it is called there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chat = models.ForeignKey(Chat, models.PROTECT, related_name="links")
    account = models.CharField(max_length=200)
    name = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chat", "account"],
                name="chat_account_once",
                condition=models.Q(until__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} is {self.person_id}"


class Code(models.Model):
    """By what somebody shows in chat that they are one of us: its digest, and when it was used."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"of {self.person_id}"


class Room(models.Model):
    """A channel in which a team hears what comes to it; without one, the service desk.

    `sealed` is the address of its incoming webhook, `gateway` the tool as the outbox names it,
    `place` up to where the feed was read for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    gateway = models.CharField(max_length=20)
    sealed = SealedText()
    place = models.CharField(max_length=60, default="", blank=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The address of its deliveries."""
        return self.pk.hex


class News(models.Model):
    """One entry that a room hears of: a row of work, then part of a delivery."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="news")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "entry"], name="news_of_a_room")]
        indexes = [
            models.Index(
                fields=["id"], name="news_waits", condition=models.Q(taken_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.room_id}"


class Answer(models.Model):
    """What is answered to somebody there at an address that the tool named for it; both sealed.
    Nothing of it stays once it left."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chat = models.ForeignKey(Chat, models.PROTECT, related_name="+")
    address = SealedText()
    body = SealedText()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="answer_is_old")]

    def __str__(self) -> str:
        return f"in {self.chat_id}"
