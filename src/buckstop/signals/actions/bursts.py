"""Many reports of one trouble are a signal of their own, and one problem is proposed for them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.conversations.models import Message
from buckstop.conversations.models.message import THEIRS
from buckstop.coverage.queries import buck
from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import WAITING, CaseHow
from buckstop.problems.models.problem import Kind, State
from buckstop.services.models import Dependency, Service, Use
from buckstop.signals import entries
from buckstop.signals.actions.heartbeats import course_of
from buckstop.signals.actions.naming import put_service_on
from buckstop.signals.actions.sources import begin_source
from buckstop.signals.models import BurstCase, Episode, EpisodeState, ProblemService, Source
from buckstop.signals.rules.bursts import HOUR, LEAST, WEEKS, Burst, Report, bursts, words_of
from buckstop.signals.rules.episodes import begun, goes_on
from buckstop.signals.tools.signal import REPORTS, Severity, Signal

MOST = 5_000
READ = 400  # letters of what they wrote first


def note_bursts(*, at: datetime) -> int:
    """See whether more customers than usual reported the like in the last hour; returns how many
    bursts there are that weren't known, or grew."""
    since = at - HOUR
    lately = Case.objects.filter(opened_at__gt=since).values_list("customer", flat=True)
    if lately.distinct().count() < LEAST:
        return 0
    cases = list(_reports(Q(opened_at__gt=since, state__in=WAITING)))
    past = _reports(Q(opened_at__lte=since, opened_at__gt=at - WEEKS))
    read = _Reading([*past, *cases])
    found = bursts([read.one(c) for c in cases], [read.one(c) for c in past], at=at)
    by_key = {case.pk: case for case in cases}
    return sum(_note(one, [by_key[each.case] for each in one.reports], at) for one in found)


def _reports(narrowed: Q) -> list[Case]:
    """What customers reported by themselves, the oldest first."""
    rows = Case.objects.filter(narrowed, customer__isnull=False, problem__kind=Kind.PROBLEM)
    rows = rows.exclude(how__in=(CaseHow.TOLD, CaseHow.NOTICED, CaseHow.CAME)).select_related(
        "problem"
    )
    return sorted(rows.order_by("-opened_at")[:MOST], key=lambda case: (case.opened_at, case.pk))


class _Reading:
    """Cases as reports: with what was written first, and the services they may be about."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._below = _needs()
        customers = {case.customer_id for case in cases}
        self._used: dict[UUID, set[UUID]] = defaultdict(set)
        rows = Use.objects.filter(customer__in=customers, until=None)
        for customer, service in rows.values_list("customer", "service"):
            self._used[customer].add(service)
        self._named: dict[UUID, set[UUID]] = defaultdict(set)
        named = ProblemService.objects.filter(
            problem__in={case.problem_id for case in cases}, until=None
        )
        for problem, service in named.values_list("problem", "service"):
            self._named[problem].add(service)
        said = Message.objects.filter(case__in=[case.pk for case in cases], kind__in=THEIRS)
        texts = said.order_by("case", "at").distinct("case").values_list("case", "text__text")
        self._texts = dict(texts)

    def one(self, case: Case) -> Report:
        """One of them; what its problem was said to be about goes before what they use."""
        assert case.customer_id is not None
        direct = self._named[case.problem_id] or self._used[case.customer_id]
        services = direct.union(*(self._below[key] for key in direct))
        words = words_of(case.title, (self._texts.get(case.pk) or "")[:READ])
        return Report(case.pk, case.customer_id, case.opened_at, words, frozenset(services))


def _needs() -> dict[UUID, set[UUID]]:
    """Of each service all that it needs, however far down."""
    direct: dict[UUID, set[UUID]] = defaultdict(set)
    for service, on in Dependency.objects.filter(until=None).values_list("service", "on"):
        direct[service].add(on)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for service in list(direct):
        near = [service]
        while near:
            more = direct.get(near.pop(), set()) - found[service]
            found[service] |= more
            near += more
    return found


def _note(burst: Burst, cases: Sequence[Case], at: datetime) -> int:
    """It is an episode of the problem that was reported first, or of one that runs already."""
    running = _running(cases)
    problem = running.problem if running else _whose(burst, cases)
    assert problem is not None
    source = _source(at)
    with acting(source, problem, by=DESK, at=at) as act:
        source, problem = act.lock(source), act.lock(problem)
        if problem.is_closed or _running(cases) != running:  # another worker was first: look anew
            return 0
        episode = act.lock(running) if running else _begin(act, source, problem, burst)
        return _grow(act, episode, problem, cases)


def _running(cases: Sequence[Case]) -> Episode | None:
    """The episode that has reports of these, while its problem runs."""
    known = Episode.objects.filter(
        bursts__case__in=[case.pk for case in cases], state=EpisodeState.FIRING
    )
    rows = known.exclude(problem__state=State.CLOSED).select_related("problem", "source")
    return rows.order_by("began_at", "pk").first()


def _whose(burst: Burst, cases: Sequence[Case]) -> Problem:
    """The running problem that a signal showed on that service, else the first that was reported
    of them, one with several customers before others."""
    if burst.service is not None:
        others = Problem.objects.running().filter(
            episodes__service=burst.service, services__service=burst.service, services__until=None
        )
        if found := others.order_by("opened_at").first():
            return found
    most = max(case.problem.waiting_cases for case in cases)
    return next(case.problem for case in cases if case.problem.waiting_cases == most)


def _begin(act: Act, source: Source, problem: Problem, burst: Burst) -> Episode:
    fingerprint = f"{problem.pk}:{int(act.at.timestamp())}"
    course = begun(_signal(burst.customers, fingerprint), act.at)
    row = act.add(
        new_row(
            Episode, source=source, fingerprint=fingerprint,
            service_id=burst.service, problem=problem, **asdict(course),
        )
    )  # fmt: skip
    made = entries.EpisodeBegan(episode=row.pk, service=burst.service, severity=row.severity)
    act.record(made, on=source)
    if burst.service is not None:
        put_service_on(act, problem, Service.objects.get(pk=burst.service))
    return row


def _grow(act: Act, episode: Episode, problem: Problem, cases: Iterable[Case]) -> int:
    """Each report of it once."""
    act.flush()
    there = set(BurstCase.objects.filter(episode=episode).values_list("case", flat=True))
    more = [case for case in cases if case.pk not in there]
    if not more:
        return 0
    for case in more:
        act.add(new_row(BurstCase, episode=episode, case=case))
    course = course_of(episode)
    customers = len(there) + len(more)
    goes_on(course, _signal(customers, episode.fingerprint), act.at)
    act.change(episode, **{**asdict(course), "signals": customers})
    act.record(entries.BurstSeen(episode=episode.pk, customers=customers), on=problem)
    return 1


def _signal(customers: int, identity: str) -> Signal:
    title = ngettext(
        "%(n)s customer reports the like", "%(n)s customers report the like", customers
    )
    return Signal(
        identity=identity, firing=True, title=title % {"n": customers}, severity=Severity.WARNING
    )


def _source(at: datetime) -> Source:
    """What customers report, as a source; made with the first burst."""
    found = Source.objects.filter(kind=REPORTS, ended_at=None).order_by("pk").first()
    if found is not None:
        return found
    name = _("What customers report")
    return begin_source(
        kind=REPORTS, name=name, said=name, owner=buck(), tells_recovery=False, by=DESK, at=at
    )[0]
