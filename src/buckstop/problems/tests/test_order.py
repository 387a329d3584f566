"""The order of work: by what waiting costs the customers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.problems.rules.order import EXPECTED, Task, cost, in_words, is_now, reason

NOW = datetime(2026, 3, 2, 10, 28, tzinfo=UTC)


def task(minutes: float = 120, **more: Any) -> Task:
    said: dict[str, Any] = {"kind": "update", "hurts": 1, "customers": 1, **more}
    return Task(due=NOW + timedelta(minutes=minutes), **said)


tasks = st.builds(
    Task,
    kind=st.sampled_from(sorted(EXPECTED)),
    due=st.integers(-10_000, 100_000).map(lambda n: NOW + timedelta(minutes=n)),
    since=st.none() | st.integers(-100_000, 0).map(lambda n: NOW + timedelta(minutes=n)),
    hurts=st.integers(0, 2),
    customers=st.integers(0, 500),
    ranked=st.integers(-5, 5),
    unheard=st.booleans(),
    answered=st.booleans(),
    near=st.booleans(),
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (task(customers=3), task(customers=1)),
        (task(ranked=1), task()),  # a customer's own rank, between what is alike otherwise
        (task(), task(ranked=-1)),
        (task(hurts=2, ranked=-1), task(hurts=1, ranked=1)),  # but it is no way round the harm
        (task(hurts=2), task(hurts=1)),
        (task(10), task(200)),
        (task(-30), task(10)),
        (task(since=NOW - timedelta(days=3)), task(since=NOW)),  # nobody waits for ever
        (task(kind="handoff"), task(kind="step")),  # the same harm, sooner done
        (task(weighs=200), task()),  # what their service level says that waiting counts
        (task(since=NOW - timedelta(days=1), grows=50), task(since=NOW - timedelta(days=1))),
        (Task(kind="update", due=NOW, hurts=1, customers=1, minutes=4.0), task(0)),
        (task(240, hurts=2, customers=3), task(30, hurts=0)),  # harm before the calendar
        (task(ease=0.5), task()),  # what comes easier to whoever does it
    ],
)
def test_what_costs_more_comes_first(first: Task, second: Task):
    assert cost(first, NOW) > cost(second, NOW)


@given(tasks, st.integers(1, 5000))
def test_waiting_never_gets_cheaper(one: Task, later: int):
    assert 0 < cost(one, NOW) <= cost(one, NOW + timedelta(minutes=later))


@given(tasks, st.booleans())
def test_every_task_says_why(one: Task, first: bool):
    said = reason(one, NOW, first=first)
    assert said.endswith(".")
    assert said[0].isupper()
    assert "  " not in said


def test_the_reason_in_words():
    near = task(12, customers=3)
    assert reason(near, NOW, first=True) == (
        "You owe an update. First because three customers wait and the promise is near."
    )
    assert reason(near, NOW) == "You owe an update. Three customers wait and the promise is near."
    assert reason(task(-5, hurts=2), NOW) == (
        "You owe an update. It stops them and the time has passed."
    )
    assert reason(task(600), NOW) == "You owe an update. One customer waits."


def test_now_is_what_is_due_within_the_hour_or_waits_for_my_answer():
    assert is_now(task(60), NOW)
    assert not is_now(task(61), NOW)
    assert is_now(task(600, kind="handoff"), NOW)
    assert is_now(task(600, kind="escalation"), NOW)
    assert is_now(task(600, unheard=True), NOW)
    assert not is_now(task(600, kind="ask"), NOW)


def test_numbers_in_words():
    assert [in_words(n) for n in (0, 1, 10, 11)] == ["0", "one", "ten", "11"]
