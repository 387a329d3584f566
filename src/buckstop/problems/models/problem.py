"""A problem, its tenures, and what we understood of it."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from buckstop.coverage.models import Team
from buckstop.kit.folding import Fold, trigrams
from buckstop.kit.ids import reference, uuid7
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.models import Body, Chain
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.problems.entries.owning import HOW
from buckstop.problems.rules import impact

TITLE = 200  # characters of a title; what is longer ends with "…"


class Kind(models.TextChoices):
    PROBLEM = "problem", _("Problem")
    REQUEST = "request", _("Request")
    QUESTION = "question", _("Question")


class State(models.TextChoices):
    OPEN = "open", _("Open")
    FIXED = "fixed", _("Fixed, we believe")
    CLOSED = "closed", _("Closed")


CAME, ASIDE = "imported", "aside"
"""Outcomes of what came from another system: it had ended there; it ran there, and nobody here has
taken it over yet."""
UNOWNED = models.Q(outcome__in=(CAME, ASIDE))
"""Which problems nobody here has owned, whoever stands there as with whom the buck stops."""


class Hurt(models.IntegerChoices):
    """How much it hurts now."""

    SLIGHT = impact.CAN_WAIT, impact.CHOICES[impact.CAN_WAIT]
    HINDERED = impact.SLOWS, impact.CHOICES[impact.SLOWS]
    BADLY = impact.STOPS, impact.CHOICES[impact.STOPS]


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Finds only what an actor may see."""

    def visible_to(self, actor: Actor) -> "ProblemQuerySet":
        """The desk and keys see all problems, a colleague those they have a part in, others none.

        Contacts don't come here: they see their own case through `Case.objects.visible_to`.
        """
        if actor.kind in (ActorKind.DESK, ActorKind.KEY):
            return self
        if can(actor, Capability.SEE_ALL):
            return self
        if actor.kind == ActorKind.STAFF:
            part = models.Q(commitments__debtor=actor.id) | models.Q(raised_by=actor.id)
            part |= models.Q(
                commitments__team__members__person=actor.id,
                commitments__team__members__until=None,
            )
            return self.filter(pk__in=Problem.objects.filter(part).values("pk"))
        return self.none()

    def running(self) -> "ProblemQuerySet":
        return self.exclude(state=State.CLOSED)


class Problem(models.Model):
    """Something wrong that we own. `owner` and `news_due` copy the tenure and the open promise,
    `paused_since` since when the aim for its fix waits for a customer, `pinned_until` until when
    it is put before all else of its owner's. `imported_at` is when it came from another system:
    until somebody takes it over nobody has owned it here, and `owner` is with whom the buck stopped
    as it came; `opened_at` is when it began there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=TITLE)
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    hurts = models.PositiveSmallIntegerField(choices=Hurt, default=Hurt.HINDERED)
    raised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    owner = models.ForeignKey(Person, models.PROTECT, related_name="owned")
    owner_since = models.DateTimeField()
    team = models.ForeignKey(  # empty: it is with the service desk
        Team, models.PROTECT, null=True, db_index=False, related_name="problems"
    )
    news_due = models.DateTimeField(null=True)
    first_word_at = models.DateTimeField(null=True)
    unheard_since = models.DateTimeField(null=True)
    changed_since_news = models.BooleanField(default=False)
    empty_updates = models.PositiveSmallIntegerField(default=0)
    paused_since = models.DateTimeField(null=True)
    pinned_until = models.DateTimeField(null=True)
    waiting_cases = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, default="", blank=True)
    imported_at = models.DateTimeField(null=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.CLOSED) ^ models.Q(closed_at__isnull=True),
                name="problem_closed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "news_due"],
                name="problem_owned",
                condition=~models.Q(state=State.CLOSED),
            ),
            models.Index(  # with what the coverage board counts, so that it reads no rows
                fields=["news_due", "id"],
                include=["team", "state", "owner", "hurts", "owner_since"],
                name="problem_runs",
                condition=~models.Q(state=State.CLOSED),
            ),
            models.Index(fields=["opened_at", "id"], name="problem_opened"),
            models.Index(fields=["state", "opened_at", "id"], name="problem_state"),
            models.Index(fields=["owner", "opened_at", "id"], name="problem_by_owner"),
            models.Index(
                fields=["team", "opened_at", "id"],
                name="problem_by_team",
                condition=models.Q(team__isnull=False),
            ),
            models.Index(
                fields=["id"],
                name="problem_first_word",
                condition=models.Q(
                    state=State.OPEN, first_word_at__isnull=True, waiting_cases__gt=0
                ),
            ),
            models.Index(
                fields=["id"],
                name="problem_stalled",
                condition=models.Q(state=State.OPEN, empty_updates__gte=2),
            ),
            trigrams(Fold("title"), "problem_title_found"),
            GistIndex(  # gives the nearest titles first, without reading all that are alike
                OpClass(Upper("title"), name="gist_trgm_ops"),
                name="problem_title_nearest",
                condition=~models.Q(state=State.CLOSED),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return reference(self.number)

    def is_pinned(self, at: datetime) -> bool:
        """Whether somebody put it first, and that holds."""
        return self.pinned_until is not None and self.pinned_until > at

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED

    @property
    def is_unowned(self) -> bool:
        """Whether it came from another system, and nobody here has owned it yet."""
        return self.is_closed and self.outcome in (CAME, ASIDE)

    @property
    def owned_by(self) -> Person | None:
        """Who owns it, or did when it was closed."""
        return None if self.is_unowned else self.owner

    @property
    def is_stalled(self) -> bool:
        """Two updates in a row said nothing new."""
        return self.empty_updates >= 2


class Tenure(models.Model):
    """The time during which one person is the owner; runs while `ends_at` is empty."""

    class How(models.TextChoices):
        ROUTED = "routed", _(HOW["routed"])
        BUCK = "buck", _(HOW["buck"])
        RAISED = "raised", _(HOW["raised"])
        ACCEPTED = "accepted", _(HOW["accepted"])
        TAKEN = "taken", _(HOW["taken"])
        SUCCEEDED = "succeeded", _(HOW["succeeded"])
        REOPENED = "reopened", _(HOW["reopened"])
        IMPORTED = "imported", _(HOW["imported"])

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    how = models.CharField(max_length=9, choices=How)
    why = models.CharField(max_length=60, default="", blank=True)  # see `rules.routing.Why`
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem"],
                condition=models.Q(ends_at__isnull=True),
                name="one_running_tenure",
            ),
            ExclusionConstraint(
                name="tenures_do_not_overlap",
                expressions=[
                    ("problem", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "starts_at",
                            "ends_at",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"], name="tenure_running", condition=models.Q(ends_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} owns {self.problem_id}"


class Understanding(models.Model):
    """What we understood, as told to one case, or to every one where `case` is empty.

    Inserted, never changed: the newest row of a scope is what holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="understandings")
    case = models.ForeignKey(
        "problems.Case", models.PROTECT, null=True, related_name="understandings"
    )
    what = models.ForeignKey(Body, models.PROTECT, related_name="+")
    since = models.CharField(max_length=120, default="", blank=True)
    hit = models.CharField(max_length=200, default="", blank=True)
    written_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["problem", "at"], name="understanding_newest")]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def written(self) -> tuple[UUID, datetime]:
        return self.written_by, self.at
