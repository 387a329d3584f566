"""Every answer equals a plain recount of the rows, on logs of every shape."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from buckstop.journeys.engine import preparing
from buckstop.journeys.engine.questions import (
    first_time_right,
    loops,
    map,
    ping_pong,
    sent_back,
    totals,
    variants,
    waits,
)
from buckstop.journeys.engine.selection import EPOCH, Selection, choose
from buckstop.journeys.engine.store import Store, opened
from buckstop.journeys.tests import recount
from buckstop.journeys.tests.recount import Row

ROW = st.tuples(
    st.sampled_from("abcdefg"),
    st.sampled_from(["ask", "do", "check", "wait", "done"]),
    st.integers(0, 30).map(lambda day: day * 86_400_000_000),
    st.sampled_from(["", "one", "two", "three"]),
    st.sampled_from(["", "", "Nordbank", "Voltio"]),
)
LOGS = st.lists(ROW, min_size=1, max_size=120).map(
    lambda rows: [Row(line, *row) for line, row in enumerate(rows, 1)]
)


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
        v.steps: (v.journeys, v.median, v.ninety) for v in variants.ask(store, most=10**9)
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


@settings(max_examples=8, deadline=None)
@given(LOGS)
def test_every_answer_equals_a_recount(rows):
    with asked(rows) as store:
        says_the_same(store, recount.journeys(rows))


@settings(max_examples=4, deadline=None)
@given(LOGS, st.integers(0, 20), st.sampled_from(["ask", "do"]), st.sampled_from(["", "Voltio"]))
def test_what_is_chosen_equals_a_recount_of_it(rows, day, step, customer):
    since = EPOCH + timedelta(days=day)
    asked_for = Selection(since=since, customer=customer, through=(step,), never=("wait",))
    log = {
        journey: each
        for journey, each in recount.journeys(rows).items()
        if each[0].happened >= day * 86_400_000_000
        and (not customer or customer in recount.customers(each))
        and step in {row.step for row in each}
        and "wait" not in {row.step for row in each}
    }
    with asked(rows, asked_for) as store:
        says_the_same(store, log)


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
