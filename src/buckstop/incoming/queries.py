"""What became of the mail that came in, and what of it waits for somebody to look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from buckstop.conversations.models import Message
from buckstop.coverage.models import Swap
from buckstop.incoming.models import (
    OWNED,
    AccountMail,
    Alarm,
    Became,
    Block,
    Intake,
    MailAccount,
    MailWebhook,
)
from buckstop.people.rules import digest_of
from buckstop.problems.models import Commitment
from buckstop.signals.models import Arrival
from buckstop.suppliers.models import AskMessage

TOO_LONG = timedelta(minutes=5)
"""After so long a mail that waits to be read is shown."""

SILENT = timedelta(minutes=15)
"""After so long an account whose server doesn't answer rightly is trouble; so is a mail there that
couldn't be taken in."""

LATELY = timedelta(days=30)
"""So long a mail of ours that came back stands on a page."""

KEPT = 100
"""So many mails of blocked senders stand on their page."""

AT_FIRST = timedelta(seconds=30)
"""So long a mail that came goes before what can wait."""

_ON_CASES = (Became.WORDS, Became.ASIDE, Became.JOINED)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mails came, and what each became; `astray` say that they became what isn't there."""

    became: Mapping[str, int]
    astray: int

    @property
    def came(self) -> int:
        return sum(self.became.values())

    @property
    def unread(self) -> int:
        return self.became.get("", 0)

    @property
    def is_right(self) -> bool:
        """Whether everything that came is to be found."""
        return self.astray == 0

    def __str__(self) -> str:
        """`12 came: 5 problems, 4 words on cases, …`; what there is none of is left out."""
        on_cases = sum(self.became.get(one, 0) for one in _ON_CASES)
        parts = [
            (self.became.get(Became.PROBLEM, 0), "problems"),
            (on_cases, "words on cases"),
            (self.became.get(Became.OUTSIDE, 0), "words of suppliers"),
            (self.became.get(Became.ANSWER, 0), "answers of ours to what they were asked"),
            (self.became.get(Became.TURN, 0), "answers of ours to turns that were offered"),
            (self.became.get(Became.BLOCKED, 0), "of blocked senders, on Blocked senders"),
            (self.became.get(Became.SIGNAL, 0), "signals of monitoring tools"),
            (self.became.get(Became.PROBE, 0), "probes of ours"),
            (self.became.get(Became.BOUNCE, 0), "reports about mail of ours"),
            (self.became.get(Became.OURS, 0), "of our own that came back, on Deliveries"),
            (self.became.get(Became.DOUBLE, 0), "that came before"),
            (self.became.get(Became.EARLIER, 0), "read before this was noted"),
            (self.unread, "to be read"),
        ]
        said = ", ".join(f"{n:,} {what}" for n, what in parts if n)
        return f"{self.came:,} came: {said}." if said else "No mail came yet."


def tally() -> Tally:
    """Count everything that came; in two queries, which read the whole table."""
    rows = Intake.objects.order_by().values_list("became").annotate(n=Count("pk"))
    found: dict[str, int] = {}
    done = Intake.objects.filter(done_at__isnull=False)
    for became, count in rows.filter(done_at__isnull=False):
        found[became] = count
    waiting = Intake.objects.filter(done_at=None).count()
    said = Message.objects.filter(pk=OuterRef("reference"))
    before = Intake.objects.filter(pk=OuterRef("reference"))
    owned = Q(became__in=[*OWNED, Became.OURS]) & ~Exists(said)
    double = Q(became=Became.DOUBLE) & ~Exists(before)
    heard = AskMessage.objects.filter(pk=OuterRef("reference"))
    outside = Q(became=Became.OUTSIDE) & ~Exists(heard)
    owed = Commitment.objects.filter(pk=OuterRef("reference"))
    answer = Q(became=Became.ANSWER) & ~Exists(owed)
    turns = Swap.objects.filter(pk=OuterRef("reference"))
    turn = Q(became=Became.TURN) & ~Exists(turns)
    # of signals the oldest are deleted by and by: what came after one that is there is there too
    kept = Arrival.objects.order_by("received_at").values("received_at")[:1]
    since = Q(became=Became.SIGNAL, received_at__gt=Subquery(kept))
    signal = since & ~Exists(Arrival.objects.filter(pk=OuterRef("reference")))
    astray = done.filter(owned | double | outside | answer | turn | signal).count()
    return Tally(found | ({"": waiting} if waiting else {}), astray)


