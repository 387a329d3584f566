"""Account managers hear what happens to their customers before these call them."""

import pytest

from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.notices.models import Notice
from buckstop.people.actions import customers
from buckstop.people.models import Person
from buckstop.problems.actions import attending, fixing, opening, understandings
from buckstop.problems.commitments import escalation
from buckstop.problems.models import Case, Commitment
from buckstop.problems.models.commitment import NEWS
from buckstop.problems.tests.world import World, answering

HIT = "Something stops a customer of yours"


@pytest.fixture
def bea(world: World) -> Person:
    """She has the relationship with Nordbank, and owns none of their problems."""
    bea = world.hire("Bea Frey", "front line")
    customers.change(
        world.nordbank, name="Nordbank", domains=("nordbank.example",), zone="", manager=bea,
        note="", by=DESK, at=world.now,
    )  # fmt: skip
    return bea


def heard(world: World, person: Person) -> list[str]:
    """What somebody was told, in its order."""
    while following.drain(at=world.now):
        pass
    return list(
        Notice.objects.filter(person=person).order_by("pk").values_list("sentence", flat=True)
    )


def hit(world: World, hurts: int, contact: Person) -> Case:
    with acting(by=DESK, at=world.now):
        problem = opening.open_problem(title="Transfers fail", hurts=hurts, by=DESK, at=world.now)
        return world.join(problem, contact)


@pytest.mark.parametrize(("hurts", "told"), [(1, []), (2, [HIT])])
def test_what_stops_a_customer_is_heard_as_it_opens(
    world: World, bea: Person, hurts: int, told: list[str]
) -> None:
    hit(world, hurts, world.ines)
    assert heard(world, bea) == told


def test_what_begins_to_stop_them_is_heard(world: World, bea: Person) -> None:
    problem = world.report().problem
    understandings.change_hurt(problem, hurts=2, by=world.ana.actor(), at=world.now)
    assert heard(world, bea) == [HIT]


def test_who_joins_what_stops_others_is_heard_of(world: World, bea: Person) -> None:
    other = hit(world, 2, world.olaf)
    assert heard(world, bea) == []
    world.join(other.problem, world.ines)
    assert heard(world, bea) == [HIT]


def test_a_missed_promise_an_escalation_and_what_is_open_again(world: World, bea: Person) -> None:
    case = world.report()
    problem = case.problem
    escalation.escalate(problem, reason="Too long", by=answering(case), at=world.now, case=case)
    fixing.fix(problem, by=world.ana.actor(), at=world.now)
    fixing.still_broken(case, by=answering(case), at=world.now)
    assert heard(world, bea) == [
        "Somebody was asked to step in for a customer of yours",
        "A problem of a customer of yours is open again",
    ]
    owed = Commitment.objects.get(problem=problem, kind=NEWS, ended_at=None)
    world.now = owed.due
    attending.attend_commitments(at=world.now)
    assert "A promise to a customer of yours was missed" in heard(world, bea)


def test_of_what_concerns_another_customer_alone_nothing_is_heard(
    world: World, bea: Person
) -> None:
    mine = world.report()
    theirs = world.join(mine.problem, world.olaf)
    fixing.fix(mine.problem, by=world.ana.actor(), at=world.now)
    fixing.still_broken(theirs, by=answering(theirs), at=world.now)
    assert heard(world, bea) == []
    assert "Still broken, says the customer" in heard(world, world.ana)


def test_an_owner_hears_as_the_owner_and_a_colleague_who_sees_nothing_not_at_all(
    world: World,
) -> None:
    for manager in (world.ana, world.zed):
        customers.change(
            world.nordbank, name="Nordbank", domains=("nordbank.example",), zone="",
            manager=manager, note="", by=DESK, at=world.now,
        )  # fmt: skip
        case = world.report()
        fixing.fix(case.problem, by=world.carla.actor(), at=world.now)
        fixing.still_broken(case, by=answering(case), at=world.now)
        assert "Still broken, says the customer" in heard(world, world.ana)
    assert not [said for said in heard(world, world.ana) if "of yours" in said]
    assert heard(world, world.zed) == []
