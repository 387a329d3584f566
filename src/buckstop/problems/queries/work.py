"""What one person owes, is owed and must hear, in the order of what waiting costs: for My work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from buckstop.coverage.models import Ease, Member
from buckstop.coverage.on_duty import OnDuty
from buckstop.kit.reading import Among, Given, reading
from buckstop.people.models import Person
from buckstop.problems.commitments.kind import called
from buckstop.problems.models import Case, Commitment, Pin, Problem
from buckstop.problems.models.case import WAITING, CaseState, Rank
from buckstop.problems.models.commitment import NEWS, CommitmentState
from buckstop.problems.queries.weighing import Weights, grows_on, weighs_on
from buckstop.problems.rules import order

MOST = 300  # things put in order; who has more finds the rest in the list of problems
SHOWN = 20  # things of each group
NEAR = timedelta(minutes=20)  # promises are warned of at most 15 minutes before

_TASK = (
    "pk", "kind", "due", "made_at", "problem__hurts", "problem__waiting_cases", "ranked",
    "problem__unheard_since", "problem__first_word_at", "follows__state", "follows__due",
    "problem__pinned_until", "problem", "problem__team", "weighs", "grows", "ease",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to do, before its rows are read: the key is the commitment's or the problem's."""

    key: UUID
    task: order.Task
    problem: UUID


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do. `owed` is empty where a customer's words are to be read."""

    task: order.Task
    problem: Problem
    owed: Commitment | None


@dataclass(frozen=True, slots=True)
class Work:
    """What needs the person `now` and what comes `later`, each in its order, the first SHOWN of
    them; how many there are; the `pins` of their problems; what others owe (`awaited`, by its
    time); `whose` names the waiting customers of each problem; `by_ease`: what comes easier to the
    person than other work counts in it."""

    now: list[Thing]
    later: list[Thing]
    count_now: int
    count_later: int
    pins: dict[UUID, Pin]
    awaited: list[Commitment]
    more_awaited: bool
    whose: dict[UUID, list[str]]
    by_ease: bool = False


def work_of(person: Person, *, on_duty: OnDuty, at: datetime) -> Work:
    """Everything that asks something of `person`, in six queries at most."""
    found = _found(person, on_duty, at)
    found.sort(key=lambda one: (order.place(one.task, at), one.task.due, one.key))
    now: list[Found] = []
    later: list[Found] = []
    for one in found:
        (now if order.is_now(one.task, at) else later).append(one)
    awaited = _awaited(person=person.pk)
    things = _things(now[:SHOWN] + later[:SHOWN])
    keys = {thing.problem.pk for thing in things.values()} | {row.problem_id for row in awaited}
    return Work(
        now=[things[one.key] for one in now[:SHOWN]],
        later=[things[one.key] for one in later[:SHOWN]],
        count_now=len(now),
        count_later=len(later),
        pins=pins_of((thing.problem for thing in things.values()), at),
        awaited=awaited[:SHOWN],
        more_awaited=len(awaited) > SHOWN,
        whose=waiting_customers(keys),
        by_ease=any(one.task.ease is not None for one in found),
    )


def tasks_of(person: Person, on_duty: OnDuty, at: datetime) -> list[tuple[UUID, order.Task]]:
    """Every task of `person`, with the problem that it is on; in no order."""
    return [(one.problem, one.task) for one in _found(person, on_duty, at)]


def _found(person: Person, on_duty: OnDuty, at: datetime) -> list[Found]:
    return _owed(person, on_duty, at) + _unheard(person, on_duty, at)


def pins_of(problems: Iterable[Problem], at: datetime) -> dict[UUID, Pin]:
    """The pins of those that are pinned, by problem; no query where none is."""
    keys = {one.pk for one in problems if one.is_pinned(at)}
    if not keys:
        return {}
    rows = Pin.objects.filter(problem__in=keys, ended_at=None, until__gt=at)
    return {row.problem_id: row for row in rows.select_related("person", "why")}


def _owed(person: Person, on_duty: OnDuty, at: datetime) -> list[Found]:
    """The tasks of commitments, of each sort those that are due first."""
    watched = on_duty.watched_by(person.pk)
    there = [person.pk, *on_duty.on_shift]
    teams = [team for team in watched if team] if on_duty.desks else None
    desk = None in watched
    rows = _rows(
        desk,
        teams is not None,
        on_duty.levels.weights,
        person=person.pk,
        there=there,
        now=at,
        soon=at + NEAR,
        teams=teams,
    )
    owed = sorted((row for row in rows if row[0] == "owed"), key=_due)[:MOST]
    return [_task(on_duty, at, *row) for row in [*owed, *(row for row in rows if row[0] != "owed")]]


