"""Mail as it came in, and what it became."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from buckstop.configuration.sealed import SealedText
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.problems.models import Case, Problem
from buckstop.signals.models import Source


class Became(models.TextChoices):
    """What a mail that came in is now; nothing is done with it before one of these is true."""

    PROBLEM = "problem", _("A problem")
    WORDS = "words", _("Words on a case")
    ASIDE = "aside", _("Kept apart on a case, for its owner to decide")
    JOINED = "joined", _("One more of many, kept with the first")
    ANSWER = "answer", _("An answer of one of us to what they were asked")
    TURN = "turn", _("An answer of one of us to a turn that was offered")
    OUTSIDE = "outside", _("Words of a supplier, on what it was asked")
    BOUNCE = "bounce", _("A report about a mail of ours")
    OURS = "ours", _("A mail of our own that came back")
    DOUBLE = "double", _("The same as one that came before")
    BLOCKED = "blocked", _("Kept, of a sender who is blocked")
    PROBE = "probe", _("A letter of ours that shows that mail arrives")
    SIGNAL = "signal", _("A signal of a monitoring tool")
    EARLIER = "earlier", _("Read by an earlier version, which didn't note what it became")


OWNED = (Became.PROBLEM, Became.WORDS, Became.ASIDE, Became.JOINED)
"""What stands on a problem that somebody owns; `reference` is the message."""


class Intake(models.Model):
    """One mail to one of our addresses: a row of work until `done_at`.

    The same bytes to the same recipient are one row. `said` is a digest of what makes it the same
    mail whatever way it came, `heard_on` the case that heard it: both together exist once.
    `reference` is the message that it became, for a double the row that came first. `sender`, its
    `crowd` (the domain, or the address at a provider that many share) and `near` (a digest of
    nearly the same words of one crowd) tell a flood. `remark` is for who reads it: what of it
    couldn't be kept. `let_in`: one of us wants it taken in although its sender is blocked.
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
    remark = models.CharField(max_length=200, blank=True, default="", db_default="")
    let_in = models.BooleanField(default=False, db_default=False)

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
            models.Index(
                fields=["received_at"],
                name="intake_blocked",
                condition=models.Q(became="blocked"),
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.envelope_from} to {self.recipient}"


class Block(models.Model):
    """A sender whose mail opens no problem: an address, or all of a domain (`@example.org`). It is
    kept, owned by nobody, until somebody takes it in after all."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sender = models.CharField(max_length=254)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender"], name="block_once", condition=models.Q(until=None)
            )
        ]

    def __str__(self) -> str:
        return self.sender


class Grant(models.TextChoices):
    """By what we get into a mail account."""

    PASSWORD = "password", _("A password")
    REFRESH = "refresh", _("OAuth: a refresh token")
    CLIENT = "client", _("OAuth: our program’s own secret")


class Security(models.TextChoices):
    """How the way to a mail account is kept private."""

    TLS = "from the start", _("TLS from the start, with a valid certificate")
    STARTTLS = "verified", _("STARTTLS with a valid certificate")
    NONE = "none", _("none: on this machine, or inside your own network")


class MailAccount(models.Model):
    """A folder of a mail account elsewhere, which is read by IMAP.

    `secret` is sealed: the password, or the program's secret; `refresh` the refresh token. On
    `secret_ends` what lets us in ends there, where somebody said so. Its mail is for `address`
    where none of its headers names another one of ours.

    `uidvalidity` is the numbering that `after` and `through` are of: mails up to `after` were there
    before and are left, up to `through` all were taken in. `left_until` is when the newest of those
    left came, by the server's clock. `heard_at` is when its server last answered us rightly,
    `failing_since` and `why` say what is wrong since, `compared_at` when all that it has was last
    held against what was taken in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=14, choices=Security, default=Security.TLS)
    user = models.CharField(max_length=254)
    folder = models.CharField(max_length=200, default="INBOX")
    address = models.CharField(max_length=254)
    grant = models.CharField(max_length=8, choices=Grant, default=Grant.PASSWORD)
    secret = SealedText(blank=True)
    refresh = SealedText(blank=True)
    token_url = models.CharField(max_length=500, blank=True)
    client_id = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=500, blank=True)
    takes_old = models.BooleanField(default=False)
    secret_ends = models.DateField(null=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    uidvalidity = models.BigIntegerField(null=True)
    after = models.BigIntegerField(default=0)
    through = models.BigIntegerField(default=0)
    left_until = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.user} at {self.host}"


class AccountMail(models.Model):
    """One mail that a mail account has: a row of work. It is told by the folder's numbering, its
    number there, and the digest of its bytes; never by its Message-ID nor by a flag.

    Without `done_at` it was listed and couldn't be fetched yet. `gone_at`: it was deleted there
    before it could be. `left`: it was there before the account was added.
    """

    account = models.ForeignKey(MailAccount, models.PROTECT, related_name="mails")
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True)
    listed_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    left = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "uidvalidity", "uid"], name="account_mail_once"
            )
        ]
        indexes = [
            models.Index(fields=["account", "fingerprint"], name="account_mail_bytes"),
            models.Index(
                fields=["listed_at"],
                name="account_mail_missing",
                condition=models.Q(done_at=None, gone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uidvalidity}/{self.uid} of {self.account_id}"


class Posts(models.TextChoices):
    """What a provider posts to an address of ours."""

    MAIL = "mail", _("mail that comes")
    REPORTS = "reports", _("what became of our mail")


class MailWebhook(models.Model):
    """An address of ours to which a provider posts mail as soon as it comes there, or what became
    of mail of ours.

    Its random part is kept as a digest. `secret` is sealed: the key that the provider signs with,
    or the password of ours that it logs in with. Its mail is for `address` where neither the
    envelope nor a header names another one of ours. `heard_at` is when the provider last posted
    with proof; `why` is what was wrong with the last of its posts that was no mail.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.CharField(max_length=20)
    posts = models.CharField(max_length=7, choices=Posts, default=Posts.MAIL, db_default=Posts.MAIL)
    digest = models.CharField(max_length=64, unique=True)
    secret = SealedText(blank=True)
    address = models.CharField(max_length=254)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.provider} for {self.address}"


class PostedMail(models.Model):
    """One mail that a provider posted, by the digest of its bytes: posted again it is the same."""

    webhook = models.ForeignKey(MailWebhook, models.PROTECT, related_name="mails")
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webhook", "fingerprint"], name="posted_mail_once")
        ]

    def __str__(self) -> str:
        return f"{self.at} by {self.webhook_id}"


class Report(models.Model):
    """One problem that a form or tool sent, by a digest of what makes it the same one: the case
    that it became, once."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "fingerprint"], name="reported_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} of {self.source_id}"


class Probe(models.Model):
    """A letter to an address of our own: that it left, its delivery says, whose owner it is; that
    it came back, `arrived_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.CharField(max_length=254)
    sent_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "sent_at"], name="one_probe_at_a_time")
        ]

    def __str__(self) -> str:
        return f"to {self.address} at {self.sent_at}"


class Alarm(models.Model):
    """Mail that stands still, and whose problem that is: `of` says what of it does (`out`, `in
    help@…`, `account` and its key). Of each one at most isn't over."""

    of = models.CharField(max_length=300)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of"], name="one_alarm", condition=models.Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.of} since {self.since}"