def newest() -> tuple[Intake, Message | None] | None:
    """The mail that came last, with the message that it is where it is read; None before any."""
    row = Intake.objects.order_by("-pk").first()  # a key says when it was made
    if row is None:
        return None
    said = Message.objects.filter(pk=str(row.reference)).select_related("problem__owner")
    return row, said.first() if row.reference else None


def unread(at: datetime) -> "QuerySet[Intake]":
    """Mails that wait for too long to be read, or whose reading was broken off; oldest first."""
    late = Q(received_at__lt=at - TOO_LONG) | Q(tries__gt=1)
    return Intake.objects.filter(late, done_at=None).order_by("received_at", "pk")


def came_back(at: datetime) -> list[tuple[Intake, Message]]:
    """Mails of our own that came back to us lately, with the message each is, the newest first."""
    rows = Intake.objects.filter(became=Became.OURS, received_at__gt=at - LATELY)
    found = list(rows.order_by("-received_at", "-pk")[:100])
    said = Message.objects.filter(pk__in=[str(row.reference) for row in found])
    messages = {message.pk: message for message in said.select_related("problem", "case")}
    return [(row, messages[row.reference]) for row in found if row.reference in messages]


def goes_first(at: datetime) -> bool:
    """Whether mail waits to be read that what can wait lets pass: the oldest came just now."""
    waiting = Intake.objects.filter(done_at=None).order_by("id")
    oldest = waiting.values_list("received_at", flat=True).first()
    return oldest is not None and at - oldest < AT_FIRST


def accounts() -> "QuerySet[MailAccount]":
    """The mail accounts that are read."""
    return MailAccount.objects.filter(ended_at=None).order_by("user", "folder", "pk")


def webhooks() -> "QuerySet[MailWebhook]":
    """The addresses to which providers post mail."""
    return MailWebhook.objects.filter(ended_at=None).order_by("provider", "address", "pk")


def webhook_at(provider: str, path: str) -> MailWebhook | None:
    """The one whose address has this random part, where its mail is taken."""
    return webhooks().filter(provider=provider, digest=digest_of(path)).first()


def missing() -> "QuerySet[AccountMail]":
    """Mails that accounts have, and that couldn't be taken in."""
    return AccountMail.objects.filter(done_at=None, gone_at=None, account__ended_at=None)


def accounts_in_trouble(at: datetime) -> int:
    """How many accounts are silent, or have had a mail for too long that isn't here."""
    late = missing().filter(listed_at__lt=at - SILENT).values("account")
    since = Coalesce("heard_at", "added_at")
    silent = Q(since__lt=at - SILENT)
    return accounts().annotate(since=since).filter(silent | Q(pk__in=late)).count()


def blocked() -> list[Block]:
    """The senders whose mail opens no problem, by name."""
    return list(Block.objects.filter(until=None).order_by("sender"))


def kept_of_blocked() -> list[Intake]:
    """Their mails that nobody owns, the newest first; those of the last page."""
    rows = Intake.objects.filter(became=Became.BLOCKED).select_related("raw")
    return list(rows.order_by("-received_at", "pk")[:KEPT])


def of_account(key: UUID) -> str:
    """What the alarm of an account is called."""
    return f"account {key}"


def alarm(of: str) -> Alarm | None:
    """The alarm that this stands still, with its problem; None while it moves."""
    return Alarm.objects.filter(of=of, ended_at=None).select_related("problem").first()
