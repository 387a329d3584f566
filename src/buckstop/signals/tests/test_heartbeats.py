"""A job that pings us: its silence is the signal, whatever the clocks do."""

from datetime import UTC, datetime, time, timedelta

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.models import Service
from buckstop.signals.actions.finding import find_first
from buckstop.signals.actions.heartbeats import next_silence, note_silence
from buckstop.signals.actions.receiving import read_signals, receive
from buckstop.signals.actions.sources import add_heartbeat
from buckstop.signals.models import Episode
from buckstop.signals.rules.heartbeats import Rhythm, next_due
from buckstop.signals.tests.conftest import holds

NIGHTLY = Rhythm(daily_at=time(2, 30), zone="Europe/Zurich", grace=30)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("heard", "due"),
    [
        (utc(2026, 3, 2, 1, 35), utc(2026, 3, 3, 2, 0)),
        (utc(2026, 3, 2, 1, 10), utc(2026, 3, 3, 2, 0)),  # a little early, counts for that day
        (utc(2026, 3, 28, 1, 35), utc(2026, 3, 29, 1, 30)),  # half past two isn't there: at three
        (utc(2026, 3, 29, 1, 5), utc(2026, 3, 30, 1, 0)),
        (utc(2026, 10, 24, 0, 35), utc(2026, 10, 25, 1, 0)),  # there twice: the first counts
        (utc(2026, 10, 25, 1, 35), utc(2026, 10, 26, 2, 0)),
    ],
)
def test_a_time_of_day_is_kept_when_the_clocks_change(heard: datetime, due: datetime):
    assert next_due(NIGHTLY, heard) == due


def test_minutes_are_real_ones():
    heard = utc(2026, 3, 29, 0, 50)
    assert next_due(Rhythm(every=60, grace=5), heard) == heard + timedelta(minutes=65)


def test_silence_is_the_signal_and_a_ping_ends_it(world: World, payments: Service):
    source, _secret = add_heartbeat(
        name="Nightly run", rhythm=Rhythm(every=60, grace=10), owner=world.ana, service=payments,
        by=DESK, at=world.now,
    )  # fmt: skip
    assert next_silence() is None, "what never spoke isn't silent"
    receive(source, body=b"", at=world.now)
    assert note_silence(at=world.later(minutes=80)) == 0, "its ping waits to be read"
    read_signals(at=world.now)
    assert Episode.objects.count() == 0
    assert note_silence(at=world.now) == 1
    assert note_silence(at=world.now) == 0
    find_first(at=world.now)
    assert Problem.objects.get().title == "Payments: Nightly run wasn’t heard"
    receive(source, body=b"\xff done", at=world.later(minutes=5))
    read_signals(at=world.now)
    assert Episode.objects.get().state == "quiet"
    assert next_silence() == world.now + timedelta(minutes=70)
    assert note_silence(at=world.later(minutes=70)) == 1
    assert Episode.objects.get().flaps == 1
    assert holds()


def test_a_rhythm_that_nobody_keeps_is_refused(world: World):
    for rhythm, field in (
        (Rhythm(), "every"), (Rhythm(every=0), "every"), (Rhythm(every=5, grace=-1), "grace"),
        (Rhythm(daily_at=time(2), zone="Nowhere"), "zone"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            add_heartbeat(name="N", rhythm=rhythm, owner=world.ana, by=DESK, at=world.now)
        assert refused.value.field == field
