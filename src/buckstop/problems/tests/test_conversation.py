"""The conversation for action: which turn may be taken when, and what is owed then."""

from datetime import timedelta
from itertools import product

import pytest

from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.problems.commitments import kind, machine, owed
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.machine import TABLE, Turn
from buckstop.problems.models import Commitment
from buckstop.problems.models.commitment import OWED, CommitmentState
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World


@pytest.fixture
def asked(world: World) -> Commitment:
    """Ana asks Zed, by two hours from now."""
    case = world.report()
    due = world.now + timedelta(hours=2)
    return ask(case.problem, what="Look", of=world.zed, due=due, by=world.ana.actor(), at=world.now)


def test_the_table_has_every_turn_and_no_way_back_from_an_end():
    assert set(TABLE) == set(Turn)
    assert (TABLE[Turn.MAKE].of, TABLE[Turn.MAKE].to) == ((), CommitmentState.REQUESTED)
    assert all(state in OWED for transition in TABLE.values() for state in transition.of)


@pytest.mark.parametrize(("turn", "state"), [*product(Turn, CommitmentState)])
def test_a_turn_is_taken_only_from_where_the_table_has_it(
    world: World, asked: Commitment, turn: Turn, state: CommitmentState
):
    if state not in OWED:
        assert state not in TABLE[turn].of
        return
    with acting(asked, by=world.ana.actor(), at=world.now) as act:
        row = act.lock(asked)
        act.change(row, state=state)
        if state in TABLE[turn].of:
            machine.take(act, row, turn)
            assert row.state == (TABLE[turn].to or state)
            assert row.is_owed == (row.state in OWED)
        else:
            with pytest.raises(RuntimeError, match="nobody can"):
                machine.take(act, row, turn)


def test_every_turn_is_open_to_some_kind_or_is_a_verbs_own():
    by_somebody = {turn for one in kind.every() for turn in one.turns}
    assert set(Turn) - by_somebody == {
        Turn.MAKE, Turn.MISS, Turn.LAPSE, Turn.HAND_OVER, Turn.INSIST,
    }  # fmt: skip


def test_who_was_asked_may_promise_another_time(world: World, asked: Commitment):
    later = world.now + timedelta(hours=5)
    owed.counter(asked, due=later, reason="Their log first", by=world.zed.actor(), at=world.now)
    row = Commitment.objects.get(pk=asked.pk)
    assert (row.state, row.due, row.attend_at) == ("promised", later, later)
    assert Entry.objects.get(code="owed-countered").audience == "internal"
    with pytest.raises(Refused, match="promised already"):
        owed.counter(asked, due=later, reason="Later", by=world.zed.actor(), at=world.now)
    assert guarantees.broken() == []


def test_only_who_was_asked_promises_another_time_and_says_why(world: World, asked: Commitment):
    later = world.now + timedelta(hours=5)
    with pytest.raises(Refused, match="Somebody else was asked"):
        owed.counter(asked, due=later, reason="Mine", by=world.ana.actor(), at=world.now)
    with pytest.raises(Refused, match="Say why"):
        owed.counter(asked, due=later, reason=" ", by=world.zed.actor(), at=world.now)
