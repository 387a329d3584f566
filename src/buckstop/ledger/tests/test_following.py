"""What follows entries: in the order of each chain, whatever else waits."""

from datetime import datetime, timedelta

import pytest

from buckstop.ledger import following
from buckstop.ledger.models import Entry, Following
from buckstop.ledger.reactions import REACTIONS, Reaction
from buckstop.ledger.tests.history import NOON, Thing, begin, say

pytestmark = pytest.mark.django_db


class Heard:
    """Remembers what it was told, in which batches."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    def __call__(self, happened: list[Entry], at: datetime) -> None:
        self.batches.append([entry.number for entry in happened])


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """A reaction that is there for the test."""
    heard = Heard()
    monkeypatch.setitem(REACTIONS, "heard", Reaction("heard", heard, facts=()))
    return heard


def wait_for(thing: Thing, *, of: int, at: datetime = NOON) -> list[Following]:
    """So many entries of a chain, each with a reaction that is due."""
    made = []
    for _ in range(of):
        entry = say(thing, "something")
        made.append(
            Following.objects.create(
                entry=entry, chain_id=entry.chain_id, reaction="heard", next_try_at=at
            )
        )
    return made


def test_a_chains_reactions_run_in_its_order_one_a_batch(heard: Heard):
    wait_for(begin(), of=3)
    assert [following.drain(at=NOON) for _ in range(4)] == [1, 1, 1, 0]
    assert heard.batches == [[1], [2], [3]]


def test_chains_run_together(heard: Heard):
    for thing in (begin(), begin()):
        wait_for(thing, of=1)
    assert following.drain(at=NOON) == 2
    assert heard.batches == [[1, 1]]


def test_who_waits_for_another_try_holds_up_its_own_chain_only():
    first, _ = wait_for(begin(), of=2)
    Following.objects.filter(pk=first.pk).update(next_try_at=NOON + timedelta(minutes=1))
    wait_for(begin(), of=1)
    assert following.drain(at=NOON) == 1
    assert following.drain(at=NOON) == 0


def test_what_was_given_up_holds_up_nobody():
    first, _ = wait_for(begin(), of=2)
    Following.objects.filter(pk=first.pk).update(failed_at=NOON)
    assert following.drain(at=NOON) == 1


def test_a_long_backlog_of_one_chain_hides_no_other(heard: Heard, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(following, "WINDOW", 2)
    wait_for(begin(), of=5)
    wait_for(begin(), of=1)
    assert following.drain(at=NOON) == 2
    assert heard.batches == [[1, 1]]


def test_no_more_than_a_batch_is_taken():
    for _ in range(3):
        wait_for(begin(), of=1)
    assert following.drain(at=NOON, limit=2) == 2
    assert following.drain(at=NOON, limit=2) == 1


def test_what_is_taken_together_runs_at_once_up_to_what_is_not(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
):
    apart = Heard()
    monkeypatch.setitem(REACTIONS, "heard", Reaction("heard", heard, facts=(), together=True))
    monkeypatch.setitem(REACTIONS, "apart", Reaction("apart", apart, facts=()))
    rows = wait_for(begin(), of=5)
    Following.objects.filter(pk=rows[3].pk).update(reaction="apart")
    monkeypatch.setattr(following, "TOGETHER", 2)
    assert [following.drain(at=NOON) for _ in range(5)] == [2, 1, 1, 1, 0]
    assert heard.batches == [[1, 2], [3], [5]]
    assert apart.batches == [[4]]


def test_behind_a_row_that_another_worker_has_nothing_is_taken(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(REACTIONS, "heard", Reaction("heard", heard, facts=(), together=True))
    first, *_behind = wait_for(begin(), of=3)
    found = list(following._first_of_chains(NOON))
    monkeypatch.setattr(following, "_first_of_chains", lambda _at: iter(found))
    Following.objects.filter(pk=first.pk).update(done_at=NOON)
    assert following.drain(at=NOON) == 0
    assert heard.batches == []
