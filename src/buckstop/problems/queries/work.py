"""What one person owes, is owed and must hear, in the order of what waiting costs: for My work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from buckstop.people.models import Person
from buckstop.problems.commitments.kind import called
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.case import WAITING, CaseState
from buckstop.problems.models.commitment import NEWS, CommitmentState
from buckstop.problems.queries.present import Present
from buckstop.problems.rules import order

MOST = 300  # things put in order; who has more finds the rest in the list of problems
SHOWN = 25  # things of each group
NEAR = timedelta(minutes=20)  # promises are warned of at most 15 minutes before

_TASK = (
    "pk", "kind", "due", "problem__hurts", "problem__waiting_cases",
    "problem__unheard_since", "problem__first_word_at", "follows__state", "follows__due",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to do, before its rows are read: the key is the commitment's or the problem's."""

    key: UUID
    task: order.Task


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do. `owed` is empty where a customer's words are to be read."""

    task: order.Task
    problem: Problem
    owed: Commitment | None


@dataclass(frozen=True, slots=True)
class Work:
    """What needs the person `now` and what comes `later`, each in its order, the first SHOWN of
    them; how many there are; what others owe (`awaited`, by its time); `whose` names the waiting
    customers of each problem."""

    now: list[Thing]
    later: list[Thing]
    count_now: int
    count_later: int
    awaited: list[Commitment]
    more_awaited: bool
    whose: dict[UUID, list[str]]


def work_of(person: Person, *, present: Present, at: datetime) -> Work:
    """Everything that asks something of `person`, in seven queries at most."""
    found = _owed(person) + _checks(person) + _unheard(person)
    if present.watches(person.pk):
        found += _near(person, present, at)
    found.sort(key=lambda one: (-order.cost(one.task, at), one.task.due, one.key))
    now = [one for one in found if order.is_now(one.task, at)]
    later = [one for one in found if not order.is_now(one.task, at)]
    awaited = _awaited(person)
    things = _things(now[:SHOWN] + later[:SHOWN])
    keys = {thing.problem.pk for thing in things.values()} | {row.problem_id for row in awaited}
    return Work(
        now=[things[one.key] for one in now[:SHOWN]],
        later=[things[one.key] for one in later[:SHOWN]],
        count_now=len(now),
        count_later=len(later),
        awaited=awaited[:SHOWN],
        more_awaited=len(awaited) > SHOWN,
        whose=waiting_customers(keys),
    )


def _tasks(rows: "QuerySet[Commitment]", kind: str = "", *, near: bool = False) -> list[Found]:
    """The tasks of commitments, nearest first."""
    found = []
    for key, its, due, hurts, customers, unheard, word, before, was_due in rows.order_by(
        "due"
    ).values_list(*_TASK)[:MOST]:
        news = called(its).is_news
        task = order.Task(
            kind=kind or its,
            due=due,
            hurts=hurts,
            customers=customers,
            unheard=unheard is not None and news and not near,
            answered=word is not None,
            near=near,
            missed=was_due if news and before == CommitmentState.MISSED else None,
        )
        found.append(Found(key, task))
    return found


def _owed(person: Person) -> list[Found]:
    """What the person owes; and news that somebody else owes since the owner's was missed."""
    missed = Q(
        kind=NEWS,
        problem__owner=person,
        follows__state=CommitmentState.MISSED,
    )
    rows = Commitment.objects.filter(Q(debtor=person) | missed, ended_at=None)
    return _tasks(rows.exclude(state=CommitmentState.REPORTED))


def _checks(person: Person) -> list[Found]:
    """What others say is done, and the person has to find so."""
    rows = Commitment.objects.filter(creditor=person, ended_at=None, state="reported")
    return _tasks(rows.exclude(debtor=person), "check")


def _near(person: Person, present: Present, at: datetime) -> list[Found]:
    """Promises of news whose debtor isn't there; they were warned of and aren't due yet."""
    soon = Commitment.objects.filter(
        kind=NEWS,
        warned_at__isnull=False,
        attend_at__gt=at,
        attend_at__lte=at + NEAR,
    )
    away = soon.exclude(debtor__in=[person.pk, *present.on_shift])
    return _tasks(away, near=True)


def _unheard(person: Person) -> list[Found]:
    """What customers wrote, where somebody else owes the next news."""
    mine = Problem.objects.running().filter(owner=person, unheard_since__isnull=False)
    # Not `exclude` over the commitments: its conditions would each look for a row of their own.
    open_news = Commitment.objects.filter(problem=OuterRef("pk"), kind=NEWS, ended_at=None)
    owes = Q(debtor=person) | Q(follows__state=CommitmentState.MISSED)
    others = mine.filter(~Exists(open_news.filter(owes)))
    columns = ("pk", "unheard_since", "hurts", "waiting_cases", "first_word_at")
    rows = others.order_by("unheard_since").values_list(*columns)[:MOST]
    return [
        Found(
            key,
            order.Task(
                kind="words",
                due=since + order.WORDS_WITHIN,
                hurts=hurts,
                customers=customers,
                unheard=True,
                answered=word is not None,
            ),
        )
        for key, since, hurts, customers, word in rows
    ]


def _awaited(person: Person) -> list[Commitment]:
    rows = _whole().filter(creditor=person, ended_at=None).exclude(debtor=person)
    return list(rows.exclude(state="reported").order_by("due")[: SHOWN + 1])


def _whole() -> "QuerySet[Commitment]":
    related = Commitment.objects.select_related("problem", "debtor", "creditor", "what")
    return related.select_related("case__customer").defer("what__raw", "what__salt")


def _things(chosen: list[Found]) -> dict[UUID, Thing]:
    """The chosen ones with their rows, by key."""
    owed = {row.pk: row for row in _whole().filter(pk__in=[one.key for one in chosen])}
    words = [one.key for one in chosen if one.task.kind == "words"]
    problems = {row.pk: row for row in Problem.objects.filter(pk__in=words)} if words else {}
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
    return _names(Case.objects.filter(problem__in=set(problems), state__in=WAITING))


def customers_of(problems: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Those that wait on each problem; where none waits any more, all whose it was."""
    keys = set(problems)
    waiting = waiting_customers(keys)
    ended = Case.objects.filter(problem__in=keys - set(waiting)).exclude(state=CaseState.VOID)
    return _names(ended) | waiting


def _names(cases: "QuerySet[Case]") -> dict[UUID, list[str]]:
    found: dict[UUID, dict[UUID, str]] = {}
    columns = ("problem", "customer", "contact", "customer__name", "contact__public_name")
    rows = cases.order_by("opened_at").values_list(*columns)
    for problem, customer, contact, its_name, their_name in rows[:5000]:
        found.setdefault(problem, {}).setdefault(customer or contact, its_name or their_name)
    return {problem: list(names.values()) for problem, names in found.items()}
