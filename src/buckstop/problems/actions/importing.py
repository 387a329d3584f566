"""What was handled in another system comes here, and what still runs is taken over.

It comes closed, without an owner, a promise or a measured time of ours: what happened there is the
messages', and was never ours. From the moment somebody takes it over it is a problem like others.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from buckstop.kit.bulk import new_row
from buckstop.kit.text import shortened, storable
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Customer, Person
from buckstop.problems.actions import tenures
from buckstop.problems.actions.levels import times_for
from buckstop.problems.actions.opening import TOKEN_LETTERS
from buckstop.problems.actions.routed import routing_of
from buckstop.problems.actions.teams import follow_owner
from buckstop.problems.commitments import aim
from buckstop.problems.commitments.update import promise_news
from buckstop.problems.entries import imported as entries
from buckstop.problems.models import Case, Problem, Stay, Tenure
from buckstop.problems.models.case import CaseHow, CaseState
from buckstop.problems.models.problem import ASIDE, CAME, TITLE, State
from buckstop.problems.permissions import importing as may
from buckstop.problems.permissions.ownership import may_own
from buckstop.problems.queries.desk import next_numbers
from buckstop.problems.rules.acting import check_kind
from buckstop.problems.rules.promises import check_due


@dataclass(frozen=True, slots=True)
class Imported:
    """One problem as another system had it; `theirs` is its name there, `state` the word for how
    it stands there, `runs` whether it hadn't ended."""

    source: str
    theirs: str
    title: str
    state: str
    opened_at: datetime
    ended_at: datetime
    runs: bool = False
    kind: str = "problem"


def import_problem(
    was: Imported, *, buck: UUID, by: Actor, at: datetime, number: int | None = None
) -> Problem:
    """Keep a problem of another system as closed; `number` saves a query where many come.

    `buck`: with whom the buck stops now. They own nothing by it.
    """
    check(may.may_import_problem(by))
    check_kind(was.kind)
    with acting(by=by, at=at) as act:
        opened, ended = _times(was, act.at)
        problem = new_row(
            Problem,
            chain=act.begin("problem"),
            number=number or next_numbers(1)[0],
            title=shortened(storable(was.title).strip() or _("Without a subject"), TITLE),
            kind=was.kind,
            state=State.CLOSED,
            opened_at=opened,
            owner_id=buck,
            owner_since=act.at,
            closed_at=ended,
            outcome=ASIDE if was.runs else CAME,
            imported_at=act.at,
        )
        act.add(problem)
        made = entries.ProblemImported(
            problem=problem.pk,
            number=problem.number,
            kind=was.kind,
            source=storable(was.source),
            theirs=storable(was.theirs),
            state=storable(was.state),
            opened_at=opened,
            ended_at=ended,
            runs=was.runs,
            buck=buck,
        )
        act.record(made, on=problem)
    return problem


def _times(was: Imported, now: datetime) -> tuple[datetime, datetime]:
    """When it began and ended there: neither backwards, nor to come."""
    opened = min(was.opened_at, now)
    return opened, max(opened, min(was.ended_at, now))


def import_case(
    problem: Problem, *, contact: Person, customer: Customer | None, by: Actor, at: datetime
) -> Case:
    """Keep the customer's side of a problem that comes, as ended: nobody was asked anything."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_import_case(problem, by))
        assert problem.closed_at is not None
        case = new_row(
            Case,
            problem=problem,
            customer=customer,
            contact=contact,
            title=problem.title,
            state=CaseState.IMPORTED,
            opened_at=problem.opened_at,
            ended_at=problem.closed_at,
            how=CaseHow.CAME,
            token=get_random_string(12, TOKEN_LETTERS),
        )
        act.add(case)
        made = entries.CaseImported(
            case=case.pk,
            contact=contact.pk,
            customer=customer.pk if customer else None,
            opened_at=problem.opened_at,
            ended_at=problem.closed_at,
        )
        act.record(made, on=problem, cases=(case.pk,))
        act.add(new_row(Stay, case=case, problem=problem, from_number=1, starts_at=act.at))
    return case


def follow_import(
    problem: Problem, *, state: str, runs: bool, ended_at: datetime, by: Actor, at: datetime
) -> Problem:
    """What is kept as another system had it has ended there since, or runs there again."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_follow_import(problem, by))
        ended = max(problem.opened_at, min(ended_at, act.at))
        act.change(problem, closed_at=ended, outcome=ASIDE if runs else CAME)
        for case in act.rows(Case.objects.filter(problem=problem, state=CaseState.IMPORTED)):
            act.change(case, ended_at=ended)
        act.record(
            entries.ImportFollowed(
                problem=problem.pk, state=storable(state), runs=runs, ended_at=ended
            )
        )
    return problem


def take_over(
    problem: Problem,
    *,
    by: Actor,
    at: datetime,
    owner: UUID | None = None,
    due: datetime | None = None,
) -> Problem:
    """Let what came from another system run here: owned and with news promised from now on.

    It belongs to `owner`, else to whom it would be routed; news is promised by `due`, else by the
    service level. Nobody is written to.
    """
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_take_over(problem, by))
        person = owner or routing_of(act).pick(team=problem.team_id)[0]
        check(may_own(act.lock(Person(pk=person))))
        if due is not None:
            check_due(due, act.at)
        cases = act.rows(Case.objects.filter(problem=problem, state=CaseState.IMPORTED))
        for case in cases:
            act.change(case, state=CaseState.OPEN, ended_at=None)
        act.change(problem, state=State.OPEN, closed_at=None, outcome="")
        act.change(problem, waiting_cases=problem.waiting_cases + len(cases))
        act.record(entries.ImportTakenOver(problem=problem.pk))
        _own(act, problem, person, due)
    return problem


def _own(act: Act, problem: Problem, person: UUID, due: datetime | None) -> None:
    act.change(problem, owner_id=person, owner_since=act.at)
    tenures.begin(act, problem, person, how=Tenure.How.IMPORTED)
    follow_owner(act, problem, person, Tenure.How.IMPORTED)
    times = times_for(act, problem)
    promise_news(act, problem, debtor=person, due=due or times.first_news_due(act.at))
    aim.begin(act, problem, times)
