"""Offered if and only if not refused: in random states, for everybody, each verb."""

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from buckstop.ledger.refused import Refused
from buckstop.problems.tests import moves
from buckstop.problems.tests.at_random import live_through
from buckstop.problems.tests.offers import OWED, OWNING, Try, actors
from buckstop.problems.tests.offers_cases import CASES, PROBLEMS
from buckstop.problems.tests.offers_importing import IMPORTING
from buckstop.problems.tests.offers_labels import LABELS
from buckstop.problems.tests.offers_of_the_day import OF_THE_DAY
from buckstop.problems.tests.test_histories import begun
from buckstop.problems.tests.world import World

OFFERS = OWED | OWNING | CASES | PROBLEMS | LABELS | IMPORTING | OF_THE_DAY
MOVED = "moved"  # whose lock isn't had: that comes before the rest
TRIES = 6  # at each step of a history


class Offered(RuleBasedStateMachine):
    """One history, undone at its end; now and then everything possible is tried, and undone."""

    base: World

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.world = World.again(self.base)

    @rule(data=st.data(), name=st.sampled_from(sorted(moves.MOVES)))
    def somebody_does(self, data: st.DataObject, name: str) -> None:
        try:
            moves.MOVES[name](moves.Chance(data.draw, self.world))
        except (Refused, moves.Nothing):
            pass

    @rule(hours=st.sampled_from([0.1, 0.5, 4, 24]))
    def some_time_goes_by(self, hours: float) -> None:
        self.world.later(hours=hours)

    @rule(data=st.data())
    def what_is_offered_is_not_refused(self, data: st.DataObject) -> None:
        for _ in range(TRIES):
            name = data.draw(st.sampled_from(sorted(OFFERS)))
            everybody = actors()
            one = Try(data.draw(st.sampled_from(everybody)), self.world.now)
            rows = list(OFFERS[name].rows(one))
            if not rows:
                continue
            row = rows[data.draw(st.integers(0, len(rows) - 1))]
            asked = [by for by in everybody if by.id == getattr(row, "debtor_id", None)]
            by_debtor: bool = data.draw(st.booleans())
            if asked and by_debtor:
                one = Try(asked[0], one.at)
            self.tried(name, row, one)

    def tried(self, name: str, row: object, one: Try) -> None:
        """Compare what the permission says of rows as they were read with what the verb does."""
        offer = OFFERS[name]
        said = offer.says(one, row)
        refused = None
        with transaction.atomic():
            try:
                offer.do(one, row)
            except Refused as no:
                refused = no.code
            transaction.set_rollback(True)
        if refused in offer.besides or (said is not None and refused == MOVED):
            return
        assert (said.code if said else None) == refused, f"{name} of {row} by {one.by}"

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)


@pytest.mark.django_db
def test_what_is_offered_is_not_refused():
    Offered.base = begun()
    live_through(Offered, histories=12, steps=25)


def test_every_verb_that_somebody_may_be_refused_is_tried():
    assert sorted(OFFERS.keys() - moves.public_verbs()) == []
    assert sorted(moves.public_verbs() - OFFERS.keys() - NOBODY_IS_REFUSED) == []


NOBODY_IS_REFUSED = {
    "attending.attend_cases",  # the clock
    "attending.attend_commitments",
    "hearing.hear",  # whoever writes is heard
    "hearing.note_first_word",
    "last_days.offer_on",  # the clock, too
    "opening.add_case",  # whoever reports is a case
    "opening.open_problem",
    "update.owe_again",  # the outbox
}
