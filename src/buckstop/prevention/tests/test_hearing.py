"""Customers hear what was changed, that it held, and that it came back; suggestions are owed."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.conversations.models import Message
from buckstop.ledger.refused import Refused
from buckstop.prevention.actions import preventing, suggesting, telling
from buckstop.prevention.models import News, Suggestion
from buckstop.prevention.queries import causes
from buckstop.prevention.queries.taken import taken
from buckstop.prevention.rules.ranking import Taken, worth
from buckstop.prevention.tests.stage import agrees, asked, by, follow, happens, now
from buckstop.problems.actions import fixing
from buckstop.problems.tests.world import World, answering


def letters(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def test_who_had_it_hears_once_that_it_was_changed_and_that_it_came_back(
    world: World,
):
    cause = happens(world, None, 3, 7)
    prevention = asked(world, cause)
    told: dict[str, Any] = {"text": "Each of you has a queue now.", **by(world)}
    with pytest.raises(Refused):
        telling.tell_customers(prevention, news=News.CHANGED, **told)
    preventing.put_in_force(prevention, **by(world))
    told["at"] = world.later(days=1)
    assert telling.tell_customers(now(prevention), news=News.CHANGED, **told) == 1
    with pytest.raises(Refused) as refused:
        telling.tell_customers(now(prevention), news=News.CHANGED, **told)
    assert refused.value.code == "told-already"
    with pytest.raises(Refused):
        telling.tell_customers(now(prevention), news=News.HELD, **told)
    assert (letters("reply"), letters("recurred")) == (1, 0)
    world.later(days=1)
    happens(world, cause, 1, 0)
    follow(world)
    assert letters("recurred") == 1
    assert agrees()


def test_a_suggestion_is_owed_an_answer(world: World):
    case = world.report()
    row = suggesting.note_suggestion(case, what="A dark look", owner=world.bruno, **by(world))
    assert suggesting.attend_suggestions(at=row.due + timedelta(minutes=1)) == 1
    row = Suggestion.objects.get()
    assert row.missed_at is not None
    world.now = row.missed_at
    suggesting.answer_suggestion(row, text="It comes with the next version.", **by(world))
    with pytest.raises(Refused):
        suggesting.answer_suggestion(row, text="Again", **by(world))
    assert letters("reply") == 1
    assert agrees()


def test_what_a_cause_takes_of_customers(world: World):
    case = world.report("The queue is stuck")
    happens(world, None, 1, 3)
    [known] = causes()
    [takes] = taken([known], world.now).values()
    assert (round(takes.hours), takes.unhappy) == (24, 0)
    first = known.cause.problem.cases.get()
    fixing.fix(known.cause.problem, **by(world))
    fixing.still_broken(first, by=answering(first), at=world.now)
    fixing.record_word(first, **by(world))
    world.later(days=30)
    [found] = taken([known], world.now).values()
    assert found.hours == pytest.approx(24.0)
    assert case.problem_id != first.problem_id


TAKES = st.builds(Taken, hours=st.floats(0, 1e6), unhappy=st.integers(0, 1000))


@given(TAKES)
def test_what_costs_less_or_takes_more_comes_first(takes: Taken):
    assert worth(takes, "small") >= worth(takes, "medium") >= worth(takes, "large")
    assert worth(takes, "") == worth(takes, "medium")
    assert worth(Taken(takes.hours, takes.unhappy + 1), "small") > worth(takes, "small")
