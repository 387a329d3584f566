"""Which sources there are, what runs, what couldn't be read, and whom problems affect."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from buckstop.people.rules import digest_of
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING, CaseState
from buckstop.problems.models.problem import State
from buckstop.services.models import Service
from buckstop.services.queries import exposed, needing
from buckstop.signals.models import (
    Arrival,
    BurstCase,
    Correction,
    Episode,
    EpisodeState,
    Point,
    ProblemService,
    Silence,
    Source,
    Taught,
)
from buckstop.signals.rules.found import Record
from buckstop.signals.tools.signal import CASES


def sources() -> "QuerySet[Source]":
    """The sources of signals that there are, by name."""
    return _there().exclude(kind=CASES)


def case_sources() -> "QuerySet[Source]":
    """The forms and tools that send customers' problems, by name."""
    return _there().filter(kind=CASES)


def _there() -> "QuerySet[Source]":
    there = Source.objects.filter(ended_at=None)
    return there.select_related("service", "owner").order_by("name", "pk")


def source_of(kind: str, secret: str) -> Source | None:
    """The source whose address has that secret, where there is one of that kind."""
    return Source.objects.filter(digest=digest_of(secret), kind=kind, ended_at=None).first()


def running(most: int) -> list[Episode]:
    """The episodes that aren't over: what fires first, the worst first."""
    rows = Episode.objects.exclude(state=EpisodeState.OVER)
    found = rows.select_related("source", "service", "problem")
    return list(found.order_by("state", "-severity", "-began_at")[:most])


def over(most: int) -> list[Episode]:
    """The newest that are over."""
    rows = Episode.objects.filter(state=EpisodeState.OVER)
    found = rows.select_related("source", "service", "problem")
    return list(found.order_by("-ended_at")[:most])


def unread() -> "dict[str, int]":
    """How many arrivals of each source can't be read, by its key."""
    rows = Arrival.objects.exclude(wrong="").values("source").annotate(n=Count("pk"))
    return {str(row["source"]): row["n"] for row in rows}


def examples(source: Source) -> list[Arrival]:
    """The newest of its arrivals that can't be read."""
    return list(Arrival.objects.filter(~Q(wrong=""), source=source).order_by("-pk")[:5])


def named(problem: Problem) -> list[ProblemService]:
    """The services that a problem is about, by name."""
    rows = ProblemService.objects.filter(problem=problem, until=None)
    return list(rows.select_related("service", "problem").order_by("service__name"))


def episodes_of(problem: Problem) -> list[Episode]:
    """The signals of a problem, the first first."""
    rows = Episode.objects.filter(problem=problem).select_related("source", "service", "problem")
    return list(rows.order_by("began_at"))


@dataclass(frozen=True, slots=True)
class Affected:
    """A customer whom a problem affects, as far as we know, or (`affected` is False) was said not
    to; `by` are the services of theirs, `why` is what somebody said, `case`: they have one."""

    customer: UUID
    name: str
    by: tuple[str, ...]
    matters: int
    affected: bool
    why: str
    case: bool


def affected(problem: Problem, *, at: datetime) -> list[Affected]:
    """Whom a problem affects: exposed to its services when it opened or until it ended (or now),
    or with a case, corrected by what was said; whom it stops first. Whoever isn't, comes last."""
    services = [row.service_id for row in named(problem)]
    until = problem.closed_at or at
    exposures = exposed(services, at=problem.opened_at) + exposed(services, at=until)
    names: dict[UUID, str] = {one.customer: one.name for one in exposures}
    by: dict[UUID, dict[str, None]] = {}
    matters: dict[UUID, int] = {}
    for one in exposures:
        place = f"{one.service_name}, {one.site}" if one.site else one.service_name
        by.setdefault(one.customer, {})[place] = None
        matters[one.customer] = max(one.matters, matters.get(one.customer, 0))
    cases = Case.objects.filter(problem=problem, customer__isnull=False).exclude(
        state__in=(CaseState.VOID, CaseState.SPARED)
    )
    theirs = dict(cases.values_list("customer", "customer__name"))
    said: dict[UUID, Correction] = {}
    rows = Correction.objects.filter(problem=problem).select_related("customer", "why")
    for row in rows.order_by("pk"):
        said[row.customer_id] = row
    names |= theirs | {key: row.customer.name for key, row in said.items()}
    found = [
        Affected(
            customer=key,
            name=name,
            by=tuple(by.get(key, ())),
            matters=matters.get(key, 0),
            affected=key in theirs or key not in said or said[key].affected,
            why=(said[key].why.text or "") if key in said else "",
            case=key in theirs,
        )
        for key, name in names.items()
    ]
    return sorted(found, key=lambda one: (not one.affected, -one.matters, one.name))


