"""What may take long is done beside what falls due, which never waits for it."""

from threading import Event

import pytest

from buckstop.doors.clock.beside import Beside
from buckstop.doors.clock.duties import beside, inside, turn
from buckstop.kit import clock, duties
from buckstop.kit.duties import Duty, Order

PATIENCE = 60  # seconds: a busy machine is slow, and nothing here measures it


def test_what_is_learned_from_everything_is_done_beside(db: None) -> None:
    names = {duty.name for duty in beside()}
    assert "reckon expected work" in names
    assert "look at commitments" not in names
    assert names.isdisjoint(duty.name for duty in inside())


def test_what_falls_due_is_done_while_something_takes_long(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way, may_end, looked = Event(), Event(), Event()

    def takes_long(_at: object) -> int:
        under_way.set()
        return int(may_end.wait(PATIENCE))

    def looks(_at: object) -> int:
        looked.set()
        return 0

    known = (
        Duty("learn", takes_long, order=Order.UPKEEP, long=True),
        Duty("look", looks, order=Order.DUE),
    )
    monkeypatch.setattr(duties, "DUTIES", {duty.name: duty for duty in known})
    thread = Beside()
    thread.start()
    try:
        assert under_way.wait(PATIENCE)
        turn(inside(), clock.now())
        assert looked.is_set()
    finally:
        may_end.set()
        thread.stop()
