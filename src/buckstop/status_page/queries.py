"""What stands on the status page now."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from buckstop.conversations.letters.update import Update
from buckstop.conversations.models import Message
from buckstop.outreach.models import Outreach
from buckstop.problems.models import Case, Problem
from buckstop.problems.models.case import CaseState
from buckstop.problems.models.problem import Kind, State
from buckstop.services.models import Service, Use
from buckstop.services.queries import needing_each, services
from buckstop.signals.models import Episode, ProblemService
from buckstop.status_page.planned import Planned, over_lately, planned, withdrawn
from buckstop.status_page.rules import HISTORY, Lasted, Standing, standing, stands_there


@dataclass(frozen=True, slots=True)
class Said:
    """What all were told, and when."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem as all may read it: `subject` is empty while nobody was told in words; `said` is
    the newest first; `next_news` is promised on it; `touches`: the components; `wordings`: what it
    is called and the first words, in other languages."""

    key: UUID
    subject: str
    services: tuple[str, ...]
    standing: Standing
    began_at: datetime
    ended_at: datetime | None
    next_news: datetime | None
    said: tuple[Said, ...]
    touches: frozenset[UUID] = frozenset()
    wordings: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def read_in(self, language: str) -> "Trouble":
        """With what it is called and the first words in that language, where they were written."""
        if language not in self.wordings or not self.said:
            return self
        subject, text = self.wordings[language]
        first = replace(self.said[-1], text=text)
        return replace(self, subject=subject, said=(*self.said[:-1], first))


@dataclass(frozen=True, slots=True)
class Component:
    """A service that customers use, how it does now, and how long it did badly."""

    name: str
    about: str
    standing: Standing
    past: tuple[Lasted, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the page; `past` is what is over, the newest first; `over` is planned work
    that was over lately, which mails alone say."""

    components: tuple[Component, ...]
    planned: tuple[Planned, ...]
    now: tuple[Trouble, ...]
    past: tuple[Trouble, ...]
    over: tuple[Planned, ...] = ()

    def read_in(self, language: str) -> "Board":
        """The same for who reads that language."""
        now, past = (tuple(one.read_in(language) for one in rows) for rows in (self.now, self.past))
        return replace(self, now=now, past=past)


