"""Before somebody's last day what they own is offered on, and who leads them has a list of it."""

from datetime import timedelta
from typing import Any

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.notices.actions.reminding import remind_people
from buckstop.notices.models import Notice
from buckstop.notices.saying import said
from buckstop.people.actions.staff import set_last_day
from buckstop.people.speaking import speaking
from buckstop.problems.actions import ownership
from buckstop.problems.actions.last_days import offer_on
from buckstop.problems.commitments import handoff
from buckstop.problems.models import Handoff
from buckstop.problems.tests.world import World


def says(notice: Notice) -> str:
    return said([notice])[notice.pk].sentence


def test_what_they_own_is_offered_on_once_and_who_leads_hears(world: World):
    problems = [world.report(f"Trouble {n}").problem for n in range(2)]
    day = (world.now + timedelta(days=7)).date()
    with pytest.raises(Refused, match="Who leads says"):
        set_last_day(world.ana, day=day, by=world.ana.actor(), at=world.now)
    set_last_day(world.ana, day=day, by=world.bruno.actor(), at=world.now)
    assert offer_on(at=world.now) == 0
    remind_people(at=world.now)
    told = Notice.objects.filter(once__startswith="last day")
    assert {one.person for one in told} == {world.bruno, world.carla}
    assert "last day of Ana Ruiz is 9 March, and they own 2 problems" in says(told[0])
    with speaking("de"):
        assert says(told[0]).startswith("Letzter Tag von Ana Ruiz: 9. März,")
    assert told[0].page == f"/people/{world.ana.pk}/"
    assert offer_on(at=world.later(days=4)) == 2
    assert offer_on(at=world.now) == 0
    offers = list(Handoff.objects.select_related("commitment", "brief"))
    assert {one.commitment.debtor for one in offers} == {world.carla}
    assert "Its owner leaves: 9 March is their last day" in str(offers[0].brief)
    handoff.decline(offers[0], reason="Not mine.", by=world.carla.actor(), at=world.now)
    handoff.accept(offers[1], by=world.carla.actor(), at=world.now)
    assert offer_on(at=world.later(hours=1)) == 0, "what was declined is on the list of who leads"
    world.later(days=3)
    remind_people(at=world.now)
    last: Any = Notice.objects.filter(once__startswith="last day on").first()
    assert "they own 1 problem:" in says(last)
    assert len(problems) == 2
    assert list(verify()) == []


def test_each_from_the_day_on_that_is_theirs_and_nothing_that_is_offered_now(world: World):
    anas, first, second = (world.report(f"Trouble {n}").problem for n in range(3))
    for mine in (first, second):
        ownership.take(mine, by=world.bruno.actor(), at=world.now)
    for who, days in ((world.ana, 1), (world.bruno, 7)):
        set_last_day(who, day=(world.now + timedelta(days=days)).date(), by=DESK, at=world.now)
    offers: dict[str, Any] = {"to": world.carla, "brief": "x", "by": world.bruno.actor()}
    no = handoff.offer(first, **offers, at=world.now)
    handoff.decline(no, reason="Not mine.", by=world.carla.actor(), at=world.now)
    until = world.now + timedelta(days=9)
    handoff.offer(second, **offers, answer_by=until, at=world.now)
    assert offer_on(at=world.later(days=5)) == 2
    asked = Handoff.objects.filter(commitment__made_at=world.now)
    assert {one.commitment.problem for one in asked} == {anas, first}


def test_who_stays_after_all_is_asked_for_nothing(world: World):
    world.report()
    day = world.now.date()
    set_last_day(world.ana, day=day, by=DESK, at=world.now)
    set_last_day(world.ana, day=None, by=DESK, at=world.now)
    assert offer_on(at=world.now) == 0
