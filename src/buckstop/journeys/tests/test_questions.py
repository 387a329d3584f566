"""Every answer equals a plain recount of the rows, on logs of every shape."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from itertools import pairwise
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from buckstop.journeys.engine import answers, hours, preparing
from buckstop.journeys.engine.questions import (
    first_time_right,
    frictions,
    loops,
    map,
    ping_pong,
    sent_back,
    their_turn,
    totals,
    variants,
    waits,
)
from buckstop.journeys.engine.selection import EPOCH, Selection, choose, instant
from buckstop.journeys.engine.store import Store, opened
from buckstop.journeys.tests import recount
from buckstop.journeys.tests.recount import Row
from buckstop.kit.calendars import Calendar

DAY = 86_400_000_000

OFFICE = Calendar("Europe/Berlin", {day: [(time(9), time(12)), (time(13), time(18))]
                                   for day in range(5)})  # fmt: skip

SEEDS = st.integers(0, 2**32)
FEW = settings(max_examples=3, deadline=None, phases=[Phase.generate])
"""Each log has hundreds of rows: a smaller one would show nothing more."""


def a_log(seed: int) -> list[Row]:
    """Rows out of order, with what happens in the same instant, and without team or customer."""
    chance = Random(seed)
    journeys = "abcdefghijklmnopqrst"[: chance.randint(1, 20)]
    return [
        Row(
            line,
            chance.choice(journeys),
            chance.choice(["ask", "do", "check", "wait", "done"]),
            chance.randint(0, 30) * DAY,
            chance.choice(["", "one", "two", "three"]),
            chance.choice(["", "", "Nordbank", "Voltio"]),
        )
        for line in range(1, chance.randint(100, 300))
    ]


@contextmanager
def asked(rows: list[Row], selection: Selection | None = None) -> Iterator[Store]:
    """The rows in the engine, and what is chosen of them."""
    with opened(threads=1) as store:
        preparing.begin(store)
        values = [
            [r.line, r.journey, r.step, r.team or None, r.customer or None, "", r.happened]
            for r in rows
        ]
        marks = ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * len(values))
        store.run(f"INSERT INTO events VALUES {marks}", [cell for row in values for cell in row])
        preparing.prepare(store)
        choose(store, selection or Selection())
        yield store


def says_the_same(store: Store, log: recount.Journeys) -> None:
    """Every question against its recount."""
    found = map.ask(store)
    assert recount.arrows(log) == {
        (a.before, a.step): (a.times, a.journeys, a.customers or 0, a.median, a.ninety,
                             a.customers_time)
        for a in found.arrows
    }  # fmt: skip
    assert recount.steps(log) == {
        s.name: (s.times, s.journeys, s.first, s.last) for s in found.steps
    }
    assert recount.variants(log) == {
        v.steps: (v.journeys, v.median, v.ninety) for v in variants.ask(store, most=10**5)
    }
    assert variants.how_many(store) == len(recount.variants(log))
    assert recount.waits(log) == {
        w.step: (w.times, w.journeys, w.median, w.ninety, w.customers_time)
        for w in waits.ask(store)
    }
    assert recount.ping_pong(log) == {
        (p.team, p.other): (p.times, p.journeys, p.median, p.customers_time)
        for p in ping_pong.ask(store)
    }
    assert recount.loops(log) == {
        one.step: (one.times, one.at_once, one.journeys, one.median, one.customers_time)
        for one in loops.ask(store)
    }
    assert recount.sent_back(log) == {
        (s.before, s.step): (s.times, s.journeys, s.median, s.customers_time)
        for s in sent_back.ask(store)
    }
    assert recount.first_time_right(log) == tuple(
        getattr(first_time_right.ask(store), name)
        for name in ("journeys", "no_step_twice", "first_team", "with_team", "both")
    )
    all_ = totals.ask(store)
    assert all_.journeys == len(log)
    assert all_.steps == sum(len(rows) for rows in log.values())


@FEW
@given(SEEDS)
def test_every_answer_equals_a_recount(seed):
    with asked(rows := a_log(seed)) as store:
        says_the_same(store, recount.journeys(rows))


@FEW
@given(SEEDS, st.integers(0, 8), st.sampled_from(["ask", "do"]), st.sampled_from(["", "Voltio"]))
def test_what_is_chosen_equals_a_recount_of_it(seed, day, step, customer):
    rows = a_log(seed)
    since, until = EPOCH + timedelta(days=day), EPOCH + timedelta(days=20)
    asked_for = Selection(since, until, customer=customer, through=(step,), never=("nothing",))
    log = {
        journey: each
        for journey, each in recount.journeys(rows).items()
        if day * DAY <= each[0].happened < 20 * DAY
        and (not customer or customer in recount.customers(each))
        and step in {row.step for row in each}
    }
    with asked(rows, asked_for) as store:
        says_the_same(store, log)


@FEW
@given(SEEDS)
def test_in_working_time_every_length_is_that_of_a_plain_recount(seed):
    chance = Random(seed)
    rows = [r._replace(happened=r.happened + chance.randrange(DAY)) for r in a_log(seed)]
    origin = EPOCH - timedelta(days=1)

    def worked(at: int) -> int:
        return round(OFFICE.working_minutes(origin, instant(at)) * 60_000_000)

    in_hours = {
        journey: [row._replace(happened=worked(row.happened)) for row in each]
        for journey, each in recount.journeys(rows).items()
    }
    with asked(rows) as store:
        hours.put(store, OFFICE)
        choose(store, working=True)
        says_the_same(store, in_hours)


def test_waiting_for_the_customer_is_what_follows_their_turns():
    rows = [Row(1, "a", "ask", 0), Row(2, "a", "wait", 5), Row(3, "a", "do", 12),
            Row(4, "b", "wait", 0, customer="x"), Row(5, "b", "do", 2, customer="y")]  # fmt: skip
    with asked(rows) as store:
        found = their_turn.ask(store, ["wait"])
    assert (found.times, found.journeys, found.customers_time, found.of) == (2, 2, 11, 16)


def test_an_attribute_chooses_the_journeys_that_have_it():
    rows = [Row(1, "a", "ask", 0), Row(2, "b", "ask", 0)]
    with opened(threads=1) as store:
        preparing.begin(store)
        for r in rows:
            store.run("INSERT INTO events VALUES (?, ?, ?, NULL, NULL, NULL, 0)", list(r[:3]))
        store.run("INSERT INTO marked VALUES ('a', 'plan', 'gold'), ('b', 'plan', 'basic')")
        preparing.prepare(store)
        choose(store, Selection(marks=(("plan", "gold"),)))
        assert totals.ask(store).journeys == 1


def test_a_journey_that_goes_through_a_step_is_left_out_where_it_must_not():
    rows = [Row(1, "a", "ask", 0), Row(2, "b", "ask", 0), Row(3, "b", "do", 1)]
    with asked(rows, Selection(never=("do",))) as store:
        assert totals.ask(store).journeys == 1


def test_the_same_instant_keeps_the_order_of_lines():
    rows = [Row(n, "a", step, 0) for n, step in enumerate(["ask", "do", "ask"], 1)]
    with asked(rows) as store:
        [variant] = variants.ask(store)
        assert variant.steps == ("ask", "do", "ask")
        assert [(a.before, a.step) for a in map.ask(store).arrows] == [("ask", "do"), ("do", "ask")]


def test_nobody_named_is_said_so_and_each_journey_counts_once():
    with asked([Row(1, "a", "ask", 0), Row(2, "a", "do", 7)]) as store:
        [arrow] = map.ask(store).arrows
        assert (arrow.customers, arrow.customers_time) == (None, 7)
        assert totals.ask(store).customers is None


def test_frictions_are_what_they_are_made_of():
    with asked(rows := a_log(7)) as store:
        log = recount.journeys(rows)
        found = {(f.kind, f.first, f.second): f for f in frictions.ask(store, most=10**6)}
        again = {f.first: (f.times, f.customers_time) for k, f in found.items() if k[0] == "again"}
        assert again == {step: (one[0], one[4]) for step, one in recount.loops(log).items()}
        assert {k[1:] for k in found if k[0] == "ping-pong"} == set(recount.ping_pong(log))
        assert {k[1:] for k in found if k[0] == "sent-back"} == set(recount.sent_back(log))
        waits_of: dict[tuple[str, str], list[int]] = {}
        for each in log.values():
            for a, b in pairwise(each):
                waits_of.setdefault((a.step, b.step), []).append(b.happened - a.happened)
        for arrow, times in waits_of.items():
            usual = recount.at_most(times, 0.5)
            beyond = [one for one in times if one > usual]
            friction = found.get((frictions.Kind.WAIT, *arrow))
            if len(times) < frictions.USUAL_FROM or not beyond or arrow[0] == arrow[1]:
                assert friction is None
            else:
                assert friction is not None
                assert friction.times == len(beyond)


def test_an_answer_is_json_and_draws_every_step():
    with asked(a_log(3)) as store:
        found = answers.answer(store, Selection(), Selection())
        behind = answers.journeys(store)
    assert json.loads(json.dumps(found))["totals"]["journeys"] > 0
    [drawn] = found["drawn"].values()
    assert {box["name"] for box in drawn["boxes"]} == {step["name"] for step in found["steps"]}
    assert set(behind["steps"]) == {step["name"] for step in found["steps"]}