def ranked_on(problem: str) -> Coalesce:
    """For how many waiting customers the problem comes first of theirs, less those for whom it
    comes last; by an index that knows only those who said so."""
    said = Case.objects.filter(problem=OuterRef(problem), state__in=WAITING)
    of_each = said.exclude(rank=Rank.ANY).order_by().values("problem")
    return Coalesce(Subquery(of_each.annotate(all=Sum("rank")).values("all")), 0)


def _due(row: tuple[Any, ...]) -> datetime:
    due: datetime = row[3]
    return due


def _task(
    on_duty: OnDuty,
    at: datetime,
    sort: str,
    key: UUID,
    its: str,
    due: datetime,
    made: datetime,
    hurts: int,
    customers: int,
    ranked: int,
    unheard: datetime | None,
    word: datetime | None,
    before: str | None,
    was_due: datetime | None,
    pinned_until: datetime | None,
    problem: UUID,
    team: UUID | None,
    weighs: int,
    grows: int,
    ease: float | None,
) -> Found:
    news = called(its).is_news
    task = order.Task(
        kind=order.CHECK if sort == order.CHECK else its,
        due=due,
        since=made,
        pinned=pinned_until is not None and pinned_until > at,
        hurts=hurts,
        customers=customers,
        ranked=ranked,
        unheard=unheard is not None and news and sort != "near",
        answered=word is not None,
        near=sort == "near",
        missed=was_due if news and before == CommitmentState.MISSED else None,
        minutes=None if sort == order.CHECK else on_duty.desk(team).paces.get(its),
        ease=None if sort == order.CHECK else ease,
        weighs=weighs,
        grows=grows,
    )
    return Found(key, task, problem)


@reading
def _rows(
    watches: bool, by_team: bool, weights: Weights
) -> "QuerySet[Commitment, tuple[Any, ...]]":
    """Three to five sorts of tasks at once, each by an index of its own.

    `watches`: whether the person has the watch of the service desk; `by_team`: whether there are
    teams, so that only what is with those that they watch over counts.
    """
    mine = Given("person")
    owed = Commitment.objects.filter(ended_at=None)
    open_still = owed.exclude(state=CommitmentState.REPORTED)
    # what the person owes, or has to find done that others say is
    own = open_still.filter(debtor=mine, waits_for=None)
    check = owed.filter(creditor=mine, state=CommitmentState.REPORTED).exclude(debtor=mine)
    # News that somebody else owes since the owner's was missed. Their problems first, as a list:
    # joined, PostgreSQL would look at the open news of everybody.
    running = Problem.objects.running().filter(owner=mine).values("pk")
    theirs = Among("problem", ArraySubquery(running))
    missed = open_still.filter(theirs, kind=NEWS, after_miss=True)
    sorts = [
        _sort("owed", missed.exclude(debtor=mine), weights),
        _sort(order.CHECK, check, weights),
    ]
    if watches or by_team:
        # news whose debtor isn't there: they were warned of it, and it isn't due yet
        near = owed.filter(kind=NEWS, warned_at__isnull=False)
        near = near.filter(attend_at__gt=Given("now"), attend_at__lte=Given("soon"))
        if by_team:
            of_teams = Q(Among("problem__team", Given("teams")))
            near = near.filter(of_teams | Q(problem__team=None) if watches else of_teams)
        sorts.append(_sort("near", near.exclude(Among("debtor", Given("there"))), weights))
    if by_team:
        # what a team is asked of which nobody answered yet
        members = Member.objects.filter(team=OuterRef("team"), person=mine, until=None)
        asked = owed.filter(team__isnull=False, state=CommitmentState.REQUESTED)
        asked = asked.filter(Q(Among("team", Given("teams"))) | Exists(members))
        sorts.append(_sort("owed", asked.exclude(debtor=mine), weights))
    return _sort("owed", own, weights).union(*sorts, all=True)


def _sort(
    name: str, rows: "QuerySet[Commitment]", weights: Weights
) -> "QuerySet[Commitment, tuple[Any, ...]]":
    counted = {"weighs": weighs_on("problem", weights), "grows": grows_on("problem", weights)}
    easy = Ease.objects.filter(person=Given("person"), kind=OuterRef("kind"))
    counted["ease"] = Subquery(easy.values("times"))
    found = rows.order_by("due").annotate(sort=Value(name), ranked=ranked_on("problem"), **counted)
    columns = found.values_list("sort", *_TASK)
    return columns[:MOST]


