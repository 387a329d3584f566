"""Words that nobody knows whose they are: the owner says, for all of one person's at once."""

import pytest

from buckstop.conversations.actions import strangers
from buckstop.conversations.models import Doubt, Follower, Message
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.tests.stage import RITA, said_on, stranger_wrote
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.people.models import Contact, Person
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World, answering


@pytest.fixture
def apart(world: World) -> list[Doubt]:
    """Rita wrote twice on Ines's thread, and somebody else once."""
    case = world.report()
    otto = ("Otto", "otto@x.example")
    return [
        stranger_wrote(world, case, "The pump"),
        stranger_wrote(world, case, "And the fan"),
        stranger_wrote(world, case, "Buy shoes", who=otto),
    ]


def open_ones() -> list[str]:
    return list(Doubt.objects.filter(decided_at=None).values_list("name", flat=True))


def test_apart_is_heard_from_nobody(world: World, apart: list[Doubt]) -> None:
    assert [kind for kind, _ in said_on(apart[0].case)] == ["apart"] * 3
    assert not Entry.objects.filter(code="customer-heard").exists()
    assert Problem.objects.get().unheard_since is None


def test_who_belongs_is_heard_in_their_own_name_and_gets_copies(
    world: World, apart: list[Doubt]
) -> None:
    strangers.belongs(apart[0], by=world.ana.actor(), at=world.now)
    rita = Person.objects.get(name=RITA[0])
    said = Message.objects.filter(kind="heard").order_by("pk")
    assert [(m.said_by, str(m.text)) for m in said] == [(rita, "The pump"), (rita, "And the fan")]
    assert [f.address for f in Follower.objects.all()] == [RITA[1]]
    assert open_ones() == ["Otto"]
    assert Contact.objects.get(person=rita).customer == world.nordbank


def test_a_problem_of_their_own_takes_all_they_wrote(world: World, apart: list[Doubt]) -> None:
    case = strangers.own_problem(apart[1], by=world.ana.actor(), at=world.now)
    assert (case.problem.title, case.contact.name, case.customer) == ("Pump", RITA[0], None)
    assert said_on(case) == [("heard", "The pump"), ("heard", "And the fan")]
    assert not Follower.objects.exists()
    assert open_ones() == ["Otto"]
    assert Entry.objects.filter(code="words-moved").count() == 2


def test_what_is_set_aside_stays_where_it_is(world: World, apart: list[Doubt]) -> None:
    strangers.set_aside(apart[2], by=world.ana.actor(), at=world.now)
    assert open_ones() == [RITA[0], RITA[0]]
    assert Person.objects.filter(name="Otto").count() == 0
    assert Message.objects.filter(kind="apart").count() == 3


def test_words_that_belong_open_what_had_ended(world: World) -> None:
    case = world.report()
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.now)
    doubt = stranger_wrote(world, case, "It fails again", who=("Ines Vogt", "ines@home.example"))
    assert Case.objects.get(pk=case.pk).state == "confirmed"
    strangers.belongs(doubt, by=world.ana.actor(), at=world.now)
    assert Case.objects.get(pk=case.pk).state == "open"


def test_without_an_address_only_the_contact_can_be_meant(world: World) -> None:
    doubt = stranger_wrote(world, world.report(), who=("", ""))
    said = strangers.belongs(doubt, by=world.ana.actor(), at=world.now)
    assert said.said_by == world.ines


def test_a_person_looks_at_what_needs_no_answer(world: World, apart: list[Doubt]) -> None:
    with acting(apart[0].case, by=DESK, at=world.now) as act:
        flood = strangers.ask_who(act, apart[0].case, DoubtKind.FLOOD, name="Robot")
    strangers.see(flood, by=world.ana.actor(), at=world.now)
    assert Doubt.objects.get(pk=flood.pk).decision == "seen"
    with pytest.raises(Refused, match="Say whose words"):
        strangers.see(apart[0], by=world.ana.actor(), at=world.now)
    with pytest.raises(Refused, match="a moment ago"):
        strangers.belongs(Doubt.objects.get(pk=flood.pk), by=world.ana.actor(), at=world.now)


VERBS = (strangers.belongs, strangers.own_problem, strangers.set_aside)


@pytest.mark.parametrize("verb", VERBS)
def test_it_is_decided_once_and_by_the_desk(world: World, apart: list[Doubt], verb: object) -> None:
    with pytest.raises(Refused):
        verb(apart[0], by=world.zed.actor(), at=world.now)  # type: ignore[operator]
    verb(apart[0], by=world.ana.actor(), at=world.now)  # type: ignore[operator]
    for again in VERBS:
        with pytest.raises(Refused):
            again(apart[1], by=world.bruno.actor(), at=world.now)
