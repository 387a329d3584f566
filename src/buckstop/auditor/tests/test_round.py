"""What the auditor finds, and when the heartbeat leaves."""

import ipaddress
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from buckstop.auditor import round
from buckstop.auditor.calling import NotReached, call
from buckstop.auditor.checks import CHECKS
from buckstop.auditor.marks import last, mark
from buckstop.auditor.models import Finding, MarkName
from buckstop.auditor.queries import findings
from buckstop.auditor.settings import HEARTBEAT
from buckstop.configuration.current import keep
from buckstop.kit import clock
from buckstop.kit.duties import DUTIES
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.tests.world import World


@pytest.fixture
def house(db: None) -> World:
    return World(now=clock.now())


def wrong() -> set[str]:
    return set(Finding.objects.filter(ended_at=None).values_list("check_code", flat=True))


def works(house: World) -> None:
    """A worker's turn."""
    DUTIES["say that it works"].run(house.now)


def test_a_worker_that_stands_still_is_noticed_within_a_minute(house: World):
    round.look(house.now)
    assert wrong() == {"worker"}  # none has ever worked
    works(house)
    assert round.look(house.now)
    assert wrong() == set()
    last_turn = house.now
    noticed = next(
        seconds
        for seconds in range(0, 600, 15)
        if not round.look(last_turn + timedelta(seconds=seconds))
    )
    assert noticed <= 60
    [one] = findings(last_turn + timedelta(seconds=noticed))
    assert one.says == "No worker is working."


def test_that_nobody_looks_is_found_too(house: World):
    assert [one.says for one in findings(house.now)] == ["The auditor has never looked."]
    works(house)
    round.look(house.now)
    assert findings(house.now) == []
    [one] = findings(house.later(minutes=2))
    assert one.says == "The auditor doesn’t look any more."


def test_what_nobody_looked_at_is_found(house: World):
    problem = house.report().problem
    works(house)
    assert round.look(house.now)
    [news] = Commitment.objects.filter(problem=problem)
    assert news.attend_at is not None
    late = news.attend_at + timedelta(minutes=2)
    mark(MarkName.WORKER, late)
    with clock.set_to(late):
        round.look(late)
    assert "commitments" in wrong()


@pytest.mark.parametrize(
    ("code", "change"), [("promised", {"news_due": None}), ("owned", {"owner": "zed"})]
)
def test_a_guarantee_that_doesnt_hold_is_found(house: World, code: str, change: dict[str, Any]):
    problem = house.report().problem
    works(house)
    assert round.look(house.now)
    values = {name: getattr(house, value) if value else None for name, value in change.items()}
    # the database would refuse it at the end of the transaction
    Problem.objects.filter(pk=problem.pk).update(**values)
    assert not round.look(house.now)
    assert wrong() == {code}
    Problem.objects.filter(pk=problem.pk).update(news_due=problem.news_due, owner=problem.owner)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses that were called; there is one to call."""
    found: list[str] = []
    monkeypatch.setattr(round, "call", found.append)
    keep({HEARTBEAT.name: "https://beats.example/key"})
    yield found
    keep({})


def test_the_heartbeat_leaves_only_while_everything_holds(house: World, called: list[str]):
    round.go_round(house.now)
    assert called == []  # no worker works
    assert "No heartbeat has left yet." in [one.says for one in findings(house.now)]
    works(house)
    round.go_round(house.now)
    round.go_round(house.now + timedelta(seconds=20))
    assert called == ["https://beats.example/key"]
    assert findings(house.now) == []
    for _minute in range(5):
        round.go_round(house.later(minutes=1))
    assert len(called) == 1
    assert "No heartbeat leaves any more." in [one.says for one in findings(house.now)]


def test_what_isnt_reached_isnt_counted(house: World, monkeypatch: pytest.MonkeyPatch, called):
    def no(address: str) -> None:
        raise NotReached(address)

    monkeypatch.setattr(round, "call", no)
    works(house)
    round.go_round(house.now)
    assert last(MarkName.HEARTBEAT) is None


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1"])
def test_nothing_inside_is_called(monkeypatch: pytest.MonkeyPatch, inside: str):
    found = [(0, 0, 0, "", (inside, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)

    def never(*_a: object, **_k: object) -> None:
        raise AssertionError("it was called")

    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(NotReached):
        call("https://beats.example/key")
    assert not ipaddress.ip_address(inside).is_global


@pytest.mark.parametrize(
    "text", ["http://beats.example", "https://me:pass@beats.example/", "https://beats.example:22/"]
)
def test_only_https_is_an_address(text: str):
    with pytest.raises(Refused):
        HEARTBEAT.read(text)
    assert HEARTBEAT.read("https://beats.example/key?x=1") == "https://beats.example/key?x=1"


def test_each_check_says_both(house: World):
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert all(check.holds.endswith(".") and check.says.endswith(".") for check in CHECKS)
