"""Chains, entries, bodies, and the rows of what is to follow an entry."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from buckstop.kit.ids import uuid7
from buckstop.ledger import sealing


class Xid8Field(models.Field):  # type: ignore[type-arg]  # it takes no arguments when run
    """PostgreSQL's 64-bit transaction number; filled in by the database."""

    def db_type(self, connection: Any) -> str:
        return "xid8"


class CurrentTransaction(models.Func):
    function = "pg_current_xact_id"
    template = "%(function)s()"
    output_field = Xid8Field()


class Chain(models.Model):
    """Something that has a history. Its head is the hash of its last entry."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField(max_length=20)
    length = models.PositiveIntegerField(default=0)
    head = models.BinaryField(default=sealing.GENESIS)
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.subject} {self.id}"


class Body(models.Model):
    """What somebody wrote. Only erasing and retention may empty one, its salt included."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    text = models.TextField(null=True)
    raw = models.BinaryField(null=True)
    salt = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, db_index=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text or ""

    def content(self) -> bytes:
        """The bytes that the digest is of."""
        return bytes(self.raw) if self.raw is not None else (self.text or "").encode()


class Entry(models.Model):
    """One act. The columns after `hash` only repeat what the stored bytes say, for indexes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    salt = models.BinaryField()
    seal = models.BinaryField()
    hash = models.BinaryField()
    code = models.CharField(max_length=40)
    at = models.DateTimeField()
    audience = models.CharField(max_length=10)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    cases = ArrayField(models.UUIDField(), default=list)
    transaction = Xid8Field(db_default=CurrentTransaction())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="entry_number")]
        indexes = [models.Index(fields=["transaction", "id"], name="entry_feed")]

    def __str__(self) -> str:
        return f"{self.number} {self.code}"


class Following(models.Model):
    """A reaction that an entry still calls for, or that it had."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="followings")
    chain = models.ForeignKey(Chain, models.PROTECT, related_name="+")
    reaction = models.CharField(max_length=80)
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=Now())
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "reaction"], name="following_once")]
        indexes = [
            models.Index(
                fields=["id"], name="following_open", condition=models.Q(done_at__isnull=True)
            ),
            models.Index(
                fields=["chain", "id"],
                name="following_in_chain",
                condition=models.Q(done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.entry_id}"
