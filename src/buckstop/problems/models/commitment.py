"""What someone owes someone by a time."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.coverage.models import Team
from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body
from buckstop.people.models import Person
from buckstop.problems.models.case import Case
from buckstop.problems.models.problem import Problem

NEWS = "update"
"""The one kind that the database knows by its code: every problem has an open one (G2)."""


class CommitmentState(models.TextChoices):
    """The conversation for action (Winograd and Flores, Understanding Computers, 1986)."""

    REQUESTED = "requested", _("Asked for")
    PROMISED = "promised", _("Promised")
    REPORTED = "reported", _("Done, they say")
    KEPT = "kept", _("Kept")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MISSED = "missed", _("Missed")


UNTOUCHED = (CommitmentState.REQUESTED, CommitmentState.PROMISED)
OWED = (CommitmentState.REQUESTED, CommitmentState.PROMISED, CommitmentState.REPORTED)


class Commitment(models.Model):
    """Someone (`debtor`) owes someone (`creditor`; the customers where empty) something by `due`.

    `attend_at` is when the clock must look at it next: as it is due, or at a rung of its ladder;
    empty once nothing is owed any more. `warned_at` is when its ladder was climbed last,
    `after_miss`: it `follows` one that was missed, so that a list needn't look there;
    `counts_from` when it got its time (empty: as it was made), `late_since` when that was due of
    which it is what is owed instead, `held` whom a rung waits for on which nobody was.
    Asked of a `team`, it is answered by whoever of it does first, who owes it then; until that
    `debtor` is who was reached first.
    While it `waits_for` what a customer owes, `left` minutes of working time are left of its time,
    and `due` is by when it is if they do theirs in time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="commitments")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="commitments")
    kind = models.CharField(max_length=24)
    state = models.CharField(max_length=9, choices=CommitmentState)
    debtor = models.ForeignKey(Person, models.PROTECT, related_name="owes")
    creditor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="is_owed")
    what = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    answer = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    due = models.DateTimeField()
    first_due = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    moved_because = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    warned_at = models.DateTimeField(null=True)
    counts_from = models.DateTimeField(null=True)
    late_since = models.DateTimeField(null=True)
    held = models.CharField(max_length=80, default="", db_default="", blank=True)
    attend_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    after_miss = models.BooleanField(default=False, db_default=False)
    waits_for = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False
    )
    left = models.PositiveIntegerField(null=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="asked", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem"],
                condition=models.Q(kind=NEWS, ended_at__isnull=True),
                name="one_open_update",
            ),
            models.UniqueConstraint(
                fields=["problem"],
                condition=models.Q(kind="handoff", ended_at__isnull=True),
                name="one_open_handoff",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["requested", "promised", "reported"], ended_at__isnull=True
                )
                | models.Q(
                    state__in=["kept", "declined", "withdrawn", "missed"],
                    ended_at__isnull=False,
                    attend_at__isnull=True,
                ),
                name="commitment_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["attend_at"],
                name="commitment_attend",
                condition=models.Q(attend_at__isnull=False),
            ),
            models.Index(fields=["problem"], name="commitment_held", condition=~models.Q(held="")),
            models.Index(
                fields=["problem"],
                name="commitment_after_miss",
                condition=models.Q(kind=NEWS, ended_at__isnull=True, after_miss=True),
            ),
            models.Index(fields=["problem", "made_at"], name="commitment_of_problem"),
            models.Index(  # a year of them is counted from it alone
                fields=["problem"],
                include=["ended_at", "state", "moved_at", "id"],
                name="commitment_news_ended",
                condition=models.Q(kind=NEWS, state__in=("kept", "missed")),
            ),
            models.Index(
                fields=["debtor", "due"],
                name="commitment_owed",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["creditor", "due"],
                name="commitment_awaited",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["team", "due"],
                name="commitment_of_team",
                condition=models.Q(team__isnull=False, state="requested"),
            ),
            models.Index(  # the last two have what the coverage board counts
                fields=["debtor", "due"],
                include=["problem"],
                name="commitment_asked",
                condition=models.Q(ended_at__isnull=True, state="requested"),
            ),
            models.Index(
                fields=["ended_at"],
                include=["problem", "debtor", "state"],
                name="commitment_decided",
                condition=models.Q(state__in=["kept", "missed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.due:%Y-%m-%d %H:%M}"

    @property
    def is_owed(self) -> bool:
        return self.ended_at is None

    def is_late(self, at: datetime) -> bool:
        """Whether its time has passed before anybody said that it is done.

        A customer's never is: what they kindly agreed to do is still waited for; nor is what waits
        for that.
        """
        late = self.due <= at and self.state in UNTOUCHED and self.waits_for_id is None
        return late and self.debtor.keeps_times

    @property
    def asks_team(self) -> bool:
        """Whether it is asked of a team of which nobody answered yet."""
        return self.team_id is not None and self.state == CommitmentState.REQUESTED

    @property
    def chain_id(self) -> UUID:
        """The chain of its problem."""
        return self.problem.chain_id


class Handoff(models.Model):
    """What the next owner must know, written by the present one."""

    commitment = models.OneToOneField(
        Commitment, models.PROTECT, primary_key=True, related_name="handoff"
    )
    brief = models.ForeignKey(Body, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.brief)


class Escalation(models.Model):
    """An ask to a leader: who raised it, and what came of it."""

    commitment = models.OneToOneField(
        Commitment, models.PROTECT, primary_key=True, related_name="escalation"
    )
    by_customer = models.BooleanField()
    backs_owner = models.BooleanField(null=True)
    credited_at = models.DateTimeField(null=True)
    climbed_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return "by the customer" if self.by_customer else "by staff"
