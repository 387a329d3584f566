"""Sources, what they sent, the episodes that it makes, and what problems are about."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buckstop.kit.ids import uuid7
from buckstop.ledger.models import Body, Chain
from buckstop.people.models import Customer, Person
from buckstop.problems.about import bring_services
from buckstop.problems.models import Case, Problem
from buckstop.services.models import Service
from buckstop.signals.tools.signal import SEVERITIES, Severity


class Source(models.Model):
    """A tool that sends us signals, with a chain of its own.

    `digest` is of the secret in its address. `service` is what its signals are about where they
    name none that we know, `mapping` is the generic tool's. `tells_recovery`: it says when a
    trouble is over. `unread` is the problem that says that its signals can't be read.
    A heartbeat is heard `every` so many minutes or `daily_at` a time of its `zone`, up to `grace`
    minutes late: until `due_at`, which is empty where it never spoke or is silent already.
    What we look at or fetch ourselves is next at `next_at`, each `every` minutes. A series is to be
    judged from `judge_at` on, and was up to its row of `judged_upto`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.OneToOneField(Chain, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    mapping = models.JSONField(default=dict)
    tells_recovery = models.BooleanField(default=True)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unread = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    last_at = models.DateTimeField(null=True)
    every = models.PositiveIntegerField(null=True)  # minutes
    daily_at = models.TimeField(null=True)
    zone = models.CharField(max_length=50, default="", blank=True)
    grace = models.PositiveIntegerField(default=5)  # minutes
    due_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    judge_at = models.DateTimeField(null=True)
    judged_upto = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], name="look_is_due", condition=~Q(next_at=None)),
            models.Index(fields=["judge_at"], name="series_waits", condition=~Q(judge_at=None)),
        ]

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """What a source sent, as it came; a row of work until `done_at`. `wrong` says why it couldn't
    be read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="arrivals")
    body = models.BinaryField()
    received_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    wrong = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="arrival_waits", condition=Q(done_at=None)),
            models.Index(fields=["source", "id"], name="arrival_wrong", condition=~Q(wrong="")),
        ]

    def __str__(self) -> str:
        return f"from {self.source_id} at {self.received_at}"


class Point(models.Model):
    """A row of a series, by its tool's clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="points", db_index=False)
    at = models.DateTimeField()
    value = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "at"], name="one_row_of_a_time"),
        ]
        indexes = [models.Index(fields=["at"], name="point_is_old")]

    def __str__(self) -> str:
        return f"{self.value} at {self.at}"


class EpisodeState(models.TextChoices):
    FIRING = "firing", _("firing")
    QUIET = "quiet", _("quiet")
    OVER = "over", _("over")


class Episode(models.Model):
    """One trouble of a source, from its first signal until it stayed quiet.

    `fired_upto` and `recovered_upto` are the newest times of its signals by the tool's clock, so
    that what comes out of order changes nothing. `problem` is the one that it opened or joined.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="episodes")
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=1000, default="", blank=True)
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES, default=Severity.WARNING)
    worst = models.PositiveSmallIntegerField(choices=SEVERITIES, default=Severity.WARNING)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="episodes")
    state = models.CharField(max_length=6, choices=EpisodeState, default=EpisodeState.FIRING)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    fired_upto = models.DateTimeField(null=True)
    recovered_upto = models.DateTimeField(null=True)
    quiet_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    signals = models.PositiveIntegerField(default=0)
    flaps = models.PositiveIntegerField(default=0)
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="episodes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "fingerprint"],
                condition=~Q(state=EpisodeState.OVER),
                name="one_episode_of_a_trouble",
            )
        ]
        indexes = [
            models.Index(
                fields=["began_at"], name="episode_runs", condition=~Q(state=EpisodeState.OVER)
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chain_id(self) -> UUID:
        return self.source.chain_id


class Taught(models.Model):
    """Somebody said that such a signal (`title`, as it said then) opens a problem, or opens none,
    from `since` until it was forgotten; and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="taught")
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    opens = models.BooleanField()
    why = models.ForeignKey(Body, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "fingerprint"], condition=Q(until=None), name="taught_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chain_id(self) -> UUID:
        return self.source.chain_id


class BurstCase(models.Model):
    """A report that is one of a burst, which is an episode of its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="bursts")
    case = models.ForeignKey(Case, models.PROTECT, related_name="bursts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "case"], name="once_in_a_burst"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.episode_id}"

    @property
    def chain_id(self) -> UUID:
        return self.episode.source.chain_id


class ProblemService(models.Model):
    """A problem is about a service, from `since` until it was said that it isn't."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="services")
    service = models.ForeignKey(Service, models.PROTECT, related_name="problems")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "service"], condition=Q(until=None), name="named_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.problem} is about {self.service}"

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id


bring_services(lambda: ProblemService.objects.filter(until=None))


class Correction(models.Model):
    """Somebody said that a customer is affected, or isn't, and why; the last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="corrections")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    affected = models.BooleanField()
    why = models.ForeignKey(Body, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.customer} {'is' if self.affected else 'is not'} affected"

    @property
    def chain_id(self) -> UUID:
        return self.problem.chain_id


class Silence(models.Model):
    """Signals of a service open no problem from `starts` to `ends`, and why.

    With a `subject` it is planned work: customers read it, and signals of what needs the service
    are expected too. `owner` answers for it; whoever ended it early did so at `ended_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="silences")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.ForeignKey(Body, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200, default="", blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="silence_ends")
        ]
        indexes = [
            models.Index(fields=["ends"], name="silence_runs", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.subject or f"silence of {self.service}"

    @property
    def chain_id(self) -> UUID:
        return self.service.chain_id


class WorkState(models.TextChoices):
    PROMISED = "promised", _("planned")
    KEPT = "kept", _("over, as promised")
    MISSED = "missed", _("not over as promised")
    CALLED_OFF = "called off", _("called off")


class PlannedWork(models.Model):
    """What customers are promised of planned work: that it is over by `due`; `first_due` is when it
    was promised first, `moves` how often it was promised anew. Where that isn't kept, `problem` was
    opened for it."""

    silence = models.OneToOneField(Silence, models.PROTECT, primary_key=True, related_name="work")
    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.PROMISED)
    due = models.DateTimeField()
    first_due = models.DateTimeField()
    moves = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="late_work")

    class Meta:
        indexes = [
            models.Index(fields=["due"], name="work_is_due", condition=Q(state=WorkState.PROMISED))
        ]

    def __str__(self) -> str:
        return f"{self.silence} by {self.due}"

    @property
    def chain_id(self) -> UUID:
        return self.silence.chain_id
