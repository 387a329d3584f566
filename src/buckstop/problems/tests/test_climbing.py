"""An unanswered escalation climbs to who is there."""

from datetime import time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.coverage.on_duty import Desk, OnDuty
from buckstop.coverage.service_times import ServiceTimes
from buckstop.kit.calendars import Calendar
from buckstop.problems.rules.climbing import first_above, next_above
from buckstop.problems.tests.world import MONDAY

OWNER, LEAD, BRUNO, CARLA, TEAMS_BUCK, BUCK, NETWORK = (UUID(int=n) for n in range(1, 8))
HOUSE = (BRUNO, CARLA)


def here(*there: UUID, lead: UUID | None = LEAD, buck: UUID = TEAMS_BUCK) -> OnDuty:
    """Who is on shift; the network has a lead and a buck of its own."""
    on_shift = dict.fromkeys(there, MONDAY + timedelta(hours=1))
    times = ServiceTimes(Calendar("UTC", {0: [(time(8), time(18))]}, frozenset()))
    desks = {None: Desk(on_shift, BUCK), NETWORK: Desk(on_shift, buck, lead)}
    return OnDuty(on_shift, {}, {}, BUCK, times, desks, {NETWORK: "Network"})


@pytest.mark.parametrize(
    ("there", "team", "first"),
    [
        ((LEAD, BRUNO), NETWORK, LEAD),
        ((BRUNO, CARLA), NETWORK, BRUNO),
        ((CARLA,), None, CARLA),
        ((), NETWORK, LEAD),
        ((LEAD,), None, BRUNO),
    ],
)
def test_the_nearest_who_is_there_is_asked_first(
    there: tuple[UUID, ...], team: UUID | None, first: UUID
):
    assert first_above(here(*there), team, owner=OWNER, leaders=HOUSE) == first


def test_in_a_house_of_one_it_stays():
    assert first_above(here(), None, owner=OWNER, leaders=[OWNER]) == BUCK


@pytest.mark.parametrize(
    ("there", "after", "climbs"),
    [
        ((LEAD, BRUNO, CARLA), LEAD, BRUNO),
        ((CARLA,), LEAD, CARLA),
        ((LEAD,), BRUNO, TEAMS_BUCK),
        ((), LEAD, TEAMS_BUCK),
        ((), TEAMS_BUCK, BUCK),
        ((), BUCK, BUCK),
        ((LEAD, BRUNO), BUCK, BUCK),
    ],
)
def test_who_is_not_there_is_skipped(there: tuple[UUID, ...], after: UUID, climbs: UUID):
    found = next_above(here(*there), NETWORK, after=after, owner=OWNER, leaders=HOUSE)
    assert found == climbs


PEOPLE = st.sampled_from([OWNER, LEAD, BRUNO, CARLA, TEAMS_BUCK, BUCK])


@given(st.sets(PEOPLE), PEOPLE, st.sampled_from([None, NETWORK]))
def test_it_climbs_to_somebody_there_or_with_whom_the_buck_stops(
    there: set[UUID], after: UUID, team: UUID | None
):
    found = next_above(here(*there), team, after=after, owner=OWNER, leaders=HOUSE)
    assert found in there - {after, OWNER} or found in {TEAMS_BUCK, BUCK}
