"""Random people give, ask suppliers and carry news at random times: every guarantee holds, and no
limit is ever overdrawn."""

from collections import defaultdict
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from buckstop import complaints, outcomes, relationships, remedies, suppliers
from buckstop.complaints.commitments.final_answer import owe_final_answers
from buckstop.coverage.actions.levels import add_level
from buckstop.coverage.rules.levels import Terms as LevelTerms
from buckstop.ledger.actor import DESK
from buckstop.problems.tests import moves
from buckstop.problems.tests.at_random import live_through
from buckstop.problems.tests.test_histories import Histories, begun
from buckstop.relationships.tests.faces import has_relationship
from buckstop.remedies.models import Remedy
from buckstop.remedies.queries import month_of
from buckstop.remedies.tests.conftest import limits
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.actions.silence import attend_asks
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Supplier
from buckstop.suppliers.rules.checks import Post, Terms
from buckstop.suppliers.scorecard import card
from buckstop.suppliers.tests.recount import count_all, counted, recounted
from stories.moves_of_help import HELP


class HelpHistories(Histories):
    """A history in which every second move is about help."""

    @rule(data=st.data(), name=st.sampled_from(sorted(HELP)))
    def somebody_helps(self, data: st.DataObject, name: str) -> None:
        self.help(data, name)

    @rule(data=st.data(), name=st.sampled_from(sorted(HELP, reverse=True)))
    def somebody_else_helps(self, data: st.DataObject, name: str) -> None:
        self.help(data, name)

    @rule(data=st.data())
    def it_is_asked_and_answered(self, data: st.DataObject) -> None:
        self.help(data, "granting.ask_for")
        self.help(data, "granting.grant")

    @rule(data=st.data())
    def a_supplier_is_asked_and_answers(self, data: st.DataObject) -> None:
        self.help(data, "asking.ask_supplier")
        self.help(data, "answering.say_time")

    def help(self, data: st.DataObject, name: str) -> None:
        self.somebody_does(data, name, of=HELP)

    def time_goes_on(self, hours: float) -> None:
        super().time_goes_on(hours)
        for attend in (attend_asks, owe_final_answers):
            while attend(at=self.world.now):
                pass

    def tables_are_what_the_entries_say(self) -> None:
        super().tables_are_what_the_entries_say()
        count_all()
        again = recounted()
        for supplier in Supplier.objects.filter(pk__in=again):
            found = counted(card(supplier, self.world.now))
            assert found == pytest.approx(again[supplier.pk])

    @invariant()
    def no_limit_is_overdrawn(self) -> None:
        sums: dict[tuple[object, ...], int] = defaultdict(int)
        most: dict[tuple[object, ...], int] = {}
        given = Remedy.objects.filter(authority__isnull=False, amount__isnull=False)
        for one in given.select_related("authority", "case"):
            assert one.authority is not None
            assert one.granted_at is not None
            by, month = (one.authority_id, one.granted_by_id), month_of(one.granted_at)
            for key, up_to in (
                ((*by, one.case_id), one.authority.per_case),
                ((*by, month, one.case.side), one.authority.per_customer),
                ((*by, month), one.authority.per_month),
            ):
                sums[key] += one.amount or 0
                most[key] = up_to
        assert [key for key, amount in sums.items() if amount > most[key]] == []


@pytest.mark.django_db
def test_random_histories_of_help_break_no_guarantee():
    world = begun()
    limits(world, world.ana, 100, 150, 250)
    limits(world, world.carla, 500, 500, 900)
    has_relationship(world, world.bruno)
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    halden = add_supplier(terms=Terms(name="Halden Networks"), **by)
    for name, post in (("rolf", Post()), ("night", Post(turn_to_after=60, always=True))):
        who = Reached(name=name.title(), email=f"{name}@halden.example")
        add_person(halden, who=who, post=post, **by)
    by_law = LevelTerms(name="Law", opens=time(8), closes=time(17), weekdays="01234", legal_days=3)
    add_level(by_law, **by)
    HelpHistories.base = world
    live_through(HelpHistories, histories=4, steps=30)


def test_every_verb_of_help_is_in_the_machine():
    verbs = (
        (remedies, "actions"), (suppliers, "actions"), (relationships, "commitments"),
        (outcomes, "actions"), (complaints, "commitments"),
    )  # fmt: skip
    folders = [Path(app.__path__[0]) / folder for app, folder in verbs]
    assert sorted(moves.verbs_in(*folders) - set(HELP)) == []
