"""One customer's side of a problem."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.models import Body
from buckstop.people.models import Brand, Customer, Person
from buckstop.people.roles import Capability, can
from buckstop.problems.models.problem import Problem


class CaseState(models.TextChoices):
    OPEN = "open", _("Open")
    ASKED = "asked", _("Asked whether it is solved")
    CONFIRMED = "confirmed", _("Solved, says the customer")
    LAPSED = "lapsed", _("No answer")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Not ours to do")
    VOID = "void", _("Void")
    SPARED = "spared", _("Not affected, says the customer")
    IMPORTED = "imported", _("Handled in another system")


WAITING = (CaseState.OPEN, CaseState.ASKED)
ENDED_WELL = (CaseState.CONFIRMED, CaseState.ANSWERED)


class Held(models.TextChoices):
    """Why the clock doesn't count on an asked case: a person must decide first."""

    ANSWERED = "answered", _("They wrote after we asked")
    UNREACHED = "unreached", _("What we wrote didn't reach them")
    UNKNOWN = "unknown", _("Somebody wrote, and nobody has said yet who it is")


class Rank(models.IntegerChoices):
    """Where the customer puts it among what they have open with us."""

    FIRST = 1, _("It comes first")
    ANY = 0, _("It comes as it comes")
    LAST = -1, _("It may come last")


class CaseHow(models.TextChoices):
    """How we came to know of it."""

    MAIL = "mail", _("by mail")
    PAGE = "page", _("on a page")
    PHONE = "phone", _("on the phone")
    DESK = "desk", _("face to face")
    API = "api", _("through a program")
    NOTICED = "noticed", _("one of us noticed it")
    TOLD = "told", _("we told them first")
    CAME = "came", _("it came from another system")


OUR_WORDS = (CaseHow.PHONE, CaseHow.DESK, CaseHow.NOTICED)
"""Where the title is made of what one of us wrote: it isn't said as the customer's."""


class CaseQuerySet(models.QuerySet["Case"]):
    """Finds only what an actor may see."""

    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        """A contact sees the one case their link is for; staff what they see of its problem."""
        if actor.kind == ActorKind.CONTACT:
            return self.filter(pk__in=[actor.case], contact=actor.id)
        if actor.kind == ActorKind.STAFF and not can(actor, Capability.SEE_ALL):
            return self.filter(problem__in=Problem.objects.visible_to(actor))
        return self

    def reports(self) -> "CaseQuerySet":
        """What a customer reported, whatever became of it: not of whom we told, and who aren't
        affected."""
        return self.exclude(state=CaseState.SPARED)


class Case(models.Model):
    """One customer's side: `customer` is empty while it isn't clear for whom they write.

    While it is `asked` the clock looks at `attend_at`, to remind and to let it lapse; not where it
    is held, since `held_since`: then it waits for a person's decision, and never lapses. `brand` is
    the one under which we speak there; without one the house speaks as itself. `address` is the one
    of ours that they wrote to, where they wrote to one. `rank` counts while it waits.
    `confidential`: of the customer's own people only some see it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="cases")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="cases")
    contact = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=CaseState, default=CaseState.OPEN)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    attend_at = models.DateTimeField(null=True)
    held_since = models.DateTimeField(null=True)
    held_because = models.CharField(max_length=9, choices=Held, default="", blank=True)
    how = models.CharField(max_length=7, choices=CaseHow, default=CaseHow.MAIL)
    token = models.CharField(max_length=16, unique=True)
    proposed_name = models.CharField(max_length=120, default="", blank=True)
    proposed_email = models.CharField(max_length=254, default="", blank=True)
    links_withdrawn_at = models.DateTimeField(null=True)
    rank = models.SmallIntegerField(choices=Rank, default=Rank.ANY)
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=254, default="", db_default="", blank=True)
    confidential = models.BooleanField(default=False, db_default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["problem"], name="case_problem_state", include=["state"]),
            models.Index(fields=["customer", "opened_at"], name="case_customer"),
            models.Index(
                fields=["problem"], name="case_ranked", condition=~models.Q(rank=Rank.ANY)
            ),
            models.Index(
                fields=["opened_at", "id"],
                name="case_open",
                condition=models.Q(state=CaseState.OPEN),
            ),
            models.Index(
                fields=["attend_at"],
                name="case_attend",
                condition=models.Q(attend_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.customer or self.contact})"

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_report(self) -> bool:
        """Whether it counts as reported by a customer: see `reports`."""
        return self.state != CaseState.SPARED

    @property
    def is_told(self) -> bool:
        """Whether we told them of it before they said a word."""
        return self.how == CaseHow.TOLD

    @property
    def is_held(self) -> bool:
        return self.held_since is not None

    @property
    def side(self) -> UUID:
        """Whose it is, to count customers: the customer, or the person where none is known."""
        return self.customer_id or self.contact_id

    @property
    def chain_id(self) -> UUID:
        """The chain of the problem it is on now."""
        return self.problem.chain_id


class Stay(models.Model):
    """The time a case spent on one problem; its history is read across the chains it lived on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="stays")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="stays")
    from_number = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    to_number = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ends_at__isnull=True), name="one_stay"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} on {self.problem_id}"


class Word(models.Model):
    """What the customer said of it: solved or still broken; by themselves or as staff noted it.

    `asks_ease`: after it they are asked how easy it was, as they weren't lately.
    """

    class Says(models.TextChoices):
        SOLVED = "solved", _("Solved")
        BROKEN = "broken", _("Still broken")
        TAKEN_BACK = "taken back", _("Taken back")

    class How(models.TextChoices):
        PAGE = "page", _("on the page")
        LINK = "link", _("by their link")
        MAIL = "mail", _("by mail")
        PHONE = "phone", _("on the phone")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="words")
    says = models.CharField(max_length=10, choices=Says)
    how = models.CharField(max_length=5, choices=How)
    recorded_by = models.UUIDField(null=True)
    note = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    can_be_taken_back_until = models.DateTimeField(null=True)
    asks_ease = models.BooleanField(default=True, db_default=True)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="word_newest")]

    def __str__(self) -> str:
        return self.says


class EffortScore(models.Model):
    """How easy it was to get it solved with us: 1 (hard) to 7 (easy), one per case; and why, in a
    sentence, if they like."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="effort")
    score = models.PositiveSmallIntegerField()
    why = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=7), name="effort_from_1_to_7"
            )
        ]

    def __str__(self) -> str:
        return str(self.score)
