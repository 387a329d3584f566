"""Who is told of what changes on the status page, by mail or webhook, and what they are told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from buckstop.configuration.sealed import SealedText
from buckstop.kit.ids import uuid7
from buckstop.problems.models import Problem
from buckstop.signals.models import Silence
from buckstop.webhooks.models import Posting


class Subscriber(models.Model):
    """An address that wants to know; of `services` alone where some are named.

    Nobody is told before `confirmed_at`: a subscription is of who proved the address. `told_at` is
    when they were last. A program has no mail address but a `host`, where `hook` is what is posted
    to, `digest` that of it, `secret` the key that signs; both are sealed. `failing_since`: since
    nothing that is posted is taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.CharField(max_length=254, default="", blank=True)
    host = models.CharField(max_length=253, default="", blank=True)
    hook = SealedText(default="", blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    secret = SealedText(default="", blank=True)
    failing_since = models.DateTimeField(null=True)
    services = ArrayField(models.UUIDField(), default=list)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(ended_at=None, digest=""), name="subscribed_once"
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(ended_at=None) & ~Q(digest=""),
                name="hook_subscribed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.host or self.address


class Announced(models.Model):
    """What was last said of a problem to all who want to know: a digest of what is promised."""

    problem = models.OneToOneField(
        Problem, models.PROTECT, primary_key=True, related_name="announced"
    )
    mark = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.problem_id} as {self.mark}"


class AnnouncedWork(models.Model):
    """The same of planned work."""

    work = models.OneToOneField(Silence, models.PROTECT, primary_key=True, related_name="announced")
    mark = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.work_id} as {self.mark}"


class News(models.Model):
    """A subscriber is to be told of a problem, or of planned work; gone once a mail says it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subscriber = models.ForeignKey(Subscriber, models.PROTECT, related_name="news")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    work = models.ForeignKey(Silence, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "problem"], name="one_news_of_a_problem"),
            models.UniqueConstraint(fields=["subscriber", "work"], name="one_news_of_planned_work"),
        ]

    def __str__(self) -> str:
        return f"{self.problem_id or self.work_id} to {self.subscriber_id}"


class StatusMail(models.Model):
    """A mail to a subscriber, as it was said to all."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subscriber = models.ForeignKey(Subscriber, models.PROTECT, related_name="mails")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject


class StatusPost(Posting):
    """What is posted to a program that subscribed, as it was said to all; a ping says nothing."""

    subscriber = models.ForeignKey(Subscriber, models.PROTECT, related_name="posts")
    body = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["subscriber", "next_try_at"],
                name="status_post_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["made_at"], name="status_post_made"),
        ]

    @property
    def is_ping(self) -> bool:
        return not self.body
