"""The scorecard: kept by month, from facts alone, equal to a recount that shares nothing."""

from datetime import UTC, datetime, timedelta
from random import Random
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.ledger.actor import DESK
from buckstop.problems.commitments import owed as conversation
from buckstop.services.actions.services import add_service
from buckstop.services.rules import Terms as ServiceTerms
from buckstop.suppliers.actions import answering
from buckstop.suppliers.actions.asking import Wanted, ask_supplier
from buckstop.suppliers.actions.counting import count_months
from buckstop.suppliers.actions.suppliers import change_supplier
from buckstop.suppliers.models import SupplierMonth
from buckstop.suppliers.rules.checks import Terms
from buckstop.suppliers.rules.scores import Rate, quantile
from buckstop.suppliers.rules.wilson import interval
from buckstop.suppliers.scorecard import by_service, card, every_month, first_month, totals
from buckstop.suppliers.tests.conftest import HOUR, Outside, speaking
from buckstop.suppliers.tests.recount import count_all, counted, recounted


def ask_and_answer(outside: Outside, random: Random) -> None:
    """One ask, and one of the ways in which it goes."""
    ask, rolf = outside.ask(), speaking(outside.rolf)
    due = outside.owed(ask).due
    outside.now += timedelta(minutes=random.randrange(1, 120))
    way = random.choice(("silent", "time", "later", "moved", "done", "no", "taken back"))
    if way == "time":
        answering.say_time(ask, due=due, reason="", by=rolf, at=outside.now)
    elif way == "later":
        answering.say_time(ask, due=due + HOUR, reason="Busy", by=rolf, at=outside.now)
    elif way == "moved":
        answering.say_time(ask, due=due, reason="", by=rolf, at=outside.now)
        answering.say_time(ask, due=due + HOUR, reason="A part", by=rolf, at=outside.now)
    elif way == "done":
        answering.say_done(ask, text="Done", by=rolf, at=outside.now)
    elif way == "no":
        answering.say_no(ask, reason="Not ours", by=rolf, at=outside.now)
    elif way == "taken back":
        conversation.withdraw(outside.owed(ask), by=outside.ana.actor(), at=outside.now)
    if random.random() < 0.5:
        outside.attend(due + 3 * HOUR)
        if outside.owed(ask).is_owed and outside.owed(ask).state != "reported":
            answering.say_done(ask, text="At last", by=rolf, at=outside.now)


def test_it_equals_a_recount(outside: Outside):
    terms = Terms(name="Halden Networks", zone="Oslo", answers_slowed=60)
    change_supplier(outside.halden, terms=terms, by=outside.bruno.actor(), at=outside.now)
    outside.halden.refresh_from_db()
    outside.rolf.refresh_from_db()
    random = Random(7)
    for _ in range(24):
        ask_and_answer(outside, random)
    count_all()
    found = card(outside.halden, outside.now)
    total = found.total
    assert counted(found) == pytest.approx(recounted()[outside.halden.pk])
    assert total.asked == 24
    assert 0 < total.missed < total.decided <= total.asked
    assert 0 < total.within < total.promised
    outside.all_hold()


def test_what_counts_as_in_time(outside: Outside):
    ask, rolf = outside.ask(), speaking(outside.rolf)
    count_months()
    assert (card(outside.halden, outside.now).total.asked) == 1
    assert card(outside.halden, outside.now).total.timely == Rate(0, 0), "nothing is decided yet"
    due = outside.owed(ask).due
    answering.say_time(ask, due=due + HOUR, reason="Later", by=rolf, at=outside.now)
    outside.attend(due + HOUR)
    count_months()
    total = card(outside.halden, outside.now).total
    assert total.timely == Rate(1, 1), "they answered in time …"
    assert total.late == Rate(1, 1), "… and missed what they promised"
    assert total.as_promised == Rate(0, 0), "they promised no time to answer in"


def test_months_without_asks_are_empty(outside: Outside):
    outside.ask()
    count_months()
    found = card(outside.halden, outside.now)
    assert len(found.months) == 12
    assert [line.month.month for line in found.months if line.score] == [3]
    assert found.months[1].score is None
    assert [line.month for _, _service, line in every_month(outside.now)] == [found.months[0].month]
    assert totals(outside.now)[outside.halden.pk].asked == 1
    assert card(outside.halden, outside.now + timedelta(days=400)).total.asked == 0


def test_an_ask_is_counted_again_where_it_changed_and_never_otherwise(outside: Outside):
    ask = outside.ask()
    assert count_months() == 1
    assert count_months() == 0
    answering.say_done(ask, text="Done", by=speaking(outside.rolf), at=outside.later(minutes=7))
    assert count_months() == 1
    row = SupplierMonth.objects.get()
    assert (row.done, row.answer_minutes, row.done_minutes) == (1, [7], [7])
    wanted = Wanted(what="More", due=outside.now + HOUR, plan_b="-", plan_b_at=outside.now + HOUR)
    ask_supplier(
        outside.case.problem, of=outside.rolf, wanted=wanted, by=outside.ana.actor(),
        at=outside.now,
    )  # fmt: skip
    assert count_months() == 1
    assert SupplierMonth.objects.get().asked == 2


def test_the_twelve_months_end_with_this_one():
    assert str(first_month(datetime(2026, 3, 2, tzinfo=UTC))) == "2025-04-01"
    assert str(first_month(datetime(2026, 12, 31, tzinfo=UTC))) == "2026-01-01"


@pytest.mark.parametrize(
    ("happened", "of", "low", "high"),
    # as Newcombe (1998) has them, Statistics in Medicine 17, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_the_interval_is_wilsons(happened: int, of: int, low: float, high: float):
    assert interval(happened, of) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 50), st.integers(0, 50))
def test_an_interval_holds_the_rate(one: int, other: int):
    happened, of = min(one, other), max(one, other)
    low, high = interval(happened, of)
    assert 0 <= low <= high <= 1
    assert of == 0 or low - 1e-9 <= happened / of <= high + 1e-9


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=40))
def test_quantiles_are_those_of_statistics(numbers: list[int]):
    ordered = sorted(numbers)
    tenths = quantiles(ordered, n=10, method="inclusive")
    assert quantile(ordered, 0.5) == pytest.approx(tenths[4])
    assert quantile(ordered, 0.9) == pytest.approx(tenths[8])
    assert quantile([], 0.5) is None


def test_by_service_and_what_it_cost_customers(outside: Outside):
    mail = add_service(terms=ServiceTerms(name="Mail"), by=DESK, at=outside.now)
    outside.join(outside.case.problem, outside.olaf)
    outside.ask()
    about = outside.ask(service=mail)
    due = outside.owed(about).due
    outside.attend(due + HOUR)
    answering.say_done(about, text="At last", by=speaking(outside.rolf), at=outside.now)
    count_all()
    whole, [(service, found)] = (
        card(outside.halden, outside.now),
        by_service(outside.halden, outside.now),
    )
    assert (service, found.total.asked, whole.total.asked) == (mail, 1, 2)
    assert (found.total.missed, whole.total.missed) == (1, 2)
    assert found.total.waited == whole.total.waited == 2 * 60  # an hour of each of two customers
    assert totals(outside.now)[outside.halden.pk].asked == 2
    named = [service for _, service, _line in every_month(outside.now)]
    assert named == [None, mail]
    outside.all_hold()
