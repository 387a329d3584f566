"""What was said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Person
from buckstop.problems.models import Case, Problem


class MessageKind(models.TextChoices):
    """Why it was said, where it isn't a letter of ours: those are classes, with codes of theirs."""

    HEARD = "heard", _("The customer said")
    NOTED = "noted", _("The customer said it to one of us, who noted it")
    AUTOMATIC = "automatic", _("A machine of theirs said")
    APART = "apart", _("Kept apart until somebody says whose it is")
    NOTE = "note", _("Internal note")
    ELSEWHERE = "elsewhere", _("We said, in another system")


THEIRS = (MessageKind.HEARD, MessageKind.NOTED, MessageKind.AUTOMATIC)
_ANSWERS = [MessageKind.HEARD, MessageKind.AUTOMATIC]
INSIDE = (MessageKind.NOTE, MessageKind.APART)
"""What no customer sees."""
NOT_OURS = (*THEIRS, *INSIDE)


class Channel(models.TextChoices):
    MAIL = "mail", _("by mail")
    PAGE = "page", _("on the page")
    PHONE = "phone", _("by phone")
    API = "api", _("by a program")
    DESK = "desk", _("at the desk")
    CAME = "came", _("in another system")


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages, narrowed."""

    def standing(self) -> "MessageQuerySet":
        """But those that their writer took back before they left: these nobody was told."""
        return self.filter(taken_back=None)


class Message(models.Model):
    """Something said; inserted, never changed. `case` is empty for notes about the whole problem.

    `kind` is a `MessageKind`, or the code of a letter. `said_by` is the person, of what was noted
    who of us did; empty where the desk itself or a machine speaks. `promises` is the time of the
    next news that it names; `owner` who owned the problem then. One text told to many cases is one
    message each, with the same `telling`. `route` is how a mail came: by whom it was sent where
    that isn't who wrote it, and to whom else. `held_back` is why no machine of ours answers it, as
    a sentence; empty where one may. `leaves_at`: until then its writer may take it back, and no
    customer sees it; empty where it leaves at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="messages")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="messages")
    kind = models.CharField(max_length=15)
    channel = models.CharField(max_length=5, choices=Channel)
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    said_as = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    subject = models.CharField(max_length=500, blank=True)
    text = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    quoted = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    html = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    raw = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    message_id = models.CharField(max_length=998, blank=True)
    in_reply_to = models.CharField(max_length=998, blank=True)
    telling = models.UUIDField(null=True)
    is_news = models.BooleanField(default=True)
    promises = models.DateTimeField(null=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    remarks = models.TextField(blank=True)
    route = models.CharField(max_length=1000, blank=True, default="", db_default="")
    held_back = models.CharField(max_length=200, blank=True, default="", db_default="")
    leaves_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) | models.Q(kind=MessageKind.NOTE),
                name="message_has_case",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "at"], name="message_thread"),
            models.Index(
                fields=["problem", "at"],
                name="message_note",
                condition=models.Q(case__isnull=True),
            ),
            models.Index(
                fields=["message_id"],
                name="message_by_id",
                condition=~models.Q(message_id=""),
            ),
            models.Index(
                fields=["in_reply_to"],
                name="message_answering",
                condition=~models.Q(in_reply_to="") & models.Q(kind__in=_ANSWERS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Widening(models.Model):
    """A message said to one case that its owner showed to every case of the problem."""

    message = models.OneToOneField(
        Message, models.PROTECT, primary_key=True, related_name="widening"
    )
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.message_id} to all"


class TakenBack(models.Model):
    """A message that its writer took back before it left: nobody was told."""

    message = models.OneToOneField(
        Message, models.PROTECT, primary_key=True, related_name="taken_back"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.message_id} taken back"


class FollowerState(models.TextChoices):
    PROPOSED = "proposed", _("Was copied in; nobody said yet whether they may follow")
    FOLLOWING = "following", _("Gets copies")
    DECLINED = "declined", _("Gets none")
    REMOVED = "removed", _("Gets none any more")


class Follower(models.Model):
    """Somebody besides the contact: proposed by a mail, and with the owner's yes gets copies.

    `message` is the mail that named them, `decided_by` who said yes or no; empty where they joined
    by writing from the customer's own domain.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="followers")
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=FollowerState, default=FollowerState.FOLLOWING)
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "address"], name="follower_once")]

    def __str__(self) -> str:
        return self.address


class Attachment(models.Model):
    """A file that came or went with a message."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    mail_id = models.CharField(max_length=255, blank=True)
    inline = models.BooleanField(default=False)
    size = models.PositiveIntegerField()
    file = models.ForeignKey(Body, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name
