"""What is written now and leaves later: nobody was told before, and nothing counts before."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from buckstop.conversations.actions import erasing, scheduling, telling
from buckstop.conversations.actions.posting import File
from buckstop.conversations.drafts import drafts_of
from buckstop.conversations.entries import ScheduledStopped
from buckstop.conversations.models import Attachment, Message, Scheduled
from buckstop.conversations.models.draft import Place
from buckstop.conversations.models.scheduled import Outcome
from buckstop.conversations.tests.stage import copied_in, said_on
from buckstop.kit import clock
from buckstop.kit.duties import next_due
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.reading import fact_of
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.actions import ownership
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests.world import World


@pytest.fixture
def case(world: World) -> Case:
    """Ines reported it and was answered; the next news is due tomorrow."""
    case = world.report()
    by, due = world.ana.actor(), world.now + timedelta(days=1)
    telling.reply(case, text="We look.", next_due=due, by=by, at=world.now)
    return case


def later(world: World, on: Case, **more: Any) -> Scheduled:
    said: dict[str, Any] = {
        "text": "It is the gateway.",
        "case": on,
        "leaves_at": world.now + timedelta(hours=2),
    }
    return scheduling.schedule(on.problem, by=world.ana.actor(), at=world.now, **(said | more))


def promised(case: Case) -> Commitment:
    return Commitment.objects.get(problem=case.problem_id, kind="update", ended_at=None)


def clock_turns(at: datetime) -> None:
    with clock.set_to(at):
        scheduling.send_scheduled(at=at)


def test_it_leaves_at_its_time_and_counts_from_then(world: World, case: Case) -> None:
    before, after = promised(case), world.now + timedelta(days=2)
    row = later(world, case, next_due=after, files=[File("log.txt", "text/plain", b"x")])
    assert next_due()[0] == row.leaves_at  # type: ignore[index]
    clock_turns(world.later(hours=1))
    assert ("reply", "It is the gateway.") not in said_on(case)
    assert promised(case) == before
    clock_turns(world.later(hours=1))
    message = Message.objects.latest("at")
    assert (str(message.text), message.said_by) == ("It is the gateway.", world.ana)
    assert message.at == row.leaves_at
    assert Attachment.objects.get().file.content() == b"x"
    assert promised(case).due == after
    assert list(verify()) == []
    clock_turns(world.later(minutes=1))
    assert len(said_on(case)) == 2
    assert Scheduled.objects.get().outcome == Outcome.LEFT


def test_news_for_all_reaches_who_waits_then(world: World, case: Case) -> None:
    later(world, case, case=None)
    ownership.take(case.problem, by=world.bruno.actor(), at=world.now)
    clock_turns(world.later(hours=2))
    assert said_on(case)[-1] == ("update", "It is the gateway.")
    assert Message.objects.latest("at").said_by == world.ana


@pytest.mark.parametrize("why", ["said", "closed"])
def test_what_changed_meanwhile_stops_it_and_the_words_are_a_draft(
    world: World, case: Case, why: str
) -> None:
    row = later(world, case, files=[File("log.txt", "text/plain", b"x")])
    world.later(minutes=5)
    if why == "said":
        copied_in(world, case)  # and with it she wrote once more
    else:
        Case.objects.filter(pk=case.pk).update(state="confirmed", ended_at=world.now)
    clock_turns(row.leaves_at)
    assert ("reply", "It is the gateway.") not in said_on(case)
    stopped = fact_of(Entry.objects.get(code="scheduled-stopped"))
    assert isinstance(stopped, ScheduledStopped)
    assert stopped.why == why
    draft = drafts_of(world.ana, case.problem)[Place.REPLY]
    assert draft.text == "It is the gateway."
    assert draft.files.get().name == "log.txt"


def test_anybody_of_the_desk_moves_it_or_takes_it_back(world: World, case: Case) -> None:
    row = later(world, case)
    bruno, sooner = world.bruno.actor(), world.now + timedelta(hours=1)
    scheduling.move_scheduled(row, leaves_at=sooner, by=bruno, at=world.now)
    assert Scheduled.objects.get().leaves_at == sooner
    scheduling.unschedule(row, by=bruno, at=world.now)
    clock_turns(world.later(hours=3))
    assert len(said_on(case)) == 1
    with pytest.raises(Refused, match="doesn’t wait any more"):
        scheduling.unschedule(row, by=bruno, at=world.now)
    again = later(world, case)
    with pytest.raises(Refused, match="people of the desk"):
        scheduling.unschedule(again, by=world.zed.actor(), at=world.now)


@pytest.mark.parametrize(
    ("hours", "says"),
    [(0, "already passed"), (25, "News is promised before"), (24 * 91, "within 90 days")],
)
def test_times_that_can_not_be(world: World, case: Case, hours: int, says: str) -> None:
    leaves_at = world.now + timedelta(hours=hours)
    with pytest.raises(Refused, match=says):
        later(world, case, leaves_at=leaves_at)
    row = later(world, case)
    with pytest.raises(Refused, match=says):
        scheduling.move_scheduled(row, leaves_at=leaves_at, by=world.ana.actor(), at=world.now)


def test_news_is_promised_for_after_it_left(world: World, case: Case) -> None:
    with pytest.raises(Refused, match="before this leaves"):
        later(world, case, next_due=world.now + timedelta(hours=1))


def test_erased_with_its_case(world: World, case: Case) -> None:
    row = later(world, case, files=[File("log.txt", "text/plain", b"x")])
    scheduling.unschedule(row, by=world.ana.actor(), at=world.now)
    Case.objects.filter(pk=case.pk).update(state="confirmed", ended_at=world.now)
    erasing.erase_person(world.ines, by=DESK, at=world.later(hours=1))
    assert Body.objects.get(pk=row.text_id).erased_at is not None
    assert Body.objects.get(pk=row.files.get().file_id).erased_at is not None
