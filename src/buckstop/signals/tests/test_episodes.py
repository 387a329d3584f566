"""Signals of one trouble are one episode, in whatever order and however often they come."""

import json
from datetime import timedelta

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.services.models import Service
from buckstop.signals.actions import receiving, watched
from buckstop.signals.actions.quiet import end_quiet, next_over
from buckstop.signals.actions.receiving import forget_arrivals, read_signals
from buckstop.signals.actions.sources import (
    add_source,
    end_source,
    read_again,
    renew_source,
    tried,
)
from buckstop.signals.models import Arrival, Episode
from buckstop.signals.probes import Check, Look
from buckstop.signals.queries import source_of
from buckstop.signals.tests.conftest import MAPPING, Tool, holds


def test_the_same_a_thousand_times_is_one_episode(world: World, tool: Tool, payments: Service):
    for n in range(1000):
        tool.sends(service="payments", severity="critical" if n == 500 else "warning")
    before = Entry.objects.count()
    [one] = tool.read()
    assert (one.state, one.signals, one.service) == ("firing", 1000, payments)
    assert (one.severity, one.worst) == (1, 2)
    assert Entry.objects.count() == before + 1
    assert not Arrival.objects.filter(done_at=None).exists()
    assert holds()


def test_flapping_is_one_episode_until_it_stays_quiet(world: World, tool: Tool, payments: Service):
    for _time in range(3):
        tool.sends(service="Payments")
        world.later(minutes=1)
        tool.sends("ok")
        world.later(minutes=1)
    [one] = tool.read()
    assert (one.state, one.flaps) == ("quiet", 2)
    assert next_over() == world.now + timedelta(minutes=payments.quiet_minutes - 1)
    assert end_quiet(at=world.later(minutes=13)) == 0
    assert end_quiet(at=world.later(minutes=1)) == 1
    one.refresh_from_db()
    assert one.state == "over"
    tool.sends()
    assert [row.state for row in tool.read()] == ["over", "firing"]
    assert holds()


def test_a_recovery_that_comes_before_its_alarm_fires_nothing(world: World, tool: Tool):
    began, ended = "2026-03-02T07:50:00Z", "2026-03-02T07:55:00Z"
    tool.sends("ok", at=ended)
    tool.sends(at=began)
    [one] = tool.read()
    assert (one.state, one.signals) == ("quiet", 2)
    world.later(minutes=5)
    tool.sends(at="2026-03-02T08:04:00Z")
    [one] = tool.read()
    assert one.state == "firing"
    tool.sends("ok", at=ended)  # said again, late
    assert tool.read()[0].state == "firing"


def test_clocks_that_are_wrong_dont_stop_it(world: World, tool: Tool):
    tool.sends(at="2031-01-01T00:00:00Z")
    [one] = tool.read()
    assert one.began_at == world.now
    world.later(minutes=1)
    tool.sends("ok", at="1999-01-01T00:00:00Z")
    assert tool.read()[0].state == "quiet"


def test_a_tool_that_never_says_over_is_over_once_nothing_more_comes(world: World):
    tool = Tool(world)
    tool.source.tells_recovery = False
    tool.source.save()  # as one whose mapping has no word for it
    tool.sends()
    tool.read()
    world.later(minutes=10)
    tool.sends()
    tool.read()
    assert end_quiet(at=world.later(minutes=14)) == 0
    assert end_quiet(at=world.later(minutes=1)) == 1


def test_what_cant_be_read_is_kept_owned_and_tried_again(world: World, tool: Tool):
    tool.posts(b"\x00\xffnothing")
    tool.posts(b'{"id": "x"}')
    tool.sends()
    [one] = tool.read()
    assert one.title == "gw fails"
    wrong = list(Arrival.objects.exclude(wrong="").order_by("pk"))
    assert [row.wrong for row in wrong] == ["It is no JSON.", "There is no “state” in it."]
    assert bytes(wrong[0].body) == b"\x00\xffnothing"
    problem = Problem.objects.get()
    assert (problem.title, problem.owner) == ("Signals of Watch can’t be read", world.ana)
    tool.posts(b"again")
    tool.read()
    assert Problem.objects.count() == 1
    assert read_again(tool.source, by=DESK, at=world.now) == 3
    tool.read()
    assert Arrival.objects.exclude(wrong="").count() == 3
    assert holds()


def test_its_address_is_a_secret_that_can_be_renewed(world: World, tool: Tool):
    assert source_of("generic", tool.secret) == tool.source
    assert source_of("grafana", tool.secret) is None
    secret = renew_source(tool.source, by=DESK, at=world.now)
    assert source_of("generic", tool.secret) is None
    assert source_of("generic", secret) == tool.source
    end_source(tool.source, by=DESK, at=world.now)
    assert source_of("generic", secret) is None
    with pytest.raises(Refused, match="has ended"):
        renew_source(tool.source, by=DESK, at=world.now)
    assert holds()


def test_what_nobody_sends_us_has_no_address_to_renew(world: World):
    check = Check(Look.HTTP, "https://example.org/", "")
    source = watched.add_check(
        name="Shop", check=check, every=5, service=None, owner=world.ana, by=DESK, at=world.now
    )
    with pytest.raises(Refused, match="Nobody sends us these"):
        renew_source(source, by=DESK, at=world.now)


def test_a_mapping_is_tried_on_a_sample(world: World):
    [one] = tried("generic", json.dumps({"id": 3, "title": "T", "state": "OK"}), MAPPING)
    assert (one.identity, one.firing) == ("3", False)
    with pytest.raises(Refused, match="no “title” in it"):
        tried("generic", '{"id": 3, "state": "OK"}', MAPPING)
    with pytest.raises(Refused, match="Choose the tool"):
        add_source(kind="none", name="N", owner=world.ana, by=DESK, at=world.now)


def test_a_storm_is_read_in_batches(world: World, tool: Tool):
    for n in range(30):
        tool.sends(key=f"host-{n}")
    assert read_signals(at=world.now, limit=20) == 20
    assert read_signals(at=world.now, limit=20) == 10
    assert Episode.objects.count() == 30


def test_what_was_read_long_ago_is_forgotten(world: World, tool: Tool):
    tool.sends()
    tool.posts(b"no JSON")
    tool.read()
    assert forget_arrivals(at=world.later(days=29)) == 0
    assert forget_arrivals(at=world.later(days=2)) == 1
    assert [bytes(row.body) for row in Arrival.objects.all()] == [b"no JSON"]
    assert holds()


def test_a_worker_that_dies_loses_nothing_and_says_nothing_twice(
    world: World, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    for n in range(4):
        tool.sends(key=f"gw-{n % 2}")

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(receiving, "take_in", dies)
        with pytest.raises(KeyboardInterrupt):
            read_signals(at=world.now)
    assert Arrival.objects.filter(done_at=None).count() == 4
    first, second = tool.read()
    assert (first.signals, second.signals) == (2, 2)
    assert read_signals(at=world.now) == 0
