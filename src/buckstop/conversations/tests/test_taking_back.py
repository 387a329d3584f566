"""Taking back what was written, in the seconds before it leaves: nobody was told."""

from datetime import timedelta

import pytest

from buckstop.conversations.actions import telling
from buckstop.conversations.actions.taking_back import take_back
from buckstop.conversations.models import Message
from buckstop.conversations.queries.thread import thread
from buckstop.conversations.tests.stage import copied_in
from buckstop.kit import clock
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.problems.models import Case, Commitment
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.tests.world import World


@pytest.fixture(autouse=True)
def _seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKSTOP_UNDO_SECONDS", "15")


@pytest.fixture
def case(world: World) -> Case:
    """Ines reported it, and wrote once more."""
    case = world.report()
    copied_in(world, case)
    return case


def news_due(case: Case) -> object:
    return Commitment.objects.get(problem=case.problem_id, kind="update", ended_at=None).due


def customer_reads(case: Case) -> list[str]:
    with clock.set_to(clock.now()):
        return [str(said.message.text) for said in thread(case).said]


def test_it_waits_for_its_seconds_and_no_customer_sees_it(world: World, case: Case) -> None:
    world.later(minutes=3)
    message = telling.reply(case, text="Wrong words", by=world.ana.actor(), at=world.now)
    assert message.leaves_at == world.now + timedelta(seconds=15)
    mail = Delivery.objects.get(owner=message.pk)
    assert mail.next_try_at == message.leaves_at
    with clock.set_to(world.now):
        assert "Wrong words" not in customer_reads(case)
    with clock.set_to(message.leaves_at):
        assert "Wrong words" in customer_reads(case)


def test_taken_back_all_is_as_before_and_on_record(world: World, case: Case) -> None:
    problem = case.problem
    problem.refresh_from_db()
    was = news_due(case), problem.unheard_since
    assert problem.unheard_since is not None
    world.later(minutes=3)
    message = telling.reply(case, text="Wrong words", by=world.ana.actor(), at=world.now)
    assert news_due(case) != was[0]
    take_back(message, by=world.ana.actor(), at=world.later(seconds=10))
    problem.refresh_from_db()
    assert (news_due(case), problem.unheard_since) == was
    assert problem.first_word_at is None
    assert Delivery.objects.get(owner=message.pk).state == DeliveryState.DROPPED
    with clock.set_to(world.later(minutes=10)):
        assert "Wrong words" not in customer_reads(case)
    kept = Commitment.objects.filter(problem=problem, state=CommitmentState.KEPT)
    assert kept.count() == 1  # what happened stands, with the taking back beside it
    assert list(verify()) == []


def test_an_update_is_taken_back_for_all(world: World, case: Case) -> None:
    world.join(case.problem, world.olaf)
    told = telling.update_all(case.problem, text="Wrong", by=world.ana.actor(), at=world.now)
    take_back(told[1], by=world.ana.actor(), at=world.now)
    assert Message.objects.filter(taken_back__isnull=False).count() == 2
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.DROPPED}
    assert list(verify()) == []


def test_a_second_answer_stays_the_first_word(world: World, case: Case) -> None:
    telling.reply(case, text="First", by=world.ana.actor(), at=world.now)
    first = world.now
    second = telling.reply(case, text="Second", by=world.ana.actor(), at=world.later(minutes=5))
    take_back(second, by=world.ana.actor(), at=world.now)
    case.problem.refresh_from_db()
    assert (case.problem.first_word_at, case.problem.unheard_since) == (first, None)


def test_what_was_told_since_stays_promised(world: World, case: Case) -> None:
    by = world.ana.actor()
    wrong, *_ = telling.update_all(case.problem, text="Wrong", by=by, at=world.now)
    telling.update_all(case.problem, text="Right", by=by, at=world.later(seconds=5))
    due = news_due(case)
    take_back(wrong, by=by, at=world.later(seconds=5))
    assert news_due(case) == due
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("refused", "says"),
    [
        ("late", "left already"),
        ("twice", "taken back already"),
        ("somebody else", "Only who wrote it"),
        ("under way", "left already"),
        ("phone", "left already"),
    ],
)
def test_what_left_stays(world: World, case: Case, refused: str, says: str) -> None:
    how = "phone" if refused == "phone" else "mail"
    message = telling.reply(case, text="Words", by=world.ana.actor(), at=world.now, how=how)
    by = world.bruno if refused == "somebody else" else world.ana
    if refused == "twice":
        take_back(message, by=by.actor(), at=world.now)
    if refused == "under way":
        Delivery.objects.update(state=DeliveryState.HANDING)
    with pytest.raises(Refused, match=says):
        take_back(message, by=by.actor(), at=world.later(seconds=15 if refused == "late" else 5))