def _unheard(person: Person, on_duty: OnDuty, at: datetime) -> list[Found]:
    """What customers wrote, where somebody else owes the next news."""
    rows = _unheard_rows(on_duty.levels.weights, person=person.pk)
    return [
        Found(
            key,
            order.Task(
                kind=order.WORDS,
                due=since + order.WORDS_WITHIN,
                since=since,
                pinned=pinned_until is not None and pinned_until > at,
                hurts=hurts,
                customers=customers,
                ranked=ranked,
                unheard=True,
                answered=word is not None,
                weighs=weighs,
                grows=grows,
            ),
            key,
        )
        for key, since, hurts, customers, ranked, word, pinned_until, weighs, grows in rows
    ]


@reading
def _unheard_rows(weights: Weights) -> "QuerySet[Problem, tuple[Any, ...]]":
    mine = Problem.objects.running().filter(owner=Given("person"), unheard_since__isnull=False)
    # Not `exclude` over the commitments: its conditions would each look for a row of their own.
    open_news = Commitment.objects.filter(problem=OuterRef("pk"), kind=NEWS, ended_at=None)
    owes = Q(debtor=Given("person")) | Q(after_miss=True)
    others = mine.filter(~Exists(open_news.filter(owes)))
    columns = (
        "pk", "unheard_since", "hurts", "waiting_cases", "ranked", "first_word_at", "pinned_until",
        "weighs", "grows",
    )  # fmt: skip
    counted = {"weighs": weighs_on("pk", weights), "grows": grows_on("pk", weights)}
    ranked = others.order_by("unheard_since").annotate(ranked=ranked_on("pk"), **counted)
    return ranked.values_list(*columns)[:MOST]


@reading
def _awaited() -> "QuerySet[Commitment]":
    rows = _whole().filter(creditor=Given("person"), ended_at=None).exclude(debtor=Given("person"))
    return rows.exclude(state=CommitmentState.REPORTED).order_by("due")[: SHOWN + 1]


def _whole() -> "QuerySet[Commitment]":
    related = Commitment.objects.select_related("problem", "debtor", "creditor", "what")
    return related.select_related("case__customer").defer("what__raw", "what__salt")


@reading
def _chosen() -> "QuerySet[Commitment]":
    return _whole().filter(Among("pk", Given("keys")))


@reading
def _problems() -> "QuerySet[Problem]":
    return Problem.objects.filter(Among("pk", Given("keys")))


def _things(chosen: list[Found]) -> dict[UUID, Thing]:
    """The chosen ones with their rows, by key."""
    words = [one.key for one in chosen if one.task.kind == order.WORDS]
    keys = [one.key for one in chosen if one.task.kind != order.WORDS]
    owed = {row.pk: row for row in _chosen(keys=keys)} if keys else {}
    problems = {row.pk: row for row in _problems(keys=words)} if words else {}
    return {
        one.key: Thing(
            one.task,
            owed[one.key].problem if one.key in owed else problems[one.key],
            owed.get(one.key),
        )
        for one in chosen
    }


def waiting_customers(problems: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The names of the customers that wait on each problem, each once, longest first."""
    return _names(_customers(True, problems=list(set(problems))))


def customers_of(problems: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Those that wait on each problem; where none waits any more, all whose it was."""
    keys = set(problems)
    waiting = waiting_customers(keys)
    ended = list(keys - set(waiting))
    return _names(_customers(False, problems=ended) if ended else []) | waiting


@reading
def _customers(waiting: bool) -> "QuerySet[Case, tuple[Any, ...]]":
    cases = Case.objects.filter(Among("problem", Given("problems")))
    cases = cases.filter(state__in=WAITING) if waiting else cases.exclude(state=CaseState.VOID)
    columns = ("problem", "customer", "contact", "customer__name", "contact__public_name")
    return cases.order_by("opened_at", "pk").values_list(*columns)[:5000]


def _names(rows: list[tuple[Any, ...]]) -> dict[UUID, list[str]]:
    found: dict[UUID, dict[UUID, str]] = {}
    for problem, customer, contact, its_name, their_name in rows:
        found.setdefault(problem, {}).setdefault(customer or contact, its_name or their_name)
    return {problem: list(names.values()) for problem, names in found.items()}
