"""Preventions: owed like anything else, watched, judged; what comes back is told at once."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.notices.models import Notice
from buckstop.people.models import Person
from buckstop.prevention.actions import preventing, watching
from buckstop.prevention.rules.exposure import Span, exposure
from buckstop.prevention.rules.rates import Seen
from buckstop.prevention.rules.watching import Verdict
from buckstop.prevention.tests.stage import agrees, asked, by, follow, happens, now
from buckstop.problems.tests.world import MONDAY, World
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.naming import name_service


def attend(world: World, until: datetime) -> None:
    """The clock goes on, and stops where there is something to look at."""
    while world.now < until:
        world.now = min(world.now + timedelta(days=7), until)
        watching.attend_preventions(at=world.now)
        follow(world)


def told(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person).values_list("sentence", flat=True))


def test_it_is_asked_moved_once_and_missed(world: World):
    prevention = asked(world, happens(world, None, 1, 1), of=world.zed)
    follow(world)
    assert "You are asked to keep it from coming back" in told(world.zed)
    theirs: dict[str, Any] = {"by": world.zed.actor(), "at": world.now}
    with pytest.raises(Refused):
        preventing.promise_prevention(prevention, **by(world))
    preventing.promise_prevention(prevention, **theirs)
    later = now(prevention).due + timedelta(days=3)
    preventing.move_prevention(now(prevention), to=later, reason="Parts are late", **theirs)
    with pytest.raises(Refused):
        preventing.move_prevention(now(prevention), to=later, reason="Again", **theirs)
    attend(world, later + timedelta(days=1))
    assert now(prevention).missed_at is not None
    assert now(prevention).is_owed
    assert agrees()


def test_declined_and_withdrawn_it_is_owed_no_more(world: World):
    cause = happens(world, None, 1, 1)
    one, two = asked(world, cause, of=world.zed), asked(world, cause)
    theirs: dict[str, Any] = {"by": world.zed.actor(), "at": world.now}
    preventing.decline_prevention(one, reason="No such part exists", **theirs)
    preventing.withdraw_prevention(two, reason="Another way was found", **by(world))
    assert [now(each).state for each in (one, two)] == ["declined", "withdrawn"]
    with pytest.raises(Refused):
        preventing.put_in_force(now(one), **by(world))
    assert agrees()


def test_eight_weeks_without_it_and_it_held(world: World):
    cause = happens(world, None, 9, 7)
    prevention = asked(world, cause)
    preventing.put_in_force(prevention, **by(world))
    until = now(prevention).watch_until
    assert until is not None
    assert timedelta(weeks=6) < until - world.now < timedelta(weeks=9)
    assert now(prevention).before_came == 8
    attend(world, until - timedelta(days=1))
    assert now(prevention).verdict == ""
    attend(world, until)
    assert now(prevention).verdict == Verdict.HELD
    assert "It is known whether what prevents it holds" in told(world.ana)
    assert agrees()


def test_what_comes_back_is_told_at_once_and_ends_as_not_held(world: World):
    cause = happens(world, None, 6, 7)
    prevention = asked(world, cause, of=world.zed)
    preventing.put_in_force(prevention, **by(world))
    world.later(days=3)
    happens(world, cause, 1, 0)
    follow(world)
    assert "It came back although it was prevented" in told(world.zed)
    assert now(prevention).verdict == ""
    happens(world, cause, 12, 3)
    follow(world)
    assert now(prevention).verdict == Verdict.NOT_HELD
    assert agrees()


def test_what_happened_once_has_no_rate_to_compare_with(world: World):
    prevention = asked(world, happens(world, None, 1, 7))
    preventing.put_in_force(prevention, **by(world))
    until = now(prevention).watch_until
    assert until == world.now + timedelta(days=365)
    attend(world, until)
    assert now(prevention).verdict == Verdict.EARLY
    assert agrees()


def test_what_names_a_service_counts_days_of_exposed_customers(world: World):
    service = add_service(terms=Terms(name="Queue"), by=DESK, at=world.now)
    use(service, customer=world.nordbank, usage=Usage(), by=DESK, at=world.now)
    cause = happens(world, None, 4, 5)
    name_service(cause.problem, service=service, **by(world))
    prevention = asked(world, cause)
    preventing.put_in_force(prevention, **by(world))
    row = now(prevention)
    assert row.per_customer
    assert row.before_exposure == pytest.approx(20.0)


DAYS = st.integers(0, 100)
SPANS = st.lists(
    st.builds(lambda who, since, long: (who, since, since + long), st.integers(0, 3), DAYS, DAYS),
    max_size=8,
)


@given(SPANS)
def test_exposure_counts_each_day_of_each_once(spans: list[tuple[int, int, int]]):
    keys = [uuid7() for _ in range(4)]
    day = timedelta(days=1)
    found = exposure(
        [
            Span(keys[who], MONDAY + since * day, MONDAY + until * day)
            for who, since, until in spans
        ],
        MONDAY + 10 * day,
        MONDAY + 80 * day,
    )
    days = {(who, n) for who, since, until in spans for n in range(since, until) if 10 <= n < 80}
    assert found == pytest.approx(len(days))


def test_whoever_still_uses_it_counts_until_now():
    span = Span(uuid4(), MONDAY, None)
    assert exposure([span], MONDAY, MONDAY + timedelta(days=2)) == 2.0
    assert Seen(0, 0).rate == 0
