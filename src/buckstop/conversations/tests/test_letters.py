"""Letters of the desk: to whom, once, never to machines, and no more than an address can take."""

import pytest

from buckstop.conversations.actions import hearing, letters, telling
from buckstop.conversations.actions.letters import FreshLink
from buckstop.conversations.actions.words import Words, customer_wrote
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.letters.closed import Closed
from buckstop.conversations.letters.handoff import Handoff
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.conversations.rendering import as_read
from buckstop.conversations.rules import CAP_PER_HOUR
from buckstop.coverage import queries as coverage
from buckstop.ledger.models import Entry
from buckstop.ledger.transaction import acting
from buckstop.outbox.models import Delivery
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.actions.hearing import note_first_word
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries.levels import times_of_case
from buckstop.problems.tests.world import World, answering


def happened(code: str) -> list[Entry]:
    return list(Entry.objects.filter(code=code).order_by("pk"))


def sent(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("at", "pk"))


def test_who_wrote_is_told_that_we_have_it_and_what_was_promised(world: World) -> None:
    case = world.report()
    letters.write(Acknowledgement, happened("case-opened"), world.now)
    [letter] = sent("acknowledgement")
    assert (letter.case, letter.text, letter.said_by) == (case, None, None)
    assert letter.promises == Problem.objects.get().news_due
    assert Delivery.objects.get().address == "ines@nordbank.example"


def test_who_says_it_is_fixed_says_it_in_their_own_name(world: World) -> None:
    case = world.report()
    telling.say_fixed(case.problem, text="It runs", by=world.bruno.actor(), at=world.now)
    [letter] = sent("fixed")
    times = times_of_case(case, coverage.levels())
    said = as_read(letter, level=times, facts={}, at=world.now)
    assert "Bruno Keller believes that this is solved. Is it?" in said
    assert "If you find it still broken, Ana goes on with it." in said


def test_a_machine_gets_none(world: World) -> None:
    case = world.report()
    with acting(case, by=answering(case), at=world.now) as act:
        customer_wrote(
            act, Words("Disk full", Channel.MAIL), case, by=answering(case),
            person=case.contact_id, kind=MessageKind.AUTOMATIC,
        )  # fmt: skip
    letters.write(Acknowledgement, happened("case-opened"), world.now)
    assert sent("acknowledgement") == []


@pytest.mark.parametrize("person_too", [False, True])
def test_where_only_machines_ever_wrote_none_is_told_of_a_handoff(
    world: World, person_too: bool
) -> None:
    case = world.report()
    by = answering(case)
    with acting(case, by=by, at=world.now) as act:
        customer_wrote(
            act, Words("Disk full", Channel.MAIL), case, by=by,
            person=case.contact_id, kind=MessageKind.AUTOMATIC,
        )  # fmt: skip
    if person_too:
        hearing.write(case, text="And I see it too", by=by, at=world.now)
    note_first_word(case.problem, by=world.ana.actor(), at=world.now)
    ownership.take(case.problem, by=world.bruno.actor(), at=world.now)
    letters.write(Handoff, happened("tenure-began")[-1:], world.now)
    assert len(sent("handoff")) == person_too


def test_an_address_gets_so_many_an_hour_and_the_rest_is_on_record(world: World) -> None:
    cases = [world.report() for _ in range(CAP_PER_HOUR + 2)]
    letters.write(Acknowledgement, happened("case-opened"), world.now)
    told = [m.case for m in sent("acknowledgement")]  # of one instant: in any order
    assert len(told) == CAP_PER_HOUR
    assert set(told) <= set(cases)
    assert Entry.objects.filter(code="letter-held-back").count() == 2
    world.later(hours=1.1)
    world.report()
    letters.write(Acknowledgement, happened("case-opened")[-1:], world.now)
    assert len(sent("acknowledgement")) == CAP_PER_HOUR + 1


def test_who_was_told_that_it_is_closed_hears_it_once(world: World) -> None:
    case = world.report()
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.later(minutes=1))
    for _ in range(2):
        letters.write(Closed, happened("problem-closed"), world.later(minutes=1))
    assert len(sent("closed")) == 1


@pytest.mark.parametrize(
    ("before", "address", "came"),
    [
        (0, "ines@nordbank.example", FreshLink.SENT),
        (CAP_PER_HOUR, "ines@nordbank.example", FreshLink.HELD_BACK),
        (0, "", FreshLink.NO_ADDRESS),
    ],
)
def test_what_came_of_asking_for_a_fresh_link(
    world: World, before: int, address: str, came: FreshLink
) -> None:
    case = world.report()
    for _ in range(before):
        assert letters.send_fresh_link(case, at=world.now) == FreshLink.SENT
    case.contact.addresses.update(email=address)
    assert letters.send_fresh_link(Case.objects.get(pk=case.pk), at=world.now) == came
    assert len(sent("link")) == before + (came == FreshLink.SENT)
