"""What staff are told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.configuration.sealed import SealedText
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Entry
from buckstop.outbox.models import Delivery
from buckstop.people.models import Person
from buckstop.problems.models import Problem


class Notice(models.Model):
    """Tells one person of one entry, of a problem's chain or of another; or, without an entry, of
    what `once` names, which they are told once. What is about no problem has a `page` of the desk,
    and a title of its own in `about`. `sentence` names fields of the entry, or `values`, which are
    filled in whenever it is read (`saying`), since names and languages change; `plural` is what it
    is for another number than one. `mailed_at` is when a mail about it was put on its way, which
    `delivery` is; `raised_at` when somebody else heard that it can't be delivered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    once = models.CharField(max_length=100, null=True)
    page = models.CharField(max_length=200, default="", db_default="", blank=True)
    about = models.CharField(max_length=200, default="", db_default="", blank=True)
    sentence = models.CharField(max_length=300)
    plural = models.CharField(max_length=300, default="", db_default="", blank=True)
    values = models.JSONField(default=dict, db_default={})
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mail_due = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    urgent = models.BooleanField(default=False)
    raised_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "entry"], name="notice_once"),
            models.UniqueConstraint(fields=["person", "once"], name="notice_of_a_name_once"),
            models.CheckConstraint(
                condition=models.Q(problem__isnull=False) | ~models.Q(page=""),
                name="notice_leads_somewhere",
            ),
        ]
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

    @property
    def ref(self) -> str:
        """The reference of its problem, where it is about one."""
        return self.problem.ref if self.problem else ""

    @property
    def path(self) -> str:
        """Where it leads, at the desk."""
        return f"/problems/{self.problem.ref}/" if self.problem else self.page


class Way(models.Model):
    """A gateway by which somebody is told besides page and mail.

    `sealed` is its address, which has secrets in it and is never shown again; `gateway` the scheme
    of it. `insists`: what is urgent may ring more often than the limits say. What became of it is
    what its deliveries say, whose address is its key.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="ways")
    name = models.CharField(max_length=60)
    gateway = models.CharField(max_length=20)
    sealed = SealedText()
    insists = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person"], name="way_there", condition=models.Q(removed_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The address of its deliveries."""
        return self.pk.hex


class By(models.TextChoices):
    """How something reaches somebody away from the pages."""

    MAIL = "mail", _("By mail")
    PUSH = "push", _("By chat, push or text message")


class When(models.TextChoices):
    """When it does."""

    NOW = "now", _("at once")
    SHIFT = "shift", _("at my next shift")
    NEVER = "never", _("not at all")


class Wish(models.Model):
    """When somebody wants to hear of a group of facts by one way; at once where there is none."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    group = models.CharField(max_length=10)
    by = models.CharField(max_length=4, choices=By)
    when = models.CharField(max_length=5, choices=When)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "group", "by"], name="wish_once")]

    def __str__(self) -> str:
        return f"{self.group} {self.by}: {self.when}"


class Sending(models.Model):
    """One notice by one way: a row of work, due at a time, then part of a delivery."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="sendings")
    way = models.ForeignKey(Way, models.PROTECT, related_name="+")
    due = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "way"], name="sent_once_by_a_way")]
        indexes = [
            models.Index(
                fields=["due"], name="sending_due", condition=models.Q(taken_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice} by {self.way_id}"


class LogInMailKind(models.TextChoices):
    LINK = "link", _("A link for who forgot their password")
    INVITATION = "invitation", _("A link for who is new")
    CHANGED = "changed", _("Their password was changed")
    TRIAL = "trial", _("Whether mail leaves")
    PORTAL = "portal", _("A link into the customers’ portal")


class LogInMail(models.Model):
    """A mail about logging in, wanted for an address that we may know or not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=LogInMailKind)
    address = models.CharField(max_length=254)
    wanted_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # of a link into the portal

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"