LOOKED_BACK = 10


def records_of(episodes: Collection[Episode]) -> dict[UUID, Record]:
    """Of each what came of the last problems that the same signal opened or joined, and that are
    closed; by its key."""
    rows = Episode.objects.filter(
        source__in={one.source_id for one in episodes},
        fingerprint__in={one.fingerprint for one in episodes},
        problem__state=State.CLOSED,
    ).order_by("-began_at", "-pk")
    ended: dict[tuple[UUID, str], dict[UUID, str]] = defaultdict(dict)
    for source, print_, problem, outcome in rows.values_list(
        "source", "fingerprint", "problem", "problem__outcome"
    ):
        ended[source, print_].setdefault(problem, outcome)
    return {one.pk: _record(one, ended[one.source_id, one.fingerprint]) for one in episodes}


def _record(episode: Episode, ended: Mapping[UUID, str]) -> Record:
    outcomes = [how for problem, how in ended.items() if problem != episode.problem_id]
    vain = sum(one == "unreported" for one in outcomes[:LOOKED_BACK])
    return Record(something=len(outcomes[:LOOKED_BACK]) - vain, nothing=vain)


def rows_around(episode: Episode) -> list[tuple[datetime, float]]:
    """The rows of its series before its alarm and since, the oldest first; none of a tool's."""
    rows = Point.objects.filter(source=episode.source_id).order_by("-at")
    before = rows.filter(at__lt=episode.began_at).values_list("at", "value")[:240]
    since = rows.filter(at__gte=episode.began_at).order_by("at").values_list("at", "value")[:60]
    return [*reversed(before), *since]


def taught() -> "QuerySet[Taught]":
    """What holds of which signals open problems, by source."""
    rows = Taught.objects.filter(until=None, source__ended_at=None)
    return rows.select_related("source", "why").order_by("source__name", "title")


def is_of_burst(problem: Problem) -> bool:
    """Whether it is the problem that is proposed for many reports."""
    return BurstCase.objects.filter(episode__problem=problem).exists()


def reported_alike(problem: Problem) -> list[Case]:
    """The cases of other running problems that are one burst with one of its, the first first."""
    bursts = Episode.objects.filter(Q(problem=problem) | Q(bursts__case__problem=problem))
    cases = Case.objects.filter(bursts__episode__in=bursts, state__in=WAITING)
    others = cases.exclude(problem=problem).select_related("problem", "customer")
    return list(others.distinct().order_by("opened_at"))


def found_for(customers: Iterable[UUID], *, but_not: Problem, at: datetime) -> list[Problem]:
    """Running problems of which these customers report the like within an hour, or that signals
    showed on what they use."""
    alike = Episode.objects.filter(bursts__case__problem=but_not).values("problem")
    same = list(Problem.objects.running().filter(pk__in=alike).exclude(pk=but_not.pk))
    return same + [one for one in _shown_to(customers, but_not, at) if one not in same]


def _shown_to(customers: Iterable[UUID], but_not: Problem, at: datetime) -> list[Problem]:
    theirs = set(customers)
    rows = Problem.objects.running().filter(episodes__isnull=False).exclude(pk=but_not.pk)
    running = rows.distinct().order_by("-opened_at")[:20] if theirs else []
    return [
        one
        for one in running
        if theirs & {each.customer for each in affected(one, at=at) if each.affected}
    ]


def silences(*, at: datetime, service: Service | None = None) -> "QuerySet[Silence]":
    """Those that run or are ahead, the next to begin first."""
    rows = Silence.objects.filter(ended_at=None, ends__gt=at)
    rows = rows.filter(service=service) if service else rows
    return rows.select_related("service", "owner", "why", "work").order_by("starts", "pk")


def silent(*, at: datetime) -> set[UUID]:
    """The services whose signals open nothing now: silenced, or touched by planned work."""
    rows = list(silences(at=at).filter(starts__lte=at))
    planned = [row.service_id for row in rows if row.subject]
    return {row.service_id for row in rows} | (needing(planned, at=at) if planned else set())
