"""What everybody in the house reads of a problem, and what customers may pass on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from buckstop.briefings.models import For, Statement, Subscription
from buckstop.conversations.letters import letter
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import NOT_OURS
from buckstop.coverage.models import Member, Team
from buckstop.kit.reading import Given, reading
from buckstop.ledger.actor import Actor
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.problems.commitments import kind
from buckstop.problems.commitments.kind import Section
from buckstop.problems.models import Case, Commitment, Problem, Understanding
from buckstop.problems.models.case import WAITING
from buckstop.problems.models.problem import State

LISTED = 60


@dataclass(frozen=True, slots=True)
class Briefing:
    """One problem, for everybody in the house: `sentence` is its owner's, and the rest facts.
    `said` is the last that all who wait were told: what one of them reads is between us and them.
    """

    problem: Problem
    sentence: Statement | None
    understanding: Understanding | None
    customers: int
    said: Message | None
    steps: list[Commitment]


def newest(problem: UUID, readers: For) -> Statement | None:
    """What holds."""
    return _newest.first(problem=problem, readers=readers)


@reading
def _newest() -> "QuerySet[Statement]":
    rows = Statement.objects.filter(problem=Given("problem"), readers=Given("readers"))
    return rows.select_related("text", "written_by").order_by("-at", "-pk")[:1]


def words_before_news(problem: Problem) -> Statement | None:
    """What customers may pass on, where they were told something after it was written."""
    words = newest(problem.pk, For.CLIENTS)
    if words is None:
        return None
    told = Message.objects.standing().filter(problem=problem, said_by__isnull=False)
    since = told.filter(at__gt=words.at).exclude(kind__in=NOT_OURS)
    return words if since.exists() else None


def may_read(problem: Problem, reader: Person) -> bool:
    """Who sees every problem; everybody, where its owner wrote for everybody."""
    if can(reader.role, Capability.SEE_ALL):
        return True
    return Statement.objects.filter(problem=problem, readers=For.HOUSE).exists()


def briefing_of(problem: Problem) -> Briefing:
    """As it stands now."""
    owed = Commitment.objects.filter(problem=problem, ended_at=None).exclude(kind__in=kind.news())
    planned = kind.codes(one for one in kind.every() if one.section is Section.PLAN)
    told = Message.objects.standing().filter(problem=problem, said_by__isnull=False)
    return Briefing(
        problem=problem,
        sentence=newest(problem.pk, For.HOUSE),
        understanding=_understood(problem),
        customers=_waiting(problem),
        said=told.filter(Q(kind__in=letter.news()) | Q(widening__isnull=False))
        .select_related("said_by", "text")
        .order_by("-at", "-pk")
        .first(),
        steps=list(
            owed.filter(kind__in=planned)
            .select_related("debtor", "what", "case__customer", "case__contact")
            .order_by("due", "pk")[:12]
        ),
    )


def _understood(problem: Problem) -> Understanding | None:
    rows = Understanding.objects.filter(problem=problem).select_related("what")
    return rows.order_by("-at", "-pk").first()


def _waiting(problem: Problem) -> int:
    waiting = Case.objects.filter(problem=problem, state__in=WAITING)
    found = waiting.aggregate(n=Count(Coalesce("customer", "contact"), distinct=True))
    return found["n"] or 0


@dataclass(frozen=True, slots=True)
class Line:
    """One problem that everybody is told of: its newest sentence, by whom and when."""

    problem: Problem
    text: str
    by: str
    at: datetime


def subscriptions() -> list[Subscription]:
    """The teams that hear of briefings, by name."""
    rows = Subscription.objects.filter(until=None, team__ended_at=None).select_related("team")
    return list(rows.order_by("team__name"))


def subscription_of(team: UUID) -> Subscription | None:
    """That of a team, while it has one."""
    return Subscription.objects.filter(team=team, until=None).first()


def subscribers() -> list[UUID]:
    """Who is of a team that subscribes, each once."""
    teams = Subscription.objects.filter(until=None, team__ended_at=None).values("team")
    rows = Member.objects.filter(team__in=teams, until=None, person__deactivated_at=None)
    return list(rows.order_by("person").values_list("person", flat=True).distinct())


def belongs(team: Team, actor: Actor) -> bool:
    """Whether somebody is of a team, or leads it."""
    if not actor.is_person:
        return False
    of_it = Member.objects.filter(team=team, person=actor.person, until=None)
    return team.lead_id == actor.person or of_it.exists()


def teams_of(actor: Actor) -> set[UUID]:
    """The teams that somebody is of, or leads."""
    if not actor.is_person:
        return set()
    of_it = Member.objects.filter(person=actor.person, until=None).values("team")
    rows = Team.objects.filter(Q(lead=actor.person) | Q(pk__in=of_it))
    return set(rows.values_list("pk", flat=True))


def listed() -> list[Line]:
    """What runs and what ended lately, of which everybody is told; the newest sentence first."""
    rows = Statement.objects.filter(readers=For.HOUSE)
    last = rows.order_by("problem", "-at", "-pk").distinct("problem").values("pk")
    found = rows.filter(pk__in=last).select_related("problem__owner", "text", "written_by")
    newest_first = found.order_by("-at")[:LISTED]
    lines = [
        Line(one.problem, str(one.text), one.written_by.public_name, one.at) for one in newest_first
    ]
    return sorted(lines, key=lambda line: line.problem.state == State.CLOSED)
