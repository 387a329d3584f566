"""Random people do random things at random times; after each, every guarantee holds."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
)

from buckstop.ledger.models import Chain, Entry
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.actions import attending, kinds, understandings
from buckstop.problems.commitments import escalation, handoff
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment
from buckstop.problems.tests import (
    guarantees,
    moves,
    moves_cases,
    moves_importing,
    moves_labels,
    moves_owning,
    moves_promising,
)
from buckstop.problems.tests.at_random import live_through, tried
from buckstop.problems.tests.world import World, answering

MODULES = (moves_cases, moves_importing, moves_labels, moves_owning, moves_promising)
ANSWERS = ("handoff.accept", "handoff.decline", "handoff.withdraw")
VERIFIED_EVERY = 7  # steps, and at the end: it reads everything, and what is wrong stays wrong
CLOCK_ROUNDS = 200  # more than there can be commitments


class Histories(RuleBasedStateMachine):
    """One history: it begins with two reported problems, and is undone at its end."""

    base: World

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.world = World.again(self.base)
        self.seen: dict[Any, bytes] = {}
        self.looks = 0

    @rule(data=st.data(), name=st.sampled_from(sorted(moves.MOVES)))
    def somebody_does(
        self, data: st.DataObject, name: str, of: Mapping[str, moves.Move] = moves.MOVES
    ) -> None:
        tried[name] += 1
        try:
            of[name](moves.Chance(data.draw, self.world))
        except (Refused, moves.Nothing):
            tried["refused"] += 1

    @rule(data=st.data(), name=st.sampled_from(sorted(moves.MOVES, reverse=True)))
    def somebody_else_does(self, data: st.DataObject, name: str) -> None:
        self.somebody_does(data, name)

    @rule(data=st.data())
    def it_is_offered_and_answered(self, data: st.DataObject) -> None:
        self.somebody_does(data, "handoff.offer")
        self.somebody_does(data, data.draw(st.sampled_from(ANSWERS)))

    @rule(data=st.data(), days=st.integers(1, 12))
    def it_is_fixed_and_days_go_by(self, data: st.DataObject, days: int) -> None:
        self.somebody_does(data, "fixing.fix")
        for _ in range(days):
            self.time_goes_on(24)

    @rule(hours=st.sampled_from([0.1, 0.5, 4, 24]), clock_runs=st.booleans())
    def some_time_goes_by(self, hours: float, clock_runs: bool) -> None:
        if clock_runs:
            self.time_goes_on(hours)
        else:
            self.world.later(hours=hours)

    def time_goes_on(self, hours: float) -> None:
        self.world.later(hours=hours)
        for attend in (attending.attend_commitments, attending.attend_cases):
            rounds = 0
            while attend(at=self.world.now):
                rounds += 1
                assert rounds < CLOCK_ROUNDS, "the clock never ends"
        late = Commitment.objects.filter(attend_at__lte=self.world.now).count()
        late += Case.objects.filter(attend_at__lte=self.world.now).count()
        assert late == 0, "the clock left something behind"

    @invariant()
    def every_guarantee_holds(self) -> None:
        assert guarantees.broken() == []

    @invariant()
    def nothing_is_rewritten(self) -> None:
        now = dict(Entry.objects.values_list("pk", "hash"))
        before, self.seen = self.seen, {key: bytes(hash) for key, hash in now.items()}
        assert before.items() <= self.seen.items()
        self.looks += 1
        if self.looks % VERIFIED_EVERY == 0:
            self.tables_are_what_the_entries_say()

    def tables_are_what_the_entries_say(self) -> None:
        assert list(verify(Chain.objects.all())) == []

    def teardown(self) -> None:
        try:
            if not connection.needs_rollback:
                self.tables_are_what_the_entries_say()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)


def begun() -> World:
    """A house in which every verb has something to be tried on."""
    world = World()
    ana, at = world.ana.actor(), world.now
    first = world.report("Transfers fail")
    world.join(first.problem, world.olaf)
    second = world.report("The portal is slow", by=world.olaf)
    due = at + timedelta(hours=5)
    handoff.offer(first.problem, to=world.bruno, brief="They wait", by=ana, at=at)
    understandings.understand(first.problem, what="It fails", by=ana, at=at, case=first)
    add_step(
        first.problem, what="Send the log", debtor=world.ines, due=due, by=ana, at=at, case=first
    )
    ask(second.problem, what="Is it paid?", of=world.zed, due=due, by=ana, at=at)
    escalation.escalate(first.problem, reason="Too long", by=answering(first), at=at, case=first)
    third = world.report("A new password")
    kinds.change_kind(third.problem, kind="request", by=ana, at=at)
    return world


@pytest.mark.django_db
def test_random_histories_break_no_guarantee():
    Histories.base = begun()
    live_through(Histories, histories=8, steps=35)


def test_every_verb_is_in_the_machine():
    assert MODULES
    assert sorted(moves.public_verbs() - set(moves.MOVES)) == []
