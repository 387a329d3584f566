"""A problem begins, with an owner and a promise from the first instant."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from buckstop.coverage.rules.levels import Need
from buckstop.kit.addresses import unmarked
from buckstop.kit.bulk import new_row
from buckstop.kit.text import shortened, storable
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.ledger.refused import Refusal, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.models import Brand, Customer, Person
from buckstop.people.roles import Capability, can
from buckstop.problems.actions import tenures
from buckstop.problems.actions.levels import times_beside_others, times_for, times_for_new
from buckstop.problems.actions.routed import routing_of
from buckstop.problems.actions.teams import follow_owner, set_team
from buckstop.problems.commitments import aim
from buckstop.problems.commitments.update import bring_forward, promise_news
from buckstop.problems.entries.cases import CaseOpened
from buckstop.problems.entries.owning import ProblemOpened, ProblemReopened
from buckstop.problems.models import Case, Problem, Stay, Tenure
from buckstop.problems.models.problem import TITLE, State
from buckstop.problems.permissions.ownership import may_own
from buckstop.problems.queries.desk import background, next_numbers
from buckstop.problems.rules.acting import check_hurts, check_kind, check_words
from buckstop.problems.rules.order import HURT_WEIGHT
from buckstop.problems.rules.routing import Routed, Routing

TOKEN_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


def open_problem(
    *,
    title: str,
    by: Actor,
    at: datetime,
    kind: str = "problem",
    hurts: int = 1,
    owner: UUID | None = None,
    known_desk: Routing | None = None,
    number: int | None = None,
    customer: UUID | None = None,
    addresses: Sequence[str] = (),
) -> Problem:
    """Open a problem without a case yet: owned and with news promised from the first instant.

    It belongs to `owner`, else to the best person on shift, else to the person with whom the buck
    stops; of the team that its `customer`, or else one of the `addresses` of ours that it came to,
    names. `known_desk` and `number` save queries where many open at once.
    """
    said = shortened(check_words(title, "title", _("Say in a few words what is wrong.")), TITLE)
    check_kind(kind)
    check_hurts(hurts)
    with acting(by=by, at=at) as act:
        known = known_desk or routing_of(act)
        team, routed = _routed(act, known, hurts, _For(owner, customer, addresses, said))
        how = _how(owner, routed)
        person = routed.person
        problem = new_row(
            Problem,
            chain=act.begin("problem"),
            number=number or next_numbers(1)[0],
            title=said,
            kind=kind,
            hurts=hurts,
            raised_by_id=by.id if by.kind == ActorKind.STAFF else None,
            opened_at=act.at,
            owner_id=person,
            owner_since=act.at,
        )
        act.add(problem)
        act.record(
            ProblemOpened(problem=problem.pk, number=problem.number, kind=kind, hurts=hurts),
            on=problem,
        )
        tenures.begin(act, problem, person, how=how, why=routed.why)
        if how == Tenure.How.RAISED:
            follow_owner(act, problem, person, how)
        elif team is not None:
            set_team(act, problem, team)
        levels = known.on_duty.levels
        need = Need("", hurts, kind, address=unmarked(next(iter(addresses), "")))
        times = times_for_new(act, levels, need, customer=customer)
        promise_news(act, problem, debtor=person, due=times.first_news_due(act.at))
        aim.begin(act, problem, times)
    return problem


class _For(NamedTuple):
    """Whom it is for, as far as that is known when it opens."""

    owner: UUID | None
    customer: UUID | None
    addresses: Sequence[str]
    words: str


def _routed(act: Act, known: Routing, hurts: int, new: _For) -> tuple[UUID | None, Routed]:
    """The team that it is with, and who owns it; where there are no teams, no query is asked."""
    if new.owner is not None:
        check(may_own(Person.objects.get(pk=new.owner)))
        return None, Routed(new.owner, False)
    if not known.on_duty.teams:
        return None, Routed(*known.pick())
    asked = known.background
    if asked is None:
        act.flush()
        customers = [new.customer] if new.customer else []
        asked = background(known.on_duty, customers=customers, addresses=new.addresses)
    found = asked.about(known.on_duty, new.customer, new.addresses, new.words)
    routed = known.route(found, cost=HURT_WEIGHT[hurts], at=act.at)
    asked.owned(new.customer, routed.person)
    return found.team, routed


def _how(owner: UUID | None, routed: Routed) -> str:
    if owner is not None:
        return Tenure.How.RAISED
    return Tenure.How.ROUTED if routed.on_shift else Tenure.How.BUCK


def add_case(
    problem: Problem,
    *,
    contact: Person,
    customer: Customer | None,
    title: str,
    how: str,
    by: Actor,
    at: datetime,
    told: bool = True,
    brand: Brand | None = None,
    address: str = "",
) -> Case:
    """One more customer has this problem: open their case on it.

    `how` we came to know: mail, page, phone, desk (face to face), api, or noticed (by one of us).
    `told`: a letter says that we have it. `brand`: under which we speak there. `address`: the one
    of ours that they wrote to.
    Refused for a contact who was erased: nothing begins for them, and nothing can reach them.
    """
    check(may_begin_for(contact))
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        case = new_row(
            Case,
            problem=problem,
            customer=customer,
            contact=contact,
            title=shortened(storable(title).strip() or problem.title, TITLE),
            opened_at=act.at,
            how=how,
            brand=brand,
            address=unmarked(address),
            token=get_random_string(12, TOKEN_LETTERS),
        )
        act.add(case)
        entry = act.record(
            CaseOpened(
                case=case.pk,
                contact=contact.pk,
                customer=customer.pk if customer else None,
                how=how,
                told=told,
            ),
            on=problem,
            cases=(case.pk,),
        )
        begins = 1 if problem.opened_at == act.at and not problem.waiting_cases else entry.number
        act.add(new_row(Stay, case=case, problem=problem, from_number=begins, starts_at=act.at))
        act.change(problem, waiting_cases=problem.waiting_cases + 1)
        reopen_if_closed(act, problem, because="another customer reports it")
        _join(act, problem, case)
    return case


def may_begin_for(contact: Person) -> Refusal | None:
    """Whether something can begin for this contact."""
    if contact.erased_at is None:
        return None
    return Refusal("erased", _("They were erased: nothing more is kept under their name."))


def _join(act: Act, problem: Problem, case: Case) -> None:
    """Whoever joins those who wait with a level of their own hears as soon as it says."""
    if problem.waiting_cases > 1:
        aim.run_on(act, problem, aim.Because.JOINED)
        if times := times_beside_others(act, problem, case):
            bring_forward(act, problem, times.first_news_due(act.at))
            aim.aim_by(act, problem, times.fix_due(act.at))


def reopen_if_closed(act: Act, problem: Problem, *, because: str) -> None:
    """Part of verbs: a problem with a waiting case is open, owned and has news promised."""
    if problem.state == State.CLOSED:
        _own_again(act, problem, because)
    elif problem.state == State.FIXED:
        act.change(problem, state=State.OPEN)
        act.by_the_desk().record(ProblemReopened(because=because), on=problem)
        times = times_for(act, problem)
        bring_forward(act, problem, times.first_news_due(act.at))
        aim.aim_by(act, problem, times.fix_due(act.at))


def _own_again(act: Act, problem: Problem, because: str) -> None:
    act, unowned = act.by_the_desk(), problem.is_unowned
    [owner] = act.rows(Person.objects.filter(pk=problem.owner_id))  # who wrote may be new
    stays = not unowned and owner.is_active and can(owner.role, Capability.OWN)
    person = owner.pk if stays else _somebody_there(act, problem)
    act.change(
        problem, state=State.OPEN, closed_at=None, outcome="", owner_id=person, owner_since=act.at
    )
    act.record(ProblemReopened(because=because), on=problem)
    tenures.begin(act, problem, person, how=Tenure.How.REOPENED)
    times = times_for(act, problem)
    promise_news(act, problem, debtor=person, due=times.first_news_due(act.at))
    aim.begin(act, problem, times)


def _somebody_there(act: Act, problem: Problem) -> UUID:
    return routing_of(act).pick(team=problem.team_id)[0]
