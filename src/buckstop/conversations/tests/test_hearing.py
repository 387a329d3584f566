"""What customers say, on their page, by phone and through the API."""

import pytest

from buckstop.conversations.actions import hearing, telling
from buckstop.conversations.actions.beside import write_beside
from buckstop.conversations.actions.posting import File
from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.tests.stage import said_on
from buckstop.ledger.actor import DESK, Actor, ActorKind
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.people.actions import access, customers
from buckstop.problems.actions import fixing
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World, answering


@pytest.fixture
def closed(world: World) -> Case:
    """A case that its customer confirmed."""
    case = world.report()
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.later(minutes=1))
    return Case.objects.get(pk=case.pk)


def test_what_the_customer_writes_is_theirs_and_waits_to_be_read(world: World) -> None:
    case = world.report()
    message = hearing.write(case, text=" It is worse ", by=answering(case), at=world.now)
    assert (message.kind, message.channel, message.said_by_id) == ("heard", "page", case.contact_id)
    assert said_on(case) == [("heard", "It is worse")]
    assert Problem.objects.get().unheard_since == world.now
    assert Entry.objects.filter(code="customer-heard").count() == 1


def test_nobody_writes_beside_in_anothers_name(world: World) -> None:
    case, theirs = world.report(), []
    for whose in (world.ines, world.olaf):
        contact = customers.join(whose, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
        access.let_see(contact, sees="all", by=world.ana.actor(), at=world.now)
        theirs.append(Actor(ActorKind.CONTACT, whose.pk))
    ines, olaf = theirs
    with pytest.raises(Refused, match="belongs to somebody else"):
        write_beside(case, person=world.olaf, text="Me too", by=ines, at=world.now)
    write_beside(case, person=world.olaf, text="Me too", by=olaf, at=world.now)
    assert said_on(case) == [("heard", "Me too")]


@pytest.mark.parametrize(("text", "state"), [("It fails again", "open"), ("Thanks!", "confirmed")])
def test_words_open_again_what_had_ended_and_thanks_dont(
    world: World, closed: Case, text: str, state: str
) -> None:
    hearing.write(closed, text=text, by=answering(closed), at=world.now)
    closed.refresh_from_db()
    assert closed.state == state


def test_files_come_without_words_and_say_something(world: World, closed: Case) -> None:
    log = File("a.log", "text/plain", b"x\n")
    hearing.write(closed, text=" ", by=answering(closed), at=world.now, files=[log])
    closed.refresh_from_db()
    file = Attachment.objects.get()
    assert (closed.state, file.name, file.file.content()) == ("open", "a.log", b"x\n")
    with pytest.raises(Refused, match="Write what you want"):
        hearing.write(closed, text=" ", by=answering(closed), at=world.now)


def test_a_call_is_noted_by_who_took_it(world: World) -> None:
    case = hearing.log(text="It fails", contact=world.ines, by=world.ana.actor(), at=world.now)
    message = Message.objects.get(case=case)
    assert (message.kind, message.channel, message.said_by) == ("noted", "phone", world.ana)
    assert case.how == "phone"
    assert Entry.objects.filter(code="words-noted").count() == 1


def test_a_program_says_what_the_customer_said(world: World) -> None:
    case = hearing.log(text="It fails", contact=world.ines, by=DESK, at=world.now, channel="api")
    message = Message.objects.get(case=case)
    assert (message.kind, message.said_by, case.how) == ("heard", world.ines, "api")


def test_what_we_noticed_the_customer_didnt_say(world: World) -> None:
    case = hearing.log(
        text="The line is red", contact=world.ines, noticed=True, by=world.ana.actor(), at=world.now
    )
    assert [m.kind for m in Message.objects.filter(problem=case.problem)] == ["note"]
    assert case.how == "noticed"
    assert not Entry.objects.filter(code__in=["customer-heard", "words-noted"]).exists()


def test_it_joins_a_problem_that_is_there(world: World) -> None:
    problem = open_problem(title="Transfers fail", by=DESK, at=world.now)
    case = hearing.log(
        text="With us too", email="new@else.example", name="Nora", customer=world.nordbank,
        onto=problem, by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    assert case.problem == problem
    assert (case.contact.name, case.customer) == ("Nora", world.nordbank)
    assert Problem.objects.count() == 1


def test_an_answer_to_our_question_waits_for_a_person(world: World) -> None:
    case = world.report()
    telling.say_fixed(case.problem, text="It runs", by=world.ana.actor(), at=world.now)
    hearing.write(case, text="Not sure", by=answering(case), at=world.later(minutes=1))
    case.refresh_from_db()
    assert (case.state, case.held_because) == ("asked", "answered")
