"""Each person says what reaches them when and where; what fails by one way goes by another."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.notices.actions.other_ways import raise_undelivered
from buckstop.notices.actions.pushing import PUSHED, push_unseen
from buckstop.notices.actions.telling import see, tell_staff
from buckstop.notices.actions.ways import add_way, choose_wishes, remove_way, try_way
from buckstop.notices.models import By, Notice, Sending, Way, When
from buckstop.notices.reach import out_of_reach
from buckstop.notices.saying import said
from buckstop.notices.tests.test_mailing import Hand
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.channel import Parcel
from buckstop.outbox.channels.push.channel import TAKEN, Push
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import Delivery
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.people.models import Person
from buckstop.people.telling import Group
from buckstop.problems.actions import fixing
from buckstop.problems.commitments.ask import ask
from buckstop.problems.tests.world import World, answering

REFUSED = Outcome(Came.REFUSED, 410, "The gateway refused it.")
SILENT = Outcome(Came.UNCERTAIN, 0, "No answer came.")


class Gateways(Push):
    """Says what it is told to say, and keeps what it took."""

    def __init__(self, *says: Outcome) -> None:
        self.says = list(says)
        self.took: list[dict[str, str]] = []

    def send(self, batch: Iterable[Parcel]) -> Iterator[Outcome]:
        for parcel in batch:
            self.took.append(json.loads(parcel.content))
            yield self.says.pop(0) if self.says else TAKEN


def way(world: World, person: Person, topic: str = "ana", **more: bool) -> Way:
    address = f"ntfys://ntfy.example/{topic}"
    return add_way(
        person, name="Phone", address=address, insists=more.pop("insists", False),
        by=person.actor(), at=world.now,
    )  # fmt: skip


def asked(world: World, person: Person, times: int = 1) -> None:
    """Somebody is asked for things on one problem, and told so."""
    problem, due = world.report().problem, world.now + timedelta(hours=2)
    by = world.bruno if person == world.ana else world.ana
    for _ in range(times):
        ask(problem, what="Look", of=person, due=due, by=by.actor(), at=world.now)
    tell_staff(list(Entry.objects.filter(code="asked", chain=problem.chain_id)), world.now)


def pushed(world: World, *says: Outcome) -> list[dict[str, str]]:
    push_unseen(at=world.now)
    gateways = Gateways(*says)
    deliver(gateways, at=world.now)
    world.later(seconds=1)
    return gateways.took


def mailed(world: World, *says: Outcome) -> list[str]:
    mail_unseen(at=world.now)
    hand = Hand(*says)
    deliver(Smtp(hand), at=world.now)
    world.later(seconds=1)
    return hand.to()


def wish(world: World, person: Person, when: When, by: By = By.PUSH) -> None:
    choose_wishes(person, chosen={(Group.OWED, by): when}, by=person.actor(), at=world.now)


def test_many_things_are_one_message_without_what_customers_wrote(world: World) -> None:
    way(world, world.zed)
    asked(world, world.zed, times=6)
    [message] = pushed(world)
    assert message["title"] == "6 things on 1 problem"
    assert "Something is asked of you" in message["text"]
    assert "Transfers" not in str(message)
    assert Delivery.objects.get(kind=PUSHED).state == "sent"


def test_a_minute_passes_before_the_next_which_gathers(world: World) -> None:
    way(world, world.zed)
    asked(world, world.zed)
    assert len(pushed(world)) == 1
    for _ in range(2):
        world.later(seconds=20)
        asked(world, world.zed)
        assert pushed(world) == []
    world.later(minutes=1)
    [message] = pushed(world)
    assert message["title"] == "2 things on 2 problems"


def test_a_fact_is_told_once_by_a_way_however_often_it_runs(world: World) -> None:
    way(world, world.zed)
    asked(world, world.zed)
    tell_staff(list(Entry.objects.filter(code="asked")), world.now)
    assert (Notice.objects.filter(person=world.zed).count(), Sending.objects.count()) == (1, 1)


def test_what_one_sees_on_the_page_goes_nowhere(world: World) -> None:
    way(world, world.zed)
    asked(world, world.zed)
    see(world.zed, at=world.now)
    assert pushed(world) == []
    assert push_unseen(at=world.later(hours=1)) == 0


def test_each_says_what_reaches_them_when(world: World) -> None:
    way(world, world.zed)
    wish(world, world.zed, When.NEVER)
    asked(world, world.zed)
    assert pushed(world) == []
    wish(world, world.zed, When.NEVER, By.MAIL)
    asked(world, world.zed)
    assert len(pushed(world)) == 1
    assert Notice.objects.filter(person=world.zed, mail_due=None).count() == 1


def test_at_my_next_shift(world: World) -> None:
    way(world, world.ana)
    world.now = world.now.replace(hour=22)  # nobody is on shift but with whom the buck stops
    wish(world, world.ana, When.SHIFT)
    asked(world, world.ana)
    due = Sending.objects.get().due
    assert due > world.now
    assert pushed(world) == []
    world.now = due
    assert len(pushed(world)) == 1


def test_whoever_has_the_watch_is_told_at_once_whatever_they_chose(world: World) -> None:
    way(world, world.ana)
    wish(world, world.ana, When.NEVER)
    asked(world, world.ana)
    assert len(pushed(world)) == 1


@pytest.mark.parametrize("says", [REFUSED, SILENT])
def test_what_fails_by_one_way_goes_by_the_others_once(world: World, says: Outcome) -> None:
    way(world, world.zed, "one")
    asked(world, world.zed)
    way(world, world.zed, "two")
    assert len(pushed(world, says)) == 1
    [again] = pushed(world)
    assert again["address"].endswith("two")
    assert mailed(world) == ["zed@desk.example"]  # at once, not after three minutes
    assert pushed(world) == []
    assert raise_undelivered(mail_rests=False, at=world.later(minutes=10)) == 0


def test_a_mail_that_fails_goes_by_a_gateway_also_where_it_should_not(world: World) -> None:
    way(world, world.zed)
    wish(world, world.zed, When.NEVER)
    asked(world, world.zed)
    world.later(minutes=4)
    mailed(world, Outcome(Came.REFUSED, 550, "No such user."))
    assert len(pushed(world)) == 1


def test_who_cannot_be_told_at_all_somebody_else_hears_of(world: World) -> None:
    way(world, world.zed)
    asked(world, world.zed, times=2)
    pushed(world, REFUSED)
    mailed(world, Outcome(Came.REFUSED, 550, "No such user."))
    assert raise_undelivered(mail_rests=False, at=world.later(minutes=1)) == 2
    assert raise_undelivered(mail_rests=False, at=world.now) == 0
    [entry] = Entry.objects.filter(code="notice-undelivered")
    tell_staff([entry], world.now)
    told = Notice.objects.get(entry=entry)
    assert told.person == world.carla  # with whom the buck stops
    assert said([told])[told.pk].sentence == "Zed Novak could not be told by mail: it was refused"
    Notice.objects.filter(pk=told.pk).update(mailed_at=world.now)
    assert (
        raise_undelivered(mail_rests=False, at=world.later(minutes=10)) == 0
    )  # no end to it otherwise


def test_what_waits_too_long_is_raised_and_what_may_arrive_is_not(world: World) -> None:
    way(world, world.zed)
    wish(world, world.zed, When.NEVER, By.MAIL)
    asked(world, world.zed)
    push_unseen(at=world.now)
    assert raise_undelivered(mail_rests=False, at=world.later(minutes=2)) == 0
    assert raise_undelivered(mail_rests=False, at=world.later(minutes=2)) == 1


def test_what_rings_has_limits_that_urgent_things_may_exceed(world: World) -> None:
    loud = way(world, world.zed)
    Way.objects.filter(pk=loud.pk).update(gateway="twilio")
    counts = []
    for _ in range(12):
        asked(world, world.zed)
        counts.append(len(pushed(world)))
        world.later(minutes=5)
    assert counts == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    asked(world, world.zed)
    Notice.objects.update(urgent=True)
    Delivery.objects.update(made_at=world.now)
    assert pushed(world) == []
    Way.objects.filter(pk=loud.pk).update(insists=True)
    assert len(pushed(world)) == 1


def test_a_gateway_is_ones_own_and_its_address_is_sealed(world: World) -> None:
    with pytest.raises(Refused):
        add_way(
            world.ana, name="Phone", address="ntfys://ntfy.example/x", insists=False,
            by=world.bruno.actor(), at=world.now,
        )  # fmt: skip
    mine = way(world, world.ana, "very-secret")
    mine.refresh_from_db()
    assert "secret" not in mine.sealed
    assert not [one for one in Entry.objects.all() if b"very-secret" in bytes(one.content)]
    with pytest.raises(Refused):
        try_way(mine, by=world.bruno.actor(), at=world.now)
    try_way(mine, by=world.ana.actor(), at=world.now)
    [took] = pushed(world)
    assert (took["address"], took["title"]) == ("ntfys://ntfy.example/very-secret", "It works")
    remove_way(mine, by=world.ana.actor(), at=world.now)
    mine.refresh_from_db()
    assert mine.sealed == ""


def test_what_the_customer_says_is_news_on_what_one_owns(world: World) -> None:
    way(world, world.ana)
    case = world.report()
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)
    fixing.still_broken(case, by=answering(case), at=world.now)
    tell_staff(list(Entry.objects.filter(code="still-broken")), world.now)
    [message] = pushed(world)
    assert message["title"].endswith("Still broken, says the customer")


def test_whom_nothing_reaches_is_as_good_as_away(world: World, settings: Any) -> None:
    settings.DEMO, both = True, {world.zed.pk, world.ana.pk}  # mail leaves, into the viewer
    assert out_of_reach(both, world.now) == set()
    asked(world, world.zed)
    world.later(minutes=4)
    mailed(world, Outcome(Came.REFUSED, 550, "No such user."))
    assert out_of_reach(both, world.now) == {world.zed.pk}
    phone = way(world, world.zed)
    assert out_of_reach(both, world.now) == set(), "nothing says that it doesn't work"
    try_way(phone, by=world.zed.actor(), at=world.now)
    pushed(world, REFUSED)
    assert out_of_reach(both, world.now) == {world.zed.pk}
    try_way(phone, by=world.zed.actor(), at=world.now)
    pushed(world)
    assert out_of_reach(both, world.now) == set()
