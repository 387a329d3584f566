"""With much to do a worker asks in each turn only for what was just committed."""

from datetime import datetime

import pytest

from buckstop.doors.clock.duties import Named, inside, outgoing
from buckstop.doors.clock.postmen import Postmen
from buckstop.doors.clock.rounds import REST, SWEEP, resting
from buckstop.doors.clock.worker import Worker
from buckstop.kit import clock, duties
from buckstop.kit.duties import Duty, Order
from buckstop.outbox.channels.push.gateways import BY_PUSH


class Watch:
    """A watch that stands until somebody moves it."""

    def __init__(self) -> None:
        self.shows = 100.0

    def __call__(self) -> float:
        return self.shows


class Asked:
    """A duty that finds so many things each time, and counts how often it was asked."""

    def __init__(self, *finds: int) -> None:
        self.finds, self.times = list(finds), 0

    def __call__(self, _at: datetime) -> int:
        self.times += 1
        return self.finds.pop(0) if self.finds else 0


def test_what_found_nothing_rests_until_a_worker_with_nothing_to_do_would_look_again() -> None:
    asked, watch = Asked(), Watch()
    duty = resting(Named("look", asked, woken=False), watch)
    duty.run(clock.now())
    duty.run(clock.now())
    assert asked.times == 1
    watch.shows += SWEEP
    duty.run(clock.now())
    assert asked.times == 2
    assert REST < SWEEP  # else that one would be passed over, and it looked every other time


def test_what_found_something_is_asked_again_at_once() -> None:
    asked, watch = Asked(7, 3), Watch()
    duty = resting(Named("look", asked, woken=False), watch)
    assert [duty.run(clock.now()) for _ in range(4)] == [7, 3, 0, 0]
    assert asked.times == 3


def test_what_is_woken_never_rests() -> None:
    asked, watch = Asked(), Watch()
    duty = resting(Named("read", asked), watch)
    duty.run(clock.now())
    duty.run(clock.now())
    assert asked.times == 2


def test_a_worker_lets_rest_what_is_not_woken(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    reads, looks, mails = Asked(), Asked(), Asked()
    known = (
        Duty("read", reads, order=Order.TAKE_IN, woken=True),
        Duty("look", looks, order=Order.DUE),
        Duty("mail", mails, order=Order.FOLLOW, channel=BY_PUSH),
    )
    monkeypatch.setattr(duties, "DUTIES", {duty.name: duty for duty in known})
    monkeypatch.setattr("buckstop.doors.clock.rounds.REST", 3600.0)
    worker, postmen = Worker(), Postmen()
    for _ in range(3):
        worker._rounds.turn()
        postmen._rounds.turn()
    assert (reads.times, looks.times, mails.times) == (3, 1, 1)


def test_what_customers_wait_for_is_woken(db: None) -> None:
    woken = {duty.name for duty in [*inside(), *outgoing().duties] if duty.woken}
    assert woken >= {"read mail", "read signals", "run reactions", "tell the affected"}
    assert "deliver mail" in woken
    assert "look at commitments" not in woken
