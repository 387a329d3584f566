"""What we tell customers: to whom it goes, what it keeps, and what no customer ever sees."""

from datetime import timedelta

import pytest

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message, Widening
from buckstop.conversations.queries.mails import deliveries_of
from buckstop.conversations.tests.stage import said_on
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.outbox.models import Delivery
from buckstop.problems.actions import kinds
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.tests.world import World


@pytest.fixture
def two(world: World) -> tuple[Case, Case]:
    """Ines and Olaf have the same trouble."""
    first = world.report()
    return first, world.join(first.problem, world.olaf)


def news(state: str) -> int:
    return Commitment.objects.filter(kind="update", state=state).count()


def test_news_goes_to_each_in_their_thread_and_keeps_the_promise(
    world: World, two: tuple[Case, Case]
) -> None:
    due = world.now + timedelta(hours=3)
    messages = telling.update_all(
        two[0].problem, text="We are at it", next_due=due, by=world.ana.actor(), at=world.now
    )
    assert [m.case for m in messages] == list(two)
    assert len({m.telling for m in messages}) == 1
    assert {m.promises for m in messages} == {due}
    assert sorted(Delivery.objects.values_list("address", flat=True)) == [
        "ines@nordbank.example", "olaf@fjord.example",
    ]  # fmt: skip
    assert (news("kept"), Problem.objects.get().news_due) == (1, due)
    assert Problem.objects.get().first_word_at == world.now


def test_what_was_told_by_phone_is_mailed_as_a_copy(world: World) -> None:
    case = world.report()
    [told] = telling.update_all(
        case.problem, text="As I said", how="phone", by=world.ana.actor(), at=world.now
    )
    assert (told.kind, told.channel, deliveries_of(told).count()) == ("told", "phone", 1)


def test_an_answer_to_one_of_two_keeps_no_promise(world: World, two: tuple[Case, Case]) -> None:
    telling.reply(two[0], text="For you", by=world.ana.actor(), at=world.now)
    assert (said_on(two[0]), said_on(two[1])) == ([("reply", "For you")], [])
    assert news("kept") == 0
    kinds.void(two[1], why="spam", by=world.ana.actor(), at=world.now)
    telling.reply(two[0], text="And now?", by=world.ana.actor(), at=world.now)
    assert news("kept") == 1


def test_fixed_asks_every_case(world: World, two: tuple[Case, Case]) -> None:
    messages = telling.say_fixed(two[0].problem, text="It runs", by=world.ana.actor(), at=world.now)
    assert {m.kind for m in messages} == {"fixed"}
    assert set(Case.objects.values_list("state", flat=True)) == {"asked"}


def test_a_question_ends_with_its_answer(world: World) -> None:
    case = world.report()
    with pytest.raises(Refused, match="customer's word"):
        telling.answer(case.problem, text="So it is", by=world.ana.actor(), at=world.now)
    kinds.change_kind(case.problem, kind="question", by=world.ana.actor(), at=world.now)
    [answered] = telling.answer(case.problem, text="So", by=world.ana.actor(), at=world.now)
    case.refresh_from_db()
    assert (answered.kind, case.state) == ("reply", "answered")


def test_who_is_declined_reads_why(world: World) -> None:
    case = world.report()
    message = telling.decline(case, text="Ask the bank", by=world.ana.actor(), at=world.now)
    case.refresh_from_db()
    assert (message.kind, case.state, deliveries_of(message).count()) == ("declined", "declined", 1)


def test_a_note_goes_to_nobody_and_keeps_nothing(world: World, two: tuple[Case, Case]) -> None:
    note = telling.note(two[0].problem, text="He shouts", by=world.ana.actor(), at=world.now)
    assert (note.kind, note.case, Delivery.objects.count(), news("kept")) == ("note", None, 0, 0)
    with pytest.raises(Refused, match="for us alone"):
        telling.widen(note, by=world.ana.actor(), at=world.now)


def test_what_one_was_told_is_shown_to_all_once(world: World, two: tuple[Case, Case]) -> None:
    message = telling.reply(two[0], text="A cable", by=world.ana.actor(), at=world.now)
    telling.widen(message, by=world.ana.actor(), at=world.now)
    assert Widening.objects.get().problem == two[0].problem
    assert Entry.objects.filter(code="message-widened").count() == 1
    with pytest.raises(Refused, match="already"):
        telling.widen(message, by=world.ana.actor(), at=world.now)


@pytest.mark.parametrize("text", ["", " \x00 ", "x" * 200_001])
def test_nothing_and_a_book_are_not_sent(world: World, text: str) -> None:
    case = world.report()
    with pytest.raises(Refused):
        telling.reply(case, text=text, by=world.ana.actor(), at=world.now)
    assert not Message.objects.exists()


def test_only_the_desk_tells(world: World) -> None:
    case = world.report()
    with pytest.raises(Refused, match="people of the desk"):
        telling.reply(case, text="x", by=world.zed.actor(), at=world.now)
