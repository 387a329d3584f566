"""Taking a problem, handing it back, and leaving the house."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.coverage.queries import who_is_on_duty
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can
from buckstop.problems.actions import tenures
from buckstop.problems.actions.routed import routing_of
from buckstop.problems.commitments import handoff, kind
from buckstop.problems.commitments.kind import in_time
from buckstop.problems.entries.owning import HandedBack
from buckstop.problems.models import Commitment, Problem, Tenure
from buckstop.problems.permissions import ownership as may
from buckstop.problems.permissions.actors import running
from buckstop.problems.queries.desk import routing
from buckstop.problems.rules.routing import Routing


def take(problem: Problem, *, of: UUID | None = None, by: Actor, at: datetime) -> Problem:
    """Offer and acceptance in one: for the watch while the owner is away, and for leaders.

    `of` is the owner whom they saw: of two who take it at the same instant one gets it, and the
    other reads who did.
    """
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may.may_take(problem, by, who_is_on_duty(act.at)))
        check(may.taken_meanwhile(problem, of))
        handoff.drop_open_offer(act, problem)
        tenures.change_owner(act, problem, by.person, how=Tenure.How.TAKEN)
    return problem


def hand_back(problem: Problem, *, reason: str, by: Actor, at: datetime) -> Problem:
    """Within 15 minutes, return what a shift accepted for you; the next one on shift owns it."""
    with acting(problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(running(problem))
        tenure = tenures.running(act, problem)
        how, since = tenure.how, tenure.starts_at
        check(may.may_hand_back(problem, by, how=how, since=since, at=act.at))
        known, had = routing_of(act), Tenure.objects.filter(problem=problem)
        had_it = set(had.filter(how=Tenure.How.ROUTED).values_list("person", flat=True))
        had_it.add(problem.owner_id)  # nobody gets it twice; where nobody is left, the buck stops
        person, on_shift = known.pick(team=problem.team_id, but_not=had_it)
        if person == problem.owner_id:
            raise Refused("buck-stops", _("Nobody else is there, and the buck stops with you."))
        handoff.drop_open_offer(act, problem)
        act.record(HandedBack(reason=act.body(reason.strip() or "—").digest))
        how = Tenure.How.ROUTED if on_shift else Tenure.How.BUCK
        tenures.change_owner(act, problem, person, how=how)
    return problem


def leave(person: Person, *, by: Actor, at: datetime) -> None:
    """Deactivate `person`, after moving everything that they own or owe."""
    known = routing(at)
    check(may.may_leave(person, bucks=known.on_duty.bucks))
    owned = Problem.objects.running().filter(owner=person)
    owing = Problem.objects.filter(commitments__debtor=person, commitments__ended_at=None)
    problems = list({problem.pk: problem for problem in [*owned, *owing]}.values())
    house = staff.found_house(by=by, at=at)
    with acting(house, *problems, by=by, at=at) as act:
        held = [act.lock(problem) for problem in problems]
        for problem in held:
            _succeed(act, problem, person, known)
            _without(act, problem, person, known)
        act.flush()
        staff.deactivate(person, by=by, at=at)


def change_role(person: Person, *, role: str, by: Actor, at: datetime) -> None:
    """Give `person` another role; who leaves the desk by it, hands on the problems they own.

    What only the desk may owe goes with it, such as an offer: who can't own can't accept.
    """
    if can(role, Capability.OWN):
        staff.change_role(person, role=role, by=by, at=at)
        return
    known = routing(at)
    check(may.may_change_role(person, role=role, bucks=known.on_duty.bucks))
    owned = Problem.objects.running().filter(owner=person)
    of_desk = kind.codes(one for one in kind.every() if one.at_desk)
    open_ones = Commitment.objects.filter(debtor=person, kind__in=of_desk, ended_at=None)
    offered = Problem.objects.filter(pk__in=open_ones.values("problem"))
    problems = list({problem.pk: problem for problem in [*owned, *offered]}.values())
    with acting(staff.found_house(by=by, at=at), *problems, by=by, at=at) as act:
        held = [act.lock(problem) for problem in problems]
        for problem in held:
            _succeed(act, problem, person, known)
        for owed in act.rows(open_ones.select_related("problem")):
            if act.holds(owed):  # one made this instant is refused when it is accepted
                _goes_over(act, owed, person, known)
        staff.change_role(person, role=role, by=by, at=at)


def _succeed(act: Act, problem: Problem, person: Person, known: Routing) -> None:
    if problem.owner_id == person.pk and not problem.is_closed:
        handoff.drop_open_offer(act, problem)
        heir, _ = known.pick(team=problem.team_id, but_not=[person.pk])
        tenures.change_owner(act, problem, heir, how=Tenure.How.SUCCEEDED)


def _without(act: Act, problem: Problem, person: Person, known: Routing) -> None:
    open_ones = Commitment.objects.filter(problem=problem, debtor=person, ended_at=None)
    for owed in act.rows(open_ones.select_related("problem")):
        _goes_over(act, owed, person, known)


def _goes_over(act: Act, owed: Commitment, person: Person, known: Routing) -> None:
    owed = in_time(act, owed)
    if owed.is_owed and owed.debtor_id == person.pk:  # else it was late, and isn't theirs since
        kind.of(owed).on_debtor_leaves(act, act.lock(owed.problem), owed, known)
