"""What is about no problem is told, too: a turn that is offered, a concern, whom nothing told."""

from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from buckstop.concerns import actions as concerns
from buckstop.concerns import rules
from buckstop.concerns.models import Concern
from buckstop.coverage.actions import instead, rotations
from buckstop.coverage.models import Swap
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.notices.actions import other_ways
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.actions.reminding import remind_people
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.models import Notice
from buckstop.notices.saying import said
from buckstop.notices.writing import write_notices
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.people.models import Person
from buckstop.people.speaking import speaking
from buckstop.problems.tests.world import World

DAY = date(2026, 3, 7)


def offered(world: World) -> Swap:
    """Bruno offers Ana his turn of Saturday."""
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    turns = rotations.add_rotation(
        world.roster, people=[world.bruno, world.carla], begins=DAY,
        hands_over=time(9), days=1, **by,
    )  # fmt: skip
    return instead.offer_swap(
        world.roster, layer=turns.pk, day=DAY, giver=world.bruno, taker=world.ana,
        by=world.bruno.actor(), at=world.now,
    )  # fmt: skip


def told(world: World, person: Person) -> list[str]:
    tell_staff(list(Entry.objects.order_by("at", "number")), world.now)
    rows = Notice.objects.filter(person=person, problem=None)
    return [one.sentence for one in said(rows).values()]


def mailed(person: Person, at: datetime) -> str:
    rows = list(Notice.objects.filter(person=person, problem=None).order_by("at"))
    mail = message_from_bytes(
        write_notices(rows[0].pk, str(person.email), rows, at), policy=policy.default
    )
    return f"{mail['Subject']}\n{mail.get_content()}"


def test_who_is_offered_a_turn_hears_of_it_and_who_offered_it_of_the_answer(world: World):
    swap = offered(world)
    assert told(world, world.ana) == ["Bruno Keller offers you their turn of 2026-03-07"]
    assert "/roster/" in mailed(world.ana, world.now)
    with speaking("de"):
        assert "Bruno Keller bietet Ihnen" in mailed(world.ana, world.now)
    instead.accept_swap(swap, by=world.ana.actor(), at=world.now)
    assert told(world, world.bruno) == ["Your turn of 2026-03-07 was taken over"]
    starts = datetime.combine(date(2026, 3, 4), time())
    instead.note_absence(
        world.ana, starts=starts, ends=starts + timedelta(days=1), stand_in=world.bruno,
        by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    assert "You stand in for Ana Ruiz from 2026-03-04T00:00:00" in told(world, world.bruno)


def test_a_leader_is_told_of_a_concern_once_and_of_one_without_a_name_from_the_next_hour_on(
    world: World,
):
    at = world.later(minutes=20)
    concerns.raise_openly(text="The night shift is too thin.", to=world.bruno, by=world.zed, at=at)
    concerns.raise_anonymously(text="Somebody shouts.", to=world.bruno, at=at)
    assert (remind_people(at=at), remind_people(at=at)) == (1, 0)
    at = rules.next_hour(at)
    assert (remind_people(at=at), remind_people(at=at)) == (1, 0)
    said = mailed(world.bruno, at)
    assert "A concern waits for your answer" in said
    assert "/concerns/" in said
    assert "night" not in said
    concerns.answer(Concern.objects.get(person=world.zed), text="I look.", by=world.bruno, at=at)
    assert remind_people(at=at) == 0
    mail_unseen(at=at + timedelta(minutes=4))
    assert Delivery.objects.filter(kind="notice", address="bruno@desk.example").count() == 1


def test_whom_nothing_about_a_turn_reaches_somebody_else_hears_of(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(other_ways, "mail_leaves", lambda: True)
    offered(world)
    told(world, world.ana)
    mail_unseen(at=world.later(minutes=4))
    Delivery.objects.filter(kind="notice").update(state=DeliveryState.FAILED)
    assert other_ways.raise_undelivered(mail_rests=False, at=world.later(minutes=4)) == 1
    assert "could not be told by mail" in " ".join(told(world, world.carla))
