"""Moves: opening, owning, offering, taking, leaving."""

from datetime import time, timedelta

from buckstop.coverage import actions as coverage
from buckstop.coverage.actions import teams as of_coverage
from buckstop.coverage.models import Shift, Team
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.people.roles import Capability, roles_with
from buckstop.problems.actions import going, last_days, opening, ownership, pins, teams
from buckstop.problems.commitments import handoff
from buckstop.problems.models import Handoff, Problem
from buckstop.problems.tests.moves import Chance, move

STAFF_ROLES = roles_with(Capability.BE_STAFF)

OPEN = {"commitment__ended_at": None}


@move(opening.open_problem)
def opens(c: Chance) -> None:
    kind = c.of(("problem", "problem", "request", "question", "bogus"))
    owner = c.staff() if c.chance(3) else None
    opening.open_problem(
        title=c.words(), kind=kind, hurts=c.of((1, 0, 2, 3)), by=c.by(), at=c.at,
        owner=owner.pk if owner else None,
    )  # fmt: skip


@move(opening.add_case)
def joins(c: Chance) -> None:
    problem = c.row(Problem) if c.chance(2) else opening.open_problem(title="New", by=DESK, at=c.at)
    contact = c.of((c.world.ines, c.world.olaf))
    customer = c.world.nordbank if contact == c.world.ines else None
    contact.refresh_from_db(fields=["erased_at"])  # a history may have erased them
    opening.add_case(
        problem,
        contact=contact,
        customer=customer,
        title=c.words(),
        how=c.of(("mail", "told")),
        by=DESK,
        at=c.at,
    )


@move(handoff.offer)
def offers(c: Chance) -> None:
    problem = c.open_row(Problem, {"state__in": ["open", "fixed"]})
    answer_by = c.due() if c.chance(3) else None
    handoff.offer(
        problem, to=c.staff(), brief=c.words(), by=c.owner(problem), at=c.at, answer_by=answer_by
    )


@move(handoff.accept)
def accepts(c: Chance) -> None:
    offer = c.open_row(Handoff, OPEN)
    by = c.by() if c.chance(3) else offer.commitment.debtor.actor()
    handoff.accept(offer, by=by, at=c.at)


@move(handoff.decline)
def declines(c: Chance) -> None:
    offer = c.open_row(Handoff, OPEN)
    by = offer.commitment.debtor.actor()
    handoff.decline(offer, reason=c.words(), by=by, at=c.at)


@move(handoff.withdraw)
def withdraws(c: Chance) -> None:
    offer = c.open_row(Handoff, OPEN)
    handoff.withdraw(offer, by=c.owner(offer.commitment), at=c.at)


@move(ownership.take)
def takes(c: Chance) -> None:
    ownership.take(c.row(Problem), by=c.by(), at=c.at)


@move(ownership.hand_back)
def hands_back(c: Chance) -> None:
    problem = c.row(Problem)
    ownership.hand_back(problem, reason=c.words(), by=c.owner(problem), at=c.at)


@move(ownership.leave)
def leaves(c: Chance) -> None:
    if c.chance(3):
        email = f"newcomer{Person.objects.count()}@desk.example"
        staff.add(name="Nina", email=email, role=c.of(STAFF_ROLES), by=DESK, at=c.at)
    else:
        ownership.leave(c.staff(), by=DESK, at=c.at)


@move(ownership.change_role)
def changes_role(c: Chance) -> None:
    ownership.change_role(c.staff(), role=c.of(STAFF_ROLES), by=DESK, at=c.at)


@move(coverage.add_shift)
def adds_shift(c: Chance) -> None:
    starts, ends = c.of(((0, 0), (8, 18), (22, 6), (9, 9)))
    coverage.add_shift(
        c.world.roster, person=c.staff(), weekday=c.of((*range(8),)), starts=time(starts),
        ends=time(ends), by=DESK, at=c.at,
    )  # fmt: skip


@move(coverage.drop_shift)
def drops_shift(c: Chance) -> None:
    coverage.drop_shift(c.row(Shift), by=DESK, at=c.at)


@move(coverage.set_limit)
def sets_limit(c: Chance) -> None:
    limit = c.of((2, 0, 40, -1, 100_000))
    coverage.set_limit(c.world.roster, person=c.staff(), limit=limit, by=DESK, at=c.at)


@move(coverage.move_buck)
def moves_buck(c: Chance) -> None:
    to = c.of(Person.objects.order_by("pk")) if c.chance(5) else c.staff()
    coverage.move_buck(c.world.roster, to=to, by=DESK, at=c.at)


@move(teams.move_to_team)
def moves_to_a_team(c: Chance) -> None:
    team = None if c.chance(3) else c.row(Team)
    teams.move_to_team(c.row(Problem), team=team, by=c.by(), at=c.at)


@move(of_coverage.add_team)
def adds_a_team(c: Chance) -> None:
    lead = c.staff() if c.chance(2) else None
    name = f"Team {Team.objects.count()}"
    team = of_coverage.add_team(name=name, lead=lead, by=DESK, at=c.at)
    of_coverage.add_members(team, people=[c.staff(), c.staff()], by=DESK, at=c.at)
    starts, ends = c.of(((0, 0), (8, 18)))
    coverage.add_shift(
        team.roster, person=c.staff(), weekday=c.of((*range(7),)), starts=time(starts),
        ends=time(ends), by=DESK, at=c.at,
    )  # fmt: skip


@move(of_coverage.change_team)
def changes_a_team(c: Chance) -> None:
    team, buck = c.row(Team), c.staff() if c.chance(2) else None
    of_coverage.change_team(team, name=team.name, lead=None, buck_stops_with=buck, by=DESK, at=c.at)


@move(of_coverage.end_team)
def ends_a_team(c: Chance) -> None:
    of_coverage.end_team(c.row(Team), by=DESK, at=c.at)


@move(pins.pin, pins.unpin)
def puts_first(c: Chance) -> None:
    problem = c.row(Problem)
    if c.chance(3):
        pins.unpin(problem, by=c.by(), at=c.at)
    else:
        pins.pin(problem, why=c.words(), by=c.by(), at=c.at)


@move(going.leave_to_watch)
def goes_off_duty(c: Chance) -> None:
    person = c.staff()
    going.leave_to_watch(person, by=c.by() if c.chance(4) else person.actor(), at=c.at)


@move(last_days.offer_on)
def is_about_to_leave(c: Chance) -> None:
    day = c.of((None, c.world.now.date() + timedelta(days=2)))
    staff.set_last_day(c.staff(), day=day, by=c.by(), at=c.at)
    last_days.offer_on(at=c.world.now)