def board(*, at: datetime) -> Board:
    """The page as it is."""
    used = components()
    troubles = _troubles(used, at)
    past: dict[UUID, list[Lasted]] = defaultdict(list)
    for trouble, keys in troubles:
        # what is believed to be fixed was disturbed all the same
        was = max(trouble.standing, Standing.DISTURBED)
        for key in keys:
            past[key].append(Lasted(trouble.began_at, trouble.ended_at, was))
    now: dict[UUID, Standing] = defaultdict(lambda: Standing.WORKS)
    for trouble, keys in troubles:
        if trouble.ended_at is None:
            for key in keys:
                now[key] = max(now[key], trouble.standing)
    found = [trouble for trouble, _keys in troubles]
    return Board(
        components=tuple(
            Component(one.name, one.about, now[one.pk], tuple(past[one.pk])) for one in used
        ),
        planned=tuple(planned(used, at)),
        over=tuple(over_lately(used, at)),
        now=tuple(one for one in found if one.ended_at is None),
        past=tuple(one for one in found if one.ended_at is not None),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known for one customer: troubles and planned work of what they use."""

    troubles: tuple[Trouble, ...] = ()
    planned: tuple[Planned, ...] = ()


def known_to(customer: UUID, *, at: datetime, but_not: UUID | None = None) -> Known:
    """What all may read of the services that they use, but for one problem."""
    return known_to_each([customer], at=at, but_not=but_not)[customer]


def known_to_each(
    customers: Collection[UUID], *, at: datetime, but_not: UUID | None = None
) -> dict[UUID, Known]:
    """The same of several customers, read once."""
    uses = Use.objects.filter(customer__in=customers, until=None, service__ended_at=None)
    theirs: dict[UUID, dict[UUID, str]] = {key: {} for key in customers}
    used: dict[UUID, Service] = {}
    for use in uses.select_related("service"):
        used[use.service_id] = use.service
        theirs[use.customer_id][use.service_id] = use.service.name
    if not used:
        return dict.fromkeys(customers, Known())
    there = [one for one, _keys in _troubles(list(used.values()), at)]
    running = [one for one in there if one.ended_at is None and one.key != but_not]
    work = planned(list(used.values()), at)
    return {
        key: Known(_touching(running, names), _touching(work, names))
        for key, names in theirs.items()
    }


def _touching[Row: (Trouble, Planned)](rows: list[Row], names: dict[UUID, str]) -> tuple[Row, ...]:
    """What touches these services, with their names alone."""
    return tuple(
        replace(one, services=tuple(sorted(names[key] for key in touched)))
        for one in rows
        if (touched := one.touches & names.keys())
    )


def ahead(*, at: datetime) -> list[Planned]:
    """Planned work that touches what customers use, and what of it won't take place."""
    used = components()
    return [*planned(used, at), *withdrawn(used, at)]


def components() -> list[Service]:
    """The components: what customers use."""
    return list(services().filter(uses__until=None, uses__isnull=False).distinct())


def _troubles(used: Sequence[Service], at: datetime) -> list[tuple[Trouble, set[UUID]]]:
    """What stands there, the newest first, with the components that it touches."""
    problems = _problems(at)
    keys = [one.pk for one in problems]
    outreaches = _first_told(keys)
    signalled = set(Episode.objects.filter(problem__in=keys).values_list("problem", flat=True))
    customers = _customers(keys)
    named, said = _named(problems, at), _said(outreaches)
    names = {one.pk: one.name for one in used}
    found = []
    for one in problems:
        outreach = outreaches.get(one.pk)
        touched = named[one.pk] & names.keys()
        there = stands_there(
            told=outreach is not None,
            shown_by_signal=one.pk in signalled,
            customers=customers.get(one.pk, 0),
            closed=one.is_closed,
        )
        if touched and there:
            shown = tuple(sorted(names[key] for key in touched))
            trouble = _trouble(one, outreach, shown, said.get(one.pk, ()))
            trouble = replace(trouble, touches=frozenset(touched))
            found.append((trouble, touched))
    return found


def _problems(at: datetime) -> list[Problem]:
    recent = Q(closed_at=None) | Q(closed_at__gte=at - HISTORY)
    rows = Problem.objects.filter(recent, kind=Kind.PROBLEM, services__isnull=False)
    return list(rows.distinct().order_by("-opened_at")[:200])


def _first_told(problems: Iterable[UUID]) -> dict[UUID, Outreach]:
    rows = Outreach.objects.filter(problem__in=problems).select_related("text")
    rows = rows.prefetch_related("wordings__text")
    return {one.problem_id: one for one in rows.order_by("-begun_at")}


def _customers(problems: Iterable[UUID]) -> dict[UUID, int]:
    """How many customers had each."""
    rows = Case.objects.filter(problem__in=problems, customer__isnull=False)
    rows = rows.exclude(state__in=(CaseState.VOID, CaseState.SPARED, CaseState.DECLINED))
    counted = rows.values("problem").annotate(n=Count("customer", distinct=True))
    return {row["problem"]: row["n"] for row in counted}


def _named(problems: Iterable[Problem], at: datetime) -> dict[UUID, set[UUID]]:
    """The services that each is about, and all that need them."""
    named: dict[UUID, set[UUID]] = defaultdict(set)
    rows = ProblemService.objects.filter(problem__in=[one.pk for one in problems], until=None)
    for problem, service in rows.values_list("problem", "service"):
        named[problem].add(service)
    needs = needing_each({key for keys in named.values() for key in keys}, at=at)
    return defaultdict(
        set, {problem: set().union(*(needs[k] for k in keys)) for problem, keys in named.items()}
    )


def _trouble(
    problem: Problem, outreach: Outreach | None, services: tuple[str, ...], said: tuple[Said, ...]
) -> Trouble:
    closed = problem.is_closed
    return Trouble(
        key=problem.pk,
        subject=outreach.subject if outreach else "",
        services=services,
        standing=standing(hurts=problem.hurts, fixed=problem.state == State.FIXED),
        began_at=problem.opened_at,
        ended_at=problem.closed_at,
        next_news=None if closed else problem.news_due,
        said=said,
        wordings=_wordings(outreach),
    )


def _wordings(outreach: Outreach | None) -> dict[str, tuple[str, str]]:
    rows = outreach.wordings.all() if outreach else ()
    return {one.language: (one.subject, str(one.text)) for one in rows}


def _said(outreaches: Mapping[UUID, Outreach]) -> dict[UUID, tuple[Said, ...]]:
    """What all were told: the first words, and the news since; never what one was."""
    rows = Message.objects.standing().filter(problem__in=outreaches.keys(), kind=Update.code)
    later: dict[UUID, dict[UUID | None, Said]] = defaultdict(dict)
    for one in rows.select_related("text"):
        if one.at > outreaches[one.problem_id].begun_at:
            later[one.problem_id][one.telling] = Said(one.at, str(one.text))
    return {
        key: tuple(
            sorted(
                [Said(first.begun_at, str(first.text)), *later[key].values()],
                key=lambda said: said.at,
                reverse=True,
            )
        )
        for key, first in outreaches.items()
    }
