"""Who has the relationship offers to give the next news; it is theirs once the owner says yes."""

from datetime import timedelta
from functools import partial

import pytest

from buckstop.ledger import following
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.notices.models import Notice
from buckstop.people.models import Person
from buckstop.problems.actions import attending, ownership
from buckstop.problems.commitments import escalation, update
from buckstop.problems.commitments.ask import ask
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import NEWS, CommitmentState
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World
from buckstop.relationships.commitments import carrying
from buckstop.relationships.tests.faces import has_relationship


@pytest.fixture
def bea(world: World) -> Person:
    """She has the relationship with Nordbank."""
    bea = world.hire("Bea Frey", "front line")
    has_relationship(world, bea)
    return bea


def offered(world: World, bea: Person) -> Commitment:
    problem = world.report().problem
    return carrying.offer_to_carry(problem, why="I see them at two", by=bea.actor(), at=world.now)


def owes_news(problem: Problem) -> str:
    return Commitment.objects.get(problem=problem, kind=NEWS, ended_at=None).debtor.name


def told(world: World, person: Person) -> list[str]:
    while following.drain(at=world.now):
        pass
    return list(Notice.objects.filter(person=person).values_list("sentence", flat=True))


def all_holds(problem: Problem, world: World) -> None:
    assert guarantees.broken() == []
    assert not list(verify())
    assert problem.owner_id == world.ana.pk


def test_the_next_news_is_theirs_and_the_one_after_the_owners(world: World, bea: Person) -> None:
    offer = offered(world, bea)
    problem = offer.problem
    assert (offer.debtor, owes_news(problem)) == (world.ana, "Ana Ruiz")
    carrying.let_carry(offer, by=world.ana.actor(), at=world.now)
    assert owes_news(problem) == "Bea Frey"
    update.keep(problem, by=bea.actor(), at=world.later(minutes=5))
    assert owes_news(problem) == "Ana Ruiz"
    all_holds(problem, world)


def test_the_owner_may_tell_them_themselves(world: World, bea: Person) -> None:
    offer = offered(world, bea)
    reason = "I am on the phone with them"
    carrying.keep_the_news(offer, reason=reason, by=world.ana.actor(), at=world.now)
    assert owes_news(offer.problem) == "Ana Ruiz"
    assert told(world, bea) == ["The owner gives the next news themselves"]
    all_holds(offer.problem, world)


def test_another_owner_gives_it_and_who_carried_it_hears(world: World, bea: Person) -> None:
    offer = offered(world, bea)
    carrying.let_carry(offer, by=world.ana.actor(), at=world.now)
    ownership.take(offer.problem, by=world.bruno.actor(), at=world.later(minutes=1))
    assert owes_news(offer.problem) == "Bruno Keller"
    assert "The next news isn’t yours any more" in told(world, bea)
    assert not list(verify())


def test_nobody_answers_in_time(world: World, bea: Person) -> None:
    offer = offered(world, bea)
    world.now = offer.due
    attending.attend_commitments(at=world.now)
    offer.refresh_from_db()
    assert offer.state == CommitmentState.WITHDRAWN
    with pytest.raises(Refused, match="open any more"):
        carrying.let_carry(offer, by=world.ana.actor(), at=world.now)
    all_holds(offer.problem, world)


def test_another_owner_was_never_asked(world: World, bea: Person) -> None:
    offer = offered(world, bea)
    ownership.take(offer.problem, by=world.bruno.actor(), at=world.later(minutes=1))
    offer.refresh_from_db()
    assert (offer.state, owes_news(offer.problem)) == ("withdrawn", "Bruno Keller")
    assert guarantees.broken() == []
    assert not list(verify())


def test_it_can_be_taken_back(world: World, bea: Person) -> None:
    offer = offered(world, bea)
    with pytest.raises(Refused, match="Only who offered it"):
        carrying.withdraw_carrying(offer, by=world.bruno.actor(), at=world.now)
    carrying.withdraw_carrying(offer, by=bea.actor(), at=world.now)
    carrying.offer_to_carry(offer.problem, by=bea.actor(), at=world.now)
    all_holds(offer.problem, world)


def test_only_who_has_the_relationship_and_only_once(world: World, bea: Person) -> None:
    problem = offered(world, bea).problem
    with pytest.raises(Refused, match="offered already"):
        carrying.offer_to_carry(problem, by=bea.actor(), at=world.now)
    with pytest.raises(Refused, match="account manager"):
        carrying.offer_to_carry(problem, by=world.bruno.actor(), at=world.now)
    has_relationship(world, world.ana)
    with pytest.raises(Refused, match="yours already"):
        carrying.offer_to_carry(problem, by=world.ana.actor(), at=world.now)


def test_a_promise_that_was_missed_meanwhile_is_theirs_as_what_follows(
    world: World, bea: Person
) -> None:
    offer = offered(world, bea)
    promise = Commitment.objects.get(problem=offer.problem, kind=NEWS)
    Commitment.objects.filter(pk=offer.pk).update(due=promise.due + timedelta(hours=1))
    offer.refresh_from_db()
    world.now = promise.due + timedelta(minutes=1)
    carrying.let_carry(offer, by=world.ana.actor(), at=world.now)
    assert owes_news(offer.problem) == "Bea Frey"
    assert guarantees.broken() == []


def test_what_is_owed_otherwise_is_no_offer(world: World, bea: Person) -> None:
    problem, by = world.report().problem, world.ana.actor()
    news = Commitment.objects.get(problem=problem, kind=NEWS)
    asked = ask(
        problem,
        what="Is it paid?",
        of=world.ana,
        due=world.now + timedelta(hours=1),
        by=by,
        at=world.now,
    )
    for owed in (news, asked):
        for answers in (
            partial(carrying.let_carry, owed),
            partial(carrying.keep_the_news, owed, reason="I tell them"),
            partial(carrying.withdraw_carrying, owed),
            partial(escalation.answer, owed, text="Go on", backs_owner=True),
        ):
            with pytest.raises(Refused, match="can be answered so"):
                answers(by=by, at=world.now)
    all_holds(problem, world)
